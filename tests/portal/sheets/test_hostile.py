"""Files that were made to break a reader get a sentence, or are read; in no time, and nobody dies."""

import os
import subprocess
import sys
import time

import pytest

from portal.sheets import guard, places, workbooks
from portal.sheets.formats import Format
from tests.portal.sheets import hostile
from tests.portal.sheets.lists import counts, read_list, said

SECONDS = 3


@pytest.mark.parametrize("kind", hostile.FILES)
def test_a_hostile_file_is_answered_in_time(kind):
    data = hostile.FILES[kind]()
    begin = time.process_time()

    reading = read_list(data, f"liste.{kind[:4].rstrip(':')}")

    assert time.process_time() - begin < SECONDS
    assert reading.rows or [level for level, _ in said(reading)] == ["error"]


def test_a_claim_about_the_size_of_a_sheet_harms_nobody():
    data = hostile.with_members(
        sheet1=hostile.sheet_xml(
            '<row r="1"><c r="A1" t="inlineStr"><is><t>Unterkunft</t></is></c>'
            '<c r="B1" t="inlineStr"><is><t>Belegung</t></is></c></row>'
            '<row r="2"><c r="A2" t="inlineStr"><is><t>Haus 1</t></is></c><c r="B2"><v>118</v></c></row>',
            first='<dimension ref="A1:XFD1048576"/>',
        )
    )

    assert counts(read_list(data)) == [118]


def test_what_hangs_on_an_archive_is_not_parsed():
    """The parser gets an archive made of what was checked, and nothing around it."""
    other = hostile.workbook(["Unterkunft", "Belegung"], ["Haus 1", 900])
    both = other + hostile.HONEST + b"\0" * 100

    assert other not in guard.check_workbook(both, Format.XLSX).data
    assert counts(read_list(both)) == [118]


def test_a_long_list_of_many_columns_is_read_in_time():
    heads = ["Unterkunft", "Belegung", *(f"Notiz {number}" for number in range(18))]
    data = hostile.workbook(heads, *([f"Haus {number}", 90, *["Bemerkung"] * 18] for number in range(5_000)))
    begin = time.monotonic()

    assert len(read_list(data).rows) == 5_000
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize("place", range(100, len(hostile.HONEST), 397))
def test_a_flipped_byte_never_breaks_the_reader(place):
    reading = read_list(hostile.flipped([place]))

    assert reading.rows or reading.messages.has_errors


def child(code: str) -> subprocess.CompletedProcess[str]:
    """What a parser that was taken over could do: Python after the child's own limits."""
    begin = (
        "import importlib.util, socket, os\n"
        f"spec = importlib.util.spec_from_file_location('child', {str(workbooks.CHILD)!r})\n"
        "child = importlib.util.module_from_spec(spec); spec.loader.exec_module(child)\n"
        "child.limit_resources(); child.close_the_doors()\n"
    )
    return subprocess.run([sys.executable, "-I", "-c", begin + code], capture_output=True, text=True, env={})  # noqa: PLW1510


@pytest.mark.parametrize(
    "attempt",
    [
        pytest.param("socket.socket()", id="network"),
        pytest.param("socket.socketpair()", id="local socket"),
        pytest.param("open('/etc/passwd')", id="file"),
        pytest.param("open('/tmp/x', 'w')", id="new file"),
    ],
)
def test_the_child_can_open_nothing(attempt):
    assert "Too many open files" in child(attempt).stderr


def test_the_child_gets_no_more_than_a_gigabyte():
    assert "MemoryError" in child("bytearray(2 * 1024**3)").stderr


@pytest.fixture
def spy(tmp_path, monkeypatch):
    """A child that tells what it was given instead of a workbook."""

    def told(expression: str) -> str:
        script = tmp_path / "spy.py"
        script.write_text(
            "import json, os, sys\n"
            f"sheet = {{'name': str({expression}), 'hidden': False, 'cells': 1, 'width': 1}}\n"
            "print(json.dumps({'values': ['x'], 'sheets': [sheet]}), flush=True)\n"
            "sys.stdout.buffer.write(bytes(4))\n"
        )
        monkeypatch.setattr(workbooks, "CHILD", script)
        return workbooks.read_workbook(hostile.HONEST, workbooks.Format.XLSX)[0].name

    return told


def test_the_child_knows_no_secret_of_the_portal(spy, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://portal:geheim@db/portal")

    assert spy("dict(os.environ)") in ("{}", "{'LC_CTYPE': 'C.UTF-8'}")


def test_the_child_inherits_no_open_file(spy, tmp_path):
    with (tmp_path / "secret").open("w") as secret:
        os.set_inheritable(secret.fileno(), True)

        assert spy("sorted(os.listdir('/proc/self/fd'))[:4]") == "['0', '1', '2', '3']"  # 3 lists them


def test_a_child_that_dies_becomes_a_sentence(tmp_path, monkeypatch):
    script = tmp_path / "dying.py"
    script.write_text("import os; os.abort()")
    monkeypatch.setattr(workbooks, "CHILD", script)

    assert said(read_list(hostile.HONEST)) == [
        ("error", "Die Datei lässt sich nicht sicher lesen. Bitte in Excel öffnen, als .xlsx speichern "
         "und erneut hochladen.")
    ]  # fmt: skip


READER = "from portal.sheets import places\nwith places.a_place(): print('taken', flush=True); input()"


@pytest.fixture
def two_readers():
    """Two other processes that read a file each until they are told to leave."""
    command = [sys.executable, "-c", READER]
    readers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    assert [reader.stdout.readline() for reader in readers] == ["taken\n", "taken\n"]
    yield readers
    for reader in readers:
        reader.communicate("\n")


def test_a_third_reader_waits_and_then_is_told(two_readers, monkeypatch):
    monkeypatch.setattr(places, "WAIT_SECONDS", 0.2)

    assert said(read_list(hostile.HONEST)) == [
        (
            "error",
            "Gerade werden zu viele Dateien zugleich gelesen. Bitte in einer Minute noch einmal versuchen.",
        )
    ]


def test_a_reader_that_is_killed_frees_its_place(two_readers):
    two_readers[0].kill()
    two_readers[0].wait()

    assert counts(read_list(hostile.HONEST)) == [118]
