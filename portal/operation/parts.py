"""The list of parts (SBOM) in the format CycloneDX 1.6, made from the locks and what the packages say."""

import json
import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

from django.conf import settings

HOUSE = Path(settings.BASE_DIR)
LOCKED = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;]+)", flags=re.MULTILINE)
CLASSIFIER = "License :: OSI Approved :: "
LONGEST_LICENCE = 100  # some packages put the whole text where its name belongs


def list_of_parts() -> dict[str, Any]:
    """The same locks give the same list: it has no serial number and no time."""
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": {"component": {"type": "application", "name": "integrationsportal"}},
        "components": [*python_packages(), *node_packages()],
    }  # fmt: skip


def python_packages() -> list[dict[str, Any]]:
    """In the versions that are locked; those for other systems are not installed and left out."""
    locked = LOCKED.findall((HOUSE / "requirements" / "run.txt").read_text(encoding="utf-8"))
    installed = [(name, version) for name, version in locked if installed_version(name) == version]
    return [part("pypi", name, version, licence(name)) for name, version in installed]


def node_packages() -> list[dict[str, Any]]:
    lock = json.loads((HOUSE / "package-lock.json").read_text(encoding="utf-8"))
    found = {path.removeprefix("node_modules/"): about for path, about in lock["packages"].items() if path}
    return [part("npm", name, about["version"], about["license"]) for name, about in found.items()]


def part(kind: str, name: str, version: str, licence: str) -> dict[str, Any]:
    return {
        "type": "library", "name": name, "version": version,
        "purl": f"pkg:{kind}/{name.replace('@', '%40')}@{version}",
        "licenses": [{"license": {"name": licence}}],
    }  # fmt: skip


def installed_version(name: str) -> str | None:
    try:
        return metadata(name)["Version"]
    except PackageNotFoundError:
        return None


def licence(name: str) -> str:
    """As the package names it; empty if it names none."""
    told = metadata(name)
    classified = [line for line in told.get_all("Classifier", []) if line.startswith(CLASSIFIER)]
    named = " OR ".join(line.removeprefix(CLASSIFIER) for line in classified)
    ways = [*told.get_all("License-Expression", []), named, *told.get_all("License", [])]
    return next(filter(None, ways), "").strip().partition("\n")[0][:LONGEST_LICENCE]
