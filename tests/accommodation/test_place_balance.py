"""`manage.py place_balance`: from a file to the state at each month's end, without a database."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

STUTTGART_2023 = {
    "start": "2023-07-01", "people": 9000, "places": 9000, "months": 12,
    "arrivals_per_month": 0, "departures_per_month": 0,
    "events": [
        {"on": "2024-06-30", "places": -3415, "certainty": "decided", "what": "24 Unterkünfte enden"},
        {"on": "2024-02-01", "places": 876, "certainty": "decided", "what": "neu"},
        {"on": "2024-05-15", "places": 248, "certainty": "possible", "what": "vielleicht"},
    ],
    "count": ["decided", "possible"],
}  # fmt: skip


@pytest.fixture
def answer(tmp_path):
    """`answer(people=50)`: what the command says of the case of 2023 with other values; `None` leaves a
    key out. Also of a file's bytes."""

    def ask(data: bytes | None = None, *arguments: str, **changed) -> str:
        path: Path = tmp_path / "annahmen.json"
        if data is None:
            content = {key: value for key, value in (STUTTGART_2023 | changed).items() if value is not None}
            data = json.dumps(content).encode()
        path.write_bytes(data)
        output = io.StringIO()
        call_command("place_balance", str(path), *arguments, stdout=output)
        return output.getvalue()

    return ask


@pytest.fixture
def as_json(answer):
    return lambda data=None, **changed: json.loads(answer(data, "--json", **changed))


@pytest.fixture
def problems(answer):
    """The mistakes that it tells, one in a line."""

    def ask(data: bytes | None = None, **changed) -> list[str]:
        with pytest.raises(CommandError) as refusal:
            answer(data, "--json", **changed)
        assert refusal.value.returncode != 0
        return str(refusal.value).splitlines()

    return ask


def event(**changed) -> dict:
    return {"on": "2023-08-01", "places": 5, "certainty": "decided", "what": "neu"} | changed


def test_the_state_at_each_months_end(as_json):
    result = as_json()
    assert list(result) == ["months", "first_shortage", "worst", "sentence"]
    assert len(result["months"]) == 12
    assert result["months"][0] == {"month": "2023-07", "people": 9000, "places": 9000, "balance": 0}
    assert result["months"][-1] == {"month": "2024-06", "people": 9000, "places": 6709, "balance": -2291}
    assert result["first_shortage"] == "2024-06"
    assert result["worst"] == {"month": "2024-06", "balance": -2291}
    assert result["sentence"] == "Ab Juni 2024 fehlen Plätze; am meisten fehlen im Juni 2024: 2.291."


def test_a_year_has_four_digits(as_json):
    assert as_json(start="0023-07-01", events=[])["months"][0]["month"] == "0023-07"


def test_without_the_possible_places(as_json):
    assert as_json(count=["decided"])["worst"]["balance"] == -2539


def test_without_count_everything_counts(as_json):
    assert as_json(count=None) == as_json(count=["decided", "planned", "possible"])


def test_an_empty_count_counts_nothing(as_json):
    assert as_json(count=[])["first_shortage"] is None


def test_a_list_has_a_number_for_each_month(as_json):
    result = as_json(arrivals_per_month=list(range(12)))
    assert [month["people"] for month in result["months"]][:4] == [9000, 9001, 9003, 9006]


def test_a_byte_order_mark_does_no_harm(as_json):
    assert as_json(b"\xef\xbb\xbf" + json.dumps(STUTTGART_2023).encode()) == as_json()


def test_people_read_a_table_with_the_sentence_on_top(answer):
    lines = answer().splitlines()
    assert lines[0] == "Ab Juni 2024 fehlen Plätze; am meisten fehlen im Juni 2024: 2.291."
    assert lines[1] == (
        "Beginn 01.07.2023: 9.000 Menschen, 9.000 Plätze. Gezählt: beschlossene und mögliche Änderungen."
    )
    assert lines[-1].split() == ["Juni", "2024", "9.000", "6.709", "−2.291"]


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"start": "2023-7-1"}, 'start: gefunden "2023-7-1". Hier soll ein Tag'),
        ({"start": "20230701"}, 'start: gefunden "20230701".'),
        ({"start": "2023-02-29"}, 'start: gefunden "2023-02-29".'),
        ({"start": 5}, "start: gefunden 5."),
        ({"start": None}, "start: fehlt."),
        ({"people": None}, "people: fehlt."),
        ({"events": None}, "events: fehlt."),
        ({"people": -1}, "people: gefunden -1. Erlaubt ist eine ganze Zahl von 0"),
        ({"people": True}, "people: gefunden true."),
        ({"people": 9000.0}, "people: gefunden 9000.0. Hier soll eine ganze Zahl stehen"),
        ({"people": float("nan")}, "people: gefunden NaN."),
        ({"people": float("inf")}, "people: gefunden Infinity."),
        ({"places": "9.000"}, 'places: gefunden "9.000".'),
        ({"places": 10**400}, "places: gefunden 100000000000"),
        ({"months": 0}, "months: gefunden 0. Erlaubt ist eine ganze Zahl von 1 bis 600."),
        ({"months": 601}, "months: gefunden 601."),
        ({"start": "9999-12-01"}, "months: gefunden 12. Die Monate reichen über das Jahr 9999 hinaus."),
        ({"arrivals_per_month": [1] * 11}, "arrivals_per_month: gefunden eine Liste mit 11 Einträgen."),
        ({"departures_per_month": [1] * 13}, "departures_per_month: gefunden eine Liste mit 13 Einträgen."),
        ({"departures_per_month": [1] * 11 + [-2]}, "departures_per_month[11]: gefunden -2."),
        ({"arrivals_per_month": {}}, "arrivals_per_month: gefunden ein Objekt {…}."),
        ({"events": {}}, "events: gefunden ein Objekt {…}. Hier soll eine Liste […]"),
        ({"events": [7]}, "events[0]: gefunden 7. Hier soll ein JSON-Objekt"),
        ({"events": [event(), event(on="31.12.2023")]}, 'events[1].on: gefunden "31.12.2023".'),
        ({"events": [event(places=1.5)]}, "events[0].places: gefunden 1.5."),
        (
            {"events": [event(certainty="sure")]},
            'events[0].certainty: gefunden "sure". Erlaubt sind „decided“',
        ),
        ({"events": [event(certainty=["decided"])]}, "events[0].certainty: gefunden eine Liste […]."),
        ({"events": [event(what=3)]}, "events[0].what: gefunden 3. Hier soll ein Text stehen."),
        ({"events": [event(were=3)]}, 'events[0]: "were" ist nicht bekannt. Bekannt sind: on, places'),
        ({"count": "decided"}, 'count: gefunden "decided". Hier soll eine Liste'),
        ({"count": ["sure"]}, 'count[0]: gefunden "sure".'),
        ({"count": ["decided", "decided"]}, "count: „decided“ steht mehrmals da."),
        ({"arrival_per_month": 1}, '"arrival_per_month" ist nicht bekannt. Bekannt sind: start'),
    ],
)
def test_a_mistake_is_told_with_its_place(problems, changed, problem):
    (told,) = problems(**changed)
    assert told.startswith(problem)


def test_all_mistakes_are_told_at_once(problems):
    told = problems(people=-1, places="x", events=[event(on="x", certainty="x"), 4], wat=1)
    assert [one.split(":")[0].split(" ")[0] for one in told] == [
        '"wat"', "people", "places", "events[0].on", "events[0].certainty", "events[1]",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "Die Datei ist leer."),
        (b" \n", "Die Datei ist leer."),
        (b"[]", "Gefunden eine Liste […]. Die Datei soll ein JSON-Objekt {…} sein."),
        (b"null", "Gefunden null."),
        (b'{"start": ', "Zeile 1, Spalte 11: Hier endet, was JSON ist."),
        (b'{"a": 1,}', "Zeile 1, Spalte"),
        ('{"start": "Köln"}'.encode("latin-1"), "Die Datei ist nicht in UTF-8 geschrieben."),
        (json.dumps(STUTTGART_2023).encode("utf-16"), "Die Datei ist nicht in UTF-8 geschrieben."),
        (b"[" * 100_000, "Die Datei ist zu tief verschachtelt."),
        (b" " * 5_000_001, "Die Datei ist größer als 5 MB."),
    ],
)
def test_what_is_no_file_of_assumptions(problems, data, problem):
    assert problems(data)[0].startswith(problem)


def test_a_key_that_stands_twice(problems):
    data = json.dumps(STUTTGART_2023)[:-1] + ', "people": 5}'
    assert problems(data.encode()) == ['"people" steht mehrmals da. Bitte nur einmal angeben.']


def test_what_no_terminal_can_print_is_told_all_the_same(problems):
    data = json.dumps(STUTTGART_2023)[:-1] + ', "\\ud800\\u001b[31m": 5}'
    (told,) = problems(data.encode())
    assert told.isprintable()


def test_a_file_that_is_missing(tmp_path):
    with pytest.raises(CommandError, match="gibt es nicht"):
        call_command("place_balance", str(tmp_path / "nie.json"))


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(CommandError, match="lässt sich nicht als Datei öffnen"):
        call_command("place_balance", str(tmp_path))
