"""The check before anything parses a delivered workbook.

A workbook is an archive of XML files. No parser survives every hostile one, so each file in the
archive goes through a check that builds no tree, and the parser gets a new archive made of nothing but
what was checked: both see the same bytes.
"""

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TypeVar

from portal.sheets.binary_parts import BROKEN, facts_of_xls, facts_of_xlsb, sheets_of_xlsb
from portal.sheets.formats import DAMAGED, ENCRYPTED, MAX_SHEETS, TOO_LARGE, TOO_MANY_SHEETS, Format
from portal.sheets.messages import RefusedError
from portal.sheets.ods_parts import OdsContentPart, OdsManifestPart
from portal.sheets.sheet_part import SheetPart
from portal.sheets.side_parts import NotesPart, StylesPart
from portal.sheets.xml_parts import (
    CellStyles,
    Part,
    RelationsPart,
    SharedStringsPart,
    SheetFacts,
    TextBudget,
    WorkbookPart,
)

MAX_MEMBERS = 200
MAX_MEMBER = 64 * 1024 * 1024  # unpacked
MAX_UNPACKED = 100 * 1024 * 1024
CHUNK = 64 * 1024
BROKEN_ARCHIVE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)


class BinaryPart(Part):
    """Passes as it is."""

    def __init__(self) -> None:
        super().__init__()
        self.chunks: list[bytes] = []

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        self.chunks.append(chunk)

    @property
    def content(self) -> bytes:
        return b"".join(self.chunks)


AnyPart = TypeVar("AnyPart", bound=Part | SheetPart)

WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
SHARED_STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
PLAIN_PARTS = ("[Content_Types].xml", "_rels/.rels")
BINARY_WORKBOOK = "xl/workbook.bin"
BINARY_RELATIONS = "xl/_rels/workbook.bin.rels"
CONTENT = "content.xml"
MANIFEST = "META-INF/manifest.xml"


@dataclass
class CheckedWorkbook:
    """Bytes that are safe to parse, and what the check learned about each sheet by its name."""

    data: bytes
    sheets: dict[str, SheetFacts] = field(default_factory=dict)


def check_workbook(data: bytes, kind: Format) -> CheckedWorkbook:
    """Raises RefusedError. The oldest format passes, looked at: the limits of the child process hold."""
    if kind in CHECKS:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return CHECKS[kind](Archive(archive))
        except BROKEN_ARCHIVE as error:
            raise RefusedError(*DAMAGED) from error
    return CheckedWorkbook(data, facts_of_xls(data))


class Archive:
    """The delivered archive and the checked copy that grows from it."""

    def __init__(self, source: zipfile.ZipFile) -> None:
        self.source = source
        self.members = self._directory()
        self.copy = io.BytesIO()
        self.target = zipfile.ZipFile(self.copy, "w", zipfile.ZIP_STORED)

    def _directory(self) -> dict[str, zipfile.ZipInfo]:
        """By lower-case name, as Excel compares them."""
        members = self.source.infolist()
        by_name = {member.filename.lower(): member for member in members}
        if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
            raise RefusedError(*TOO_LARGE)
        if len(by_name) < len(members):
            raise RefusedError(*DAMAGED)
        if any(member.flag_bits & 0x1 for member in members):
            raise RefusedError(*ENCRYPTED)
        return by_name

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.members

    def check(self, name: str, part: AnyPart) -> AnyPart:
        """Stream a member through its check and into the copy; its real size counts."""
        member = self.members.get(name.lower())
        if member is None or member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise RefusedError(*DAMAGED)
        size = 0
        with self.source.open(member) as source, self.target.open(name, "w") as target:
            while chunk := source.read(CHUNK):
                size += len(chunk)
                if size > MAX_MEMBER:
                    raise RefusedError(*TOO_LARGE)
                part.feed(chunk)
                target.write(chunk)
        part.feed(b"", last=True)
        return part

    def finished(self) -> bytes:
        self.target.close()
        return self.copy.getvalue()


def _check_xlsx(archive: Archive) -> CheckedWorkbook:
    """Only the parts that a table needs are taken over: no macros, no images, no links."""
    for name in PLAIN_PARTS:
        if name in archive:
            archive.check(name, Part())
    targets = archive.check(RELATIONS, RelationsPart()).targets
    workbook = archive.check(WORKBOOK, WorkbookPart())
    if len(workbook.sheets) > MAX_SHEETS:
        raise RefusedError(*TOO_MANY_SHEETS)
    shared = archive.check(SHARED_STRINGS, SharedStringsPart()).lengths if SHARED_STRINGS in archive else []
    styles = archive.check(STYLES, StylesPart()).cell_styles if STYLES in archive else CellStyles()
    sheets, budget = {}, TextBudget()
    for name, relation, hidden in workbook.sheets:
        facts = sheets[name] = SheetFacts(hidden=hidden)
        if "worksheets/" in targets.get(relation, ""):
            archive.check(targets[relation], SheetPart(facts, shared, styles, budget))
            _check_notes(archive, targets[relation], facts)
    return CheckedWorkbook(archive.finished(), sheets)


def _check_notes(archive: Archive, sheet: str, facts: SheetFacts) -> None:
    """A sheet names its notes in a small file of its own, relative to its own folder."""
    folder, _, name = sheet.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive:
        return
    for target in archive.check(relations, RelationsPart(folder)).targets.values():
        if posixpath.basename(target).startswith("comment") and target in archive:
            archive.check(target, NotesPart(facts.notes))


def _check_ods(archive: Archive) -> CheckedWorkbook:
    if MANIFEST in archive and archive.check(MANIFEST, OdsManifestPart()).encrypted:
        raise RefusedError(*ENCRYPTED)
    archive.target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    content = archive.check(CONTENT, OdsContentPart(TextBudget()))
    return CheckedWorkbook(archive.finished(), content.sheets)


def _check_xlsb(archive: Archive) -> CheckedWorkbook:
    """Of binary parts only number and size can be checked; of the sheets it is known what is hidden."""
    parts = {
        name: archive.check(member.filename, BinaryPart()).content
        for name, member in list(archive.members.items())
        if name.endswith((".bin", ".rels", ".xml")) and "vba" not in name
    }
    return CheckedWorkbook(archive.finished(), _facts_of_xlsb(parts))


def _facts_of_xlsb(parts: dict[str, bytes]) -> dict[str, SheetFacts]:
    """By the names of the sheets; nothing of a file that is not built as usual. Raises RefusedError."""
    relations = RelationsPart()
    try:
        relations.feed(parts[BINARY_RELATIONS], last=True)
        return {
            name: facts_of_xlsb(parts[relations.targets[relation].lower()])
            for name, relation in sheets_of_xlsb(parts[BINARY_WORKBOOK])
        }
    except (*BROKEN, KeyError):
        return {}


CHECKS = {
    Format.XLSX: _check_xlsx,
    Format.XLSM: _check_xlsx,
    Format.XLSB: _check_xlsb,
    Format.ODS: _check_ods,
}
