"""A backup: one sealed file with the database, the private files, the settings and their checksums."""

import hashlib
import json
import os
import tarfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.db import connection
from django.utils import timezone

from portal.operation.backups.databases import dump
from portal.operation.backups.sealing import BrokenSealError, Sealed, opened
from portal.operation.health import note_backup

DATABASE, SETTINGS, MANIFEST, FILES = "database", "settings.json", "manifest.json", "private"
# Hold a password or a key in them; they are kept in a second place by hand.
SECRET = ("KEY", "SECRET", "PASSWORD", "TOKEN", "DATABASE_URL", "EMAIL_URL")


@dataclass(frozen=True)
class Written:
    path: Path
    files: int


def write_backup(folder: Path, passphrase: str) -> Written:
    """The file appears under its name when it is complete, never before."""
    began = timezone.now()
    target = folder / f"portal-{began:%Y-%m-%dT%H%M%SZ}.backup"
    unfinished = target.with_suffix(".unfinished")
    try:
        with TemporaryDirectory(dir=folder, prefix="portal-") as workshop, unfinished.open("xb") as file:
            unfinished.chmod(0o600)
            count = pack(Path(workshop), file, passphrase, began)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(target)
    finally:
        unfinished.unlink(missing_ok=True)
    note_backup(began)
    return Written(target, count)


def pack(workshop: Path, file: IO[bytes], passphrase: str, began: datetime) -> int:
    """The number of private files. The database first: a file is there before its delivery can be
    confirmed, and never changed, so that every number of the copy finds its file."""
    dump(workshop / DATABASE)
    (workshop / SETTINGS).write_text(json.dumps(settings_without_secrets(), indent=1, ensure_ascii=False))
    sealed, sums = Sealed(file, passphrase), {}
    with tarfile.open(fileobj=sealed, mode="w|") as tar:  # type: ignore[call-overload]
        for name, path in [
            (DATABASE, workshop / DATABASE),
            (SETTINGS, workshop / SETTINGS),
            *private_files(),
        ]:
            try:
                tar.add(path, name, recursive=False)
            except FileNotFoundError:  # deleted meanwhile, its time was over
                continue
            sums[name] = checksum(path)
        about = {"began": began.isoformat(), "vendor": connection.vendor, "sha256": sums}
        (workshop / MANIFEST).write_text(json.dumps(about, indent=1, ensure_ascii=False))
        tar.add(workshop / MANIFEST, MANIFEST)
    sealed.close()
    return len(sums) - 2


def private_directory() -> Path:
    storage = storages["private"]
    assert isinstance(storage, FileSystemStorage)
    return Path(storage.location)


def private_files() -> list[tuple[str, Path]]:
    """With their names in the archive."""
    directory = private_directory()
    found = sorted(path for path in directory.rglob("*") if path.is_file() and not path.is_symlink())
    return [(f"{FILES}/{path.relative_to(directory).as_posix()}", path) for path in found]


def settings_without_secrets() -> dict[str, str]:
    """What deploy/portal.env.sample lists and is set here."""
    sample = Path(settings.BASE_DIR, "deploy", "portal.env.sample").read_text()
    names = [line.lstrip("#").partition("=")[0] for line in sample.splitlines() if "=" in line]
    return {
        name: os.environ[name]
        for name in names
        if name in os.environ and not any(word in name for word in SECRET)
    }


def checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def unpack(file: IO[bytes], passphrase: str, workshop: Path) -> dict:
    """Everything in the folder, proven to be what was backed up; the manifest. Raises BrokenSealError."""
    whole = workshop / "whole.tar"
    with whole.open("wb") as target:
        for piece in opened(file, passphrase):
            target.write(piece)
    with tarfile.open(whole) as tar:
        tar.extractall(workshop, filter="data")
    whole.unlink()
    manifest = json.loads((workshop / MANIFEST).read_text())
    for name, expected in manifest["sha256"].items():
        if checksum(workshop / name) != expected:
            raise BrokenSealError
    return manifest
