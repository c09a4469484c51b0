"""Runs as a process of its own: a printed report as JSON from stdin, the set document to stdout.

Started by `typesetting.py` as a plain script, so it must not import anything of the portal. Whatever
people wrote reaches typst as data, never as program text. If it grows or never ends, only this dies.
"""

import json
import resource
import sys
from datetime import UTC, datetime
from pathlib import Path

MEMORY = 3 * 1024**3  # of addresses; a report of 300 pages uses about a tenth
TEMPLATES = Path(__file__).parent


def limit_resources(seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def main() -> None:
    order = json.loads(sys.stdin.buffer.read())
    limit_resources(order["seconds"])
    import typst  # noqa: PLC0415 - after the limits

    day = datetime.fromisoformat(order["day"]).replace(tzinfo=UTC)
    document, warnings = typst.compile_with_warnings(
        str(TEMPLATES / order["template"]),
        root=str(TEMPLATES),
        font_paths=order["font_paths"],
        ignore_system_fonts=True,
        format=order["format"],
        ppi=order["ppi"],
        sys_inputs={"data": order["data"], "fonts": json.dumps(order["fonts"])},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=int(day.timestamp()),
    )
    if warnings:
        sys.exit("; ".join(warning.message for warning in warnings))
    sys.stdout.buffer.write(document)


if __name__ == "__main__":
    main()
