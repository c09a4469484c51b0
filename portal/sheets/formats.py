"""What a file is, by its content. Its name only decides what is said about it."""

import io
import zipfile
from enum import StrEnum

from portal.numbers import german
from portal.sheets.messages import RefusedError

MEGABYTE = 1024 * 1024

MAX_BYTES = 10 * MEGABYTE
MAX_SHEETS = 50
MAX_ROWS = 20_000
MAX_COLUMNS = 200

# What staff may give to the commands, as a text file.
BIG_BYTES = 200 * MEGABYTE
BIG_ROWS = 1_000_000
TOO_BIG = (
    "too_large",
    f"Die Datei ist zu groß (höchstens {german(BIG_BYTES // MEGABYTE)} MB / "
    f"{german(BIG_ROWS)} Zeilen als CSV). Bitte auf mehrere Dateien aufteilen.",
)

# As shown on the upload page.
LIMITS = [
    ("Formate", ".xlsx, .xlsm, .xls, .xlsb, .ods, .csv, .txt"),
    ("Größe", f"höchstens {german(MAX_BYTES // MEGABYTE)} MB"),
    ("Zeilen", f"höchstens {german(MAX_ROWS)} je Blatt"),
    ("Spalten", f"höchstens {MAX_COLUMNS}"),
    ("Blätter", f"höchstens {MAX_SHEETS}"),
]


class Format(StrEnum):
    XLSX = "Excel-Arbeitsmappe (.xlsx)"
    XLSM = "Excel-Arbeitsmappe mit Makros (.xlsm)"
    XLSB = "binäre Excel-Arbeitsmappe (.xlsb)"
    XLS = "alte Excel-Arbeitsmappe (.xls)"
    ODS = "OpenDocument-Tabelle (.ods)"
    TEXT = "Textdatei (CSV)"


TOO_LARGE = (
    "too_large",
    f"Die Datei ist zu groß (höchstens {german(MAX_BYTES // MEGABYTE)} MB / {german(MAX_ROWS)} Zeilen). "
    "Bitte auf mehrere Dateien aufteilen.",
)
TOO_MANY_COLUMNS = (
    "too_many_columns",
    f"Die Datei hat mehr als {MAX_COLUMNS} Spalten. Bitte nur die Spalten der Liste stehen lassen.",
)
TOO_MANY_SHEETS = (
    "too_many_sheets",
    f"Die Datei hat mehr als {MAX_SHEETS} Blätter. Bitte nur die Blätter der Liste stehen lassen.",
)
EMPTY = ("empty", "Die Datei enthält keine Datenzeilen. Bitte prüfen, ob es die richtige ist.")
DAMAGED = (
    "damaged",
    "Die Datei ist beschädigt und lässt sich nicht öffnen. "
    "Bitte die Liste noch einmal speichern und erneut hochladen.",
)
ENCRYPTED = ("encrypted", "Die Datei ist mit einem Kennwort verschlüsselt. Bitte ohne Kennwort speichern.")
UNKNOWN = (
    "format_unknown",
    "Dieses Format wird nicht gelesen. Bitte als .xlsx, .xls, .xlsb, .ods, .csv oder .txt speichern.",
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
WEB_PAGE = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta", b"<?xml", b"<div")
NEVER_TEXT = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")


def recognise(data: bytes, file_name: str) -> Format:
    """Raises RefusedError for everything that is not a table."""
    if len(data) > MAX_BYTES:
        raise RefusedError(*TOO_LARGE)
    if not data.strip():
        raise RefusedError(*EMPTY)
    if data.startswith(b"PK"):
        return _kind_of_zip(data)
    if data.startswith(OLE):
        return _kind_of_ole(data)
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(WEB_PAGE):
        raise _web_page(file_name)
    if data.startswith(NEVER_TEXT) or _is_binary(data):
        raise RefusedError(*UNKNOWN)
    return Format.TEXT


def _kind_of_zip(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.lower() for name in archive.namelist()}
            mimetype = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, KeyError, RuntimeError, NotImplementedError) as error:
        raise RefusedError(*DAMAGED) from error
    if "xl/workbook.xml" in names:
        return Format.XLSM if "xl/vbaproject.bin" in names else Format.XLSX
    if "xl/workbook.bin" in names:
        return Format.XLSB
    if b"opendocument.spreadsheet" in mimetype:
        return Format.ODS
    raise RefusedError(*UNKNOWN)


def _kind_of_ole(data: bytes) -> Format:
    """Old Excel files and encrypted new ones are folders in a file; the names in it tell them apart."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise RefusedError(*ENCRYPTED)
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        return Format.XLS
    raise RefusedError(*UNKNOWN)


def _is_binary(data: bytes) -> bool:
    return b"\x00" in data[:4096] and not data.startswith(BYTE_ORDER_MARKS)


def _web_page(file_name: str) -> RefusedError:
    ending = file_name.lower().rpartition(".")[2]
    return RefusedError(
        "web_page",
        f"Die Datei heißt .{ending}, enthält aber eine Webseite. "
        "Bitte in Excel öffnen und als .xlsx speichern.",
    )
