"""Reference lists as CSV in the admin: all or nothing, and the message tells the truth."""

import csv
import io

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import NoReverseMatch, reverse

from portal.models import District, Indicator, Organisation
from tests import people
from tests.factories import DistrictFactory, IndicatorFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

HEADER = "number;name;abbreviation;ring;tile_row;tile_column;aliases\n"
MITTE = "1;Mitte;MI;inner;3;3;\n"
NORD = "2;Nord;NO;inner;2;3;S-Nord\n"


@pytest.fixture
def karla(client):
    client.force_login(people.karla())
    return client


def bring_in(client, content: str | bytes, model: str = "district"):
    """Upload a list as a person does; the answer is the page that follows."""
    data = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile("liste.csv", data)
    address = reverse(f"admin:portal_{model}_import")
    return client.post(address, {"import_file": file, "format": "0", "resource": "0"})


def told(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def taken_out(client, model: str) -> str:
    return client.get(reverse(f"admin:portal_{model}_export")).content.decode("utf-8-sig")


class TestIn:
    def test_new_rows_are_written_and_counted(self, karla):
        answer = bring_in(karla, HEADER + MITTE + NORD)
        assert "2 neu, 0 geändert; 0 waren schon so erfasst" in told(answer)
        assert list(District.objects.values_list("name", "aliases")) == [("Mitte", ""), ("Nord", "S-Nord")]

    def test_rows_are_known_by_their_name(self, karla):
        bring_in(karla, HEADER + MITTE + NORD)
        answer = bring_in(karla, HEADER + MITTE + NORD.replace("2;Nord", "7;Nord"))
        assert "0 neu, 1 geändert; 1 waren schon so erfasst" in told(answer)
        assert District.objects.get(name="Nord").number == 7

    def test_every_change_is_in_the_history_with_its_person(self, karla):
        bring_in(karla, HEADER + MITTE)
        assert District.history.get().history_user == people.karla()

    def test_one_wrong_row_and_nothing_is_written(self, karla):
        answer = bring_in(karla, HEADER + MITTE + NORD.replace("inner", "mittendrin"))
        assert not District.objects.exists()
        assert (told(answer), LogEntry.objects.count()) == ("", 0)
        assert "mittendrin" in answer.content.decode()

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ("5,7;Mitte;MI;inner;3;3;\n", "„5,7“ ist keine ganze Zahl."),
            ("1;Mitte;MI;inner;7.362;3;\n", "„7.362“ ist keine ganze Zahl."),
            ("1;Mitte;-1;inner;-3;3;\n", "„-3“ ist keine ganze Zahl."),
            (";Mitte;MI;inner;3;3;\n", "Dieses Feld darf nicht null sein."),
            ("1;" + "M" * 101 + ";MI;inner;3;3;\n", "höchstens 100 Zeichen"),
            ("2;Nord;NO;inner;3;3;\n" + MITTE, "An dieser Stelle steht schon ein anderer Stadtbezirk."),
        ],
        ids=["decimals", "thousands", "negative", "empty", "too long", "tile taken"],
    )
    def test_a_wrong_value_is_explained_in_german(self, karla, wrong, sentence):
        answer = bring_in(karla, HEADER + wrong)
        assert sentence in answer.content.decode()
        assert not District.objects.exists()

    @pytest.mark.parametrize(
        ("header", "sentence"),
        [
            ("number;name;kuerzel\n", "Unbekannte Spalten: kuerzel."),
            ("number;name;name\n", "Eine Spalte steht doppelt in der Kopfzeile."),
            ("number;ring;aliases\n", "Es fehlt die Spalte name."),
        ],
    )
    def test_other_columns_are_refused(self, karla, header, sentence):
        page = bring_in(karla, header + "1;Mitte;x\n").content.decode()
        assert sentence in page
        assert "Traceback" not in page
        assert not District.objects.exists()

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
    def test_umlauts_arrive_in_every_encoding_of_excel(self, karla, encoding):
        bring_in(karla, (HEADER + "1;Mühlhausen;MÜ;outer;1;1;\n").encode(encoding))
        assert District.objects.get().name == "Mühlhausen"

    def test_commas_are_read_as_well(self, karla):
        bring_in(karla, (HEADER + MITTE).replace(";", ","))
        assert District.objects.get().abbreviation == "MI"

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            ((HEADER + MITTE).encode("utf-16"), "Das ist keine CSV-Datei."),
            (b"PK\x03\x04\x14\x00\x06\x00", "Das ist keine CSV-Datei."),
            (HEADER.encode(), "Die Datei enthält keine Zeilen."),
            (HEADER.encode() + b"1;Mitte;MI;inner;3;3;;;;\n", "mehr Spalten als die Kopfzeile"),
            (HEADER.encode() + b"x" * 1_000_001, "größer als 1 MB"),
        ],
        ids=["utf-16", "workbook", "empty", "wide", "large"],
    )
    def test_another_kind_of_file_is_refused_with_a_sentence(self, karla, data, sentence):
        assert sentence in bring_in(karla, data).content.decode()

    def test_days_are_read_as_germans_and_computers_write_them(self, karla):
        rows = "name;kind;active_from;active_to\nAnker;operator;01.03.2015;2017-12-31\n"
        bring_in(karla, rows, "organisation")
        anker = Organisation.objects.get()
        assert f"{anker.active_from:%d.%m.%Y} {anker.active_to:%d.%m.%Y}" == "01.03.2015 31.12.2017"

    def test_a_day_that_does_not_exist_is_named(self, karla):
        page = bring_in(karla, "name;kind;active_from\nAnker;operator;31.02.2016\n", "organisation")
        assert "„31.02.2016“ ist kein Tag, den es gibt" in page.content.decode()

    def test_what_belongs_together_is_linked_by_name(self, karla):
        rows = "name;kind;parent\nReferat SI;department;\nSozialamt;office;Referat SI\n"
        bring_in(karla, rows, "organisation")
        assert Organisation.objects.get(name="Sozialamt").parent.name == "Referat SI"

    def test_a_name_that_does_not_exist_is_named(self, karla):
        page = bring_in(karla, "name;kind;parent\nSozialamt;office;Referat XY\n", "organisation")
        assert "„Referat XY“ gibt es nicht." in page.content.decode()

    def test_a_circle_of_organisations_is_refused(self, karla):
        OrganisationFactory(name="Sozialamt", parent=OrganisationFactory(name="Referat SI"))
        page = bring_in(karla, "name;parent\nReferat SI;Sozialamt\n", "organisation")
        assert "kann nicht zu sich selbst gehören" in page.content.decode()

    def test_there_is_no_second_step_that_reads_a_file_by_name(self):
        with pytest.raises(NoReverseMatch):
            reverse("admin:portal_district_process_import")


class TestOut:
    def test_a_list_comes_back_unchanged(self, karla):
        OrganisationFactory(name="Anker gGmbH", aliases="Anker\nAnker Stuttgart", short_name="Anker")
        IndicatorFactory(key="belegung", part_of=IndicatorFactory(key="alle"))
        for model in ("organisation", "indicator"):
            answer = bring_in(karla, taken_out(karla, model), model)
            assert "0 neu, 0 geändert" in told(answer)

    @pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
    def test_a_formula_leaves_as_text_and_comes_back_as_it_was(self, karla, sign):
        name = f'{sign}HYPERLINK("http://x.example")'
        OrganisationFactory(name=name)
        exported = taken_out(karla, "organisation")
        (row,) = csv.DictReader(io.StringIO(exported), delimiter=";")
        assert row["name"] == "'" + name
        bring_in(karla, exported, "organisation")
        assert Organisation.objects.get().name == name

    def test_ordinary_text_leaves_as_it_is(self, karla):
        OrganisationFactory(name="Anker = Hoffnung e. V.; 'Stuttgart'")
        (row,) = csv.DictReader(io.StringIO(taken_out(karla, "organisation")), delimiter=";")
        assert row["name"] == "Anker = Hoffnung e. V.; 'Stuttgart'"

    def test_excel_sees_that_it_is_utf_8(self, karla):
        DistrictFactory(name="Mühlhausen")
        content = karla.get(reverse("admin:portal_district_export")).content
        assert content.startswith(b"\xef\xbb\xbf")


class TestRights:
    @pytest.mark.parametrize("model", ["organisation", "district", "indicator"])
    @pytest.mark.parametrize("route", ["import", "export"])
    def test_who_is_staff_without_any_right_gets_neither(self, client, model, route):
        client.force_login(UserFactory(is_staff=True))
        assert client.get(reverse(f"admin:portal_{model}_{route}")).status_code == 403

    @pytest.mark.parametrize("person", [people.emil, people.dora])
    def test_who_may_only_read_takes_a_list_out_but_brings_none_in(self, client, person):
        client.force_login(person())
        assert client.get(reverse("admin:portal_district_export")).status_code == 200
        assert bring_in(client, HEADER + MITTE).status_code == 403
        assert not District.objects.exists()

    def test_who_may_add_but_not_change_brings_nothing_in(self, client):
        staff = UserFactory(is_staff=True)
        staff.user_permissions.set(Permission.objects.filter(codename="add_indicator"))
        client.force_login(staff)
        assert bring_in(client, "key;label\nx;X\n", "indicator").status_code == 403
        assert not Indicator.objects.exists()
