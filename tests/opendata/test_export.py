"""`manage.py export_opendata`: the same bytes as the addresses, all or nothing."""

import pytest
from django.core.management import CommandError, call_command

from portal.opendata import files
from tests.factories import ReportedFigureFactory
from tests.opendata.published import fetched

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "daten"


def written(folder) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def export(folder) -> dict[str, bytes]:
    call_command("export_opendata", str(folder), verbosity=0)
    return written(folder)


def test_every_file_has_the_bytes_of_its_address(folder):
    ReportedFigureFactory(indicator__key="persons")
    found = export(folder)
    assert {"katalog.jsonld", "kennzahlen/persons.csv", "deutsch/kapitel/fim.csv"} <= set(found)
    assert found == {address: fetched(address) for address in found}


def test_a_second_export_replaces_the_first_whole(folder):
    gone = ReportedFigureFactory(indicator__key="gone")
    assert "kennzahlen/gone.csv" in export(folder)
    gone.delete()
    assert "kennzahlen/gone.csv" not in export(folder)
    assert [path.name for path in folder.parent.iterdir()] == ["daten"]


def test_what_goes_wrong_leaves_the_earlier_export_as_it_was(folder, monkeypatch):
    before = export(folder)
    ReportedFigureFactory(indicator__key="persons")

    def broken(*_args) -> bytes:
        raise OSError(28, "Kein Platz mehr")

    monkeypatch.setitem(files.CHAPTERS, "json", broken)
    with pytest.raises(CommandError, match="lässt sich nicht schreiben: Kein Platz mehr"):
        export(folder)
    assert written(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == ["daten"]


def test_a_folder_with_other_things_is_left_alone(folder):
    folder.mkdir()
    (folder / "brief.txt").write_text("wichtig")
    with pytest.raises(CommandError, match="enthält anderes"):
        export(folder)
    assert written(folder) == {"brief.txt": b"wichtig"}
