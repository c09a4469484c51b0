"""The city's list of shelters, as a CSV file that can be loaded again and again."""

from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command

from accommodation.models import Capacity, Operation, Shelter
from portal.models import District, Organisation
from portal.report_facts import REPORT_2017
from portal.report_facts.city import load_districts
from portal.report_facts.facts import Facts

pytestmark = pytest.mark.django_db

HEADER = "code;name;street;district;operator;opened_on;closed_on;places;aliases"
BIRKENHOF = "U-01;Birkenhof;Erfundene Gasse 1;Botnang;Träger Anker;2015-10-01;;120;Birke|Haus B"
EICHENHOF = "U-02;Eichenhof;Erfundene Gasse 2;NOR;Träger Brücke;2016-02-01;;80;"


@pytest.fixture(autouse=True)
def _districts():
    load_districts(Facts(REPORT_2017))


@pytest.fixture
def load(tmp_path, capsys):
    """Loads lines under the header and gives back what the command says."""

    def load(*lines: str, header: str = HEADER, encoding: str = "utf-8") -> str:
        file = tmp_path / "unterkuenfte.csv"
        file.write_bytes("\r\n".join([header, *lines, ""]).encode(encoding))
        call_command("load_shelters", str(file))
        return capsys.readouterr().out

    return load


def refused(load, *lines: str, **options: str) -> list[str]:
    """The sentences with which a list is refused, without the last one."""
    with pytest.raises(CommandError) as refusal:
        load(*lines, **options)
    *sentences, last = str(refusal.value).splitlines()
    assert last == "Es wurde nichts gespeichert."
    return sentences


def shelter(code: str = "U-01") -> Shelter:
    return Shelter.objects.get(code=code)


def test_new_shelters_are_opened_with_operator_and_places(load):
    assert "2 neu, 0 geändert, 0 unverändert" in load(BIRKENHOF, EICHENHOF)
    birkenhof = shelter()
    assert (birkenhof.name, birkenhof.district.name, birkenhof.opened_on) == (
        "Birkenhof",
        "Botnang",
        date(2015, 10, 1),
    )
    assert birkenhof.aliases.splitlines() == ["Birke", "Haus B"]
    operation = birkenhof.operations.get()
    assert (operation.operator.name, operation.start, operation.end) == (
        "Träger Anker",
        date(2015, 10, 1),
        None,
    )
    assert operation.operator.kind == Organisation.Kind.OPERATOR
    capacity = birkenhof.capacities.get()
    assert (capacity.places, capacity.valid_from, capacity.kind) == (120, date(2015, 10, 1), "in_use")


def test_a_second_run_changes_nothing(load):
    load(BIRKENHOF, EICHENHOF)
    before = Shelter.history.count()
    assert "0 neu, 0 geändert, 2 unverändert" in load(BIRKENHOF, EICHENHOF)
    assert Shelter.history.count() == before
    assert (Operation.objects.count(), Capacity.objects.count()) == (2, 2)


def test_an_operator_of_several_shelters_is_created_once(load):
    load(BIRKENHOF, EICHENHOF.replace("Träger Brücke", "träger anker"))
    assert Organisation.objects.filter(kind=Organisation.Kind.OPERATOR).count() == 1


@pytest.mark.parametrize("spelling", ["Bad Cannstatt", "bad cannstatt", "CAN", "6", "Cannstatt"])
def test_a_district_may_be_named_in_several_ways(load, spelling):
    load(BIRKENHOF.replace("Botnang", spelling))
    assert shelter().district == District.objects.get(name="Bad Cannstatt")


def test_the_byte_order_mark_of_spreadsheet_programs_is_read_over(load):
    load(BIRKENHOF, encoding="utf-8-sig")
    assert shelter().name == "Birkenhof"


def test_the_last_column_may_be_missing(load):
    load(EICHENHOF.removesuffix(";"), header=HEADER.removesuffix(";aliases"))
    assert shelter("U-02").name == "Eichenhof"


def test_street_dates_and_places_may_be_empty(load):
    load("U-03;Lindenhof;;Ost;Träger Anker;;;;")
    lindenhof = shelter("U-03")
    assert (lindenhof.street, lindenhof.opened_on, lindenhof.closed_on) == ("", None, None)
    assert not lindenhof.capacities.exists()


def test_places_without_a_known_opening_hold_for_every_reporting_date(load):
    load("U-03;Lindenhof;;Ost;Träger Anker;;;60;")
    assert Shelter.objects.with_places(date(2014, 5, 31)).get().places == 60


def test_zero_places_are_not_the_same_as_no_places_named(load):
    load(BIRKENHOF.replace("120", "0"))
    assert shelter().capacities.get().places == 0


# The list has changed


def test_an_empty_cell_leaves_what_is_known(load):
    load(BIRKENHOF)
    answer = load("U-01;Birkenhof;;Botnang;Träger Anker;;;;")
    assert "0 geändert, 1 unverändert" in answer
    assert (shelter().street, shelter().opened_on) == ("Erfundene Gasse 1", date(2015, 10, 1))


def test_a_corrected_shelter_keeps_its_history(load):
    load(BIRKENHOF)
    assert "1 geändert" in load(BIRKENHOF.replace("Gasse 1", "Gasse 11"))
    streets = [version.street for version in shelter().history.all()]
    assert streets == ["Erfundene Gasse 11", "Erfundene Gasse 1"]


def test_a_renamed_shelter_is_still_found_by_its_old_name(load):
    load(BIRKENHOF)
    load(BIRKENHOF.replace("Birkenhof", "Haus am Wald"))
    assert shelter().name == "Haus am Wald"
    assert "Birkenhof" in shelter().names


def test_aliases_are_added_to_those_that_people_entered(load):
    load(BIRKENHOF)
    birkenhof = shelter()
    birkenhof.aliases += "\nBirkenhaus"
    birkenhof.save()
    load(BIRKENHOF + "|Hof 1")
    assert shelter().aliases.splitlines() == ["Birke", "Haus B", "Birkenhaus", "Hof 1"]


@time_machine.travel("2017-08-15", tick=False)
def test_a_new_operator_starts_today_and_the_old_one_ended_yesterday(load):
    load(BIRKENHOF)
    load(BIRKENHOF.replace("Träger Anker", "Träger Brücke"))
    old, new = shelter().operations.all()
    assert (old.operator.name, old.end) == ("Träger Anker", date(2017, 8, 14))
    assert (new.operator.name, new.start, new.end) == ("Träger Brücke", date(2017, 8, 15), None)


@time_machine.travel("2017-08-15", tick=False)
def test_an_operator_named_wrongly_before_the_opening_is_corrected(load):
    load(BIRKENHOF.replace("2015-10-01", "2017-09-01"))
    load(BIRKENHOF.replace("2015-10-01", "2017-09-01").replace("Träger Anker", "Träger Brücke"))
    operation = shelter().operations.get()
    assert (operation.operator.name, operation.start) == ("Träger Brücke", date(2017, 9, 1))


@time_machine.travel("2017-08-15", tick=False)
def test_new_places_count_from_today_and_the_old_ones_stay_readable(load):
    load(BIRKENHOF)
    load(BIRKENHOF.replace(";120;", ";90;"))
    assert list(shelter().capacities.values_list("valid_from", "places")) == [
        (date(2015, 10, 1), 120),
        (date(2017, 8, 15), 90),
    ]


def test_a_corrected_opening_takes_operator_and_places_along(load):
    load(BIRKENHOF)
    load(BIRKENHOF.replace("2015-10-01", "2015-09-01"))
    assert shelter().operations.get().start == date(2015, 9, 1)
    assert shelter().capacities.get().valid_from == date(2015, 9, 1)


# The list is wrong


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            BIRKENHOF.replace("Botnang", "Böblingen"),
            "Zeile 2, Spalte „district“: „Böblingen“ ist kein Stadtbezirk. "
            "Möglich sind Name, Kürzel oder Nummer eines Stadtbezirks.",
        ),
        (
            BIRKENHOF.replace("Botnang", "Fuerbach"),
            "Zeile 2, Spalte „district“: „Fuerbach“ ist kein Stadtbezirk. Meinten Sie „Feuerbach“?",
        ),
        (
            BIRKENHOF.replace("2015-10-01", "01.10.2015"),
            "Zeile 2, Spalte „opened_on“: „01.10.2015“ ist kein Datum der Form JJJJ-MM-TT, "
            "zum Beispiel 2016-07-01.",
        ),
        (
            BIRKENHOF.replace("2015-10-01", "2015-02-30"),
            "Zeile 2, Spalte „opened_on“: „2015-02-30“ ist kein Datum der Form JJJJ-MM-TT, "
            "zum Beispiel 2016-07-01.",
        ),
        (BIRKENHOF.replace(";120;", ";-1;"), "Zeile 2, Spalte „places“: „-1“ ist kleiner als 0."),
        (BIRKENHOF.replace(";120;", ";viele;"), "Zeile 2, Spalte „places“: „viele“ ist keine ganze Zahl."),
        (BIRKENHOF.replace(";120;", ";1.200;"), "Zeile 2, Spalte „places“: „1.200“ ist keine ganze Zahl."),
        (
            BIRKENHOF.replace(";120;", ";12000;"),
            "Zeile 2, Spalte „places“: „12000“ ist mehr, als eine Unterkunft fassen kann (höchstens 5.000).",
        ),
        (BIRKENHOF.replace("U-01", ""), "Zeile 2, Spalte „code“: Die Angabe fehlt."),
        (BIRKENHOF.replace("Träger Anker", " "), "Zeile 2, Spalte „operator“: Die Angabe fehlt."),
        (
            BIRKENHOF.replace("2015-10-01;", "2015-10-01;2015-09-30"),
            "Zeile 2, Spalte „closed_on“: „2015-09-30“ liegt vor der Eröffnung am 01.10.2015.",
        ),
        ("U-01;Birkenhof;Botnang", "Zeile 2: 3 Zellen statt 9."),
        (BIRKENHOF + ";mehr", "Zeile 2: 10 Zellen statt 9."),
    ],
)
def test_a_wrong_line_is_refused_with_line_and_column(load, line, sentence):
    assert refused(load, line) == [sentence]


def test_all_problems_are_told_at_once_and_nothing_is_written(load):
    sentences = refused(
        load,
        BIRKENHOF,
        EICHENHOF.replace("NOR", "Esslingen").replace("2016-02-01", "Februar"),
        BIRKENHOF.replace("120", "x"),
    )
    assert [sentence.split(":")[0] for sentence in sentences] == [
        "Zeile 3, Spalte „district“",
        "Zeile 3, Spalte „opened_on“",
        "Zeile 4, Spalte „code“",
        "Zeile 4, Spalte „places“",
    ]
    assert not Shelter.objects.exists()
    assert not Organisation.objects.filter(kind=Organisation.Kind.OPERATOR).exists()


def test_a_code_that_stands_twice_names_the_first_line(load):
    assert refused(load, BIRKENHOF, "", BIRKENHOF) == [
        "Zeile 4, Spalte „code“: „U-01“ steht schon in Zeile 2."
    ]


def test_the_line_is_counted_as_an_editor_shows_it(load):
    two_lines = BIRKENHOF.replace("Birkenhof", '"Birkenhof\nam Wald"')
    assert refused(load, two_lines, EICHENHOF.replace(";80;", ";x;")) == [
        "Zeile 4, Spalte „places“: „x“ ist keine ganze Zahl."
    ]


def test_unknown_and_missing_columns_are_named(load):
    sentences = refused(load, BIRKENHOF, header=HEADER.replace("district", "bezirk"))
    assert sentences[:2] == [
        "Zeile 1, Spalte „bezirk“: Diese Spalte ist nicht bekannt.",
        "Zeile 1, Spalte „district“: Diese Spalte fehlt.",
    ]


def test_a_file_of_another_encoding_is_refused_with_its_line(load):
    plain = EICHENHOF.replace("Träger Brücke", "Traeger")
    assert refused(load, plain, BIRKENHOF, encoding="cp1252")[0].startswith(
        "Zeile 3: Die Datei ist nicht in UTF-8 gespeichert."
    )


def test_an_unclosed_quotation_mark_is_refused_with_its_line(load):
    assert refused(load, BIRKENHOF, EICHENHOF.replace("Eichenhof", '"Eichenhof'))[0].startswith("Zeile 3:")


def test_a_closing_before_the_stored_opening_is_refused(load):
    load(BIRKENHOF)
    assert refused(load, "U-01;Birkenhof;;Botnang;Träger Anker;;2014-01-01;;") == [
        "Zeile 2, Spalte „closed_on“: „2014-01-01“ liegt vor der Eröffnung am 01.10.2015."
    ]


def test_an_opening_after_the_end_of_an_operation_is_refused_as_a_whole(load):
    load(BIRKENHOF)
    shelter().operations.update(end=date(2015, 12, 31))
    assert refused(load, EICHENHOF, BIRKENHOF.replace("2015-10-01", "2016-03-01")) == [
        "Unterkunft „U-01“: Das Ende liegt vor dem Beginn."
    ]
    assert not Shelter.objects.filter(code="U-02").exists()


def test_an_empty_file_is_refused(load):
    assert refused(load, header="") == ["Die Datei ist leer."]


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(CommandError, match=r"„fehlt\.csv“ lässt sich nicht lesen"):
        call_command("load_shelters", str(Path("fehlt.csv")))


def test_without_districts_the_list_says_what_to_do_first(load):
    District.objects.all().delete()
    assert refused(load, BIRKENHOF) == [
        "Es sind noch keine Stadtbezirke geladen. Bitte zuerst „manage.py load_report“ ausführen."
    ]


def test_a_code_is_spelt_as_it_is_known(load):
    load(BIRKENHOF)
    assert refused(load, BIRKENHOF.replace("U-01", "u-01")) == [
        "Zeile 2, Spalte „code“: „u-01“ gibt es schon als „U-01“. Bitte genau so schreiben."
    ]


def test_a_code_can_stand_in_an_address(load):
    assert refused(load, BIRKENHOF.replace("U-01", "U/01")) == [
        "Zeile 2, Spalte „code“: „U/01“ enthält /, ? oder #. Bitte ohne diese Zeichen schreiben."
    ]
