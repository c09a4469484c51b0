"""The assumptions of a place balance as a JSON file: read strictly, every mistake told at once.

    {"start": "2023-07-01", "people": 9000, "places": 9000, "months": 12,
     "arrivals_per_month": 0 or a list with a number for each month, "departures_per_month": likewise,
     "events": [{"on": "2024-06-30", "places": -3415, "certainty": "decided", "what": "…"}],
     "count": ["decided", "possible"]}

All keys are needed but `count` (without it every certainty counts) and an event's `what`. Numbers are whole.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from accommodation.forecast import ALL, Assumptions, Certainty, Event

MOST_MONTHS = 600
HIGHEST = 1_000_000_000
LARGEST_FILE = 5_000_000  # bytes
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
KEYS = (
    "start", "people", "places", "months", "arrivals_per_month", "departures_per_month", "events", "count",
)  # fmt: skip
EVENT_KEYS = ("on", "places", "certainty", "what")
CERTAINTIES = ", ".join(f"„{one}“" for one in Certainty)
MISSING = object()
LAST_DAY = date(9999, 12, 31)


class WrongFileError(Exception):
    """`problems`: a German sentence for each mistake."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class Object(dict[str, Any]):
    """A JSON object that remembers which keys it names more than once."""

    twice: tuple[str, ...] = ()


def read_assumptions(path: Path) -> Assumptions:
    """Raises WrongFileError."""
    return Reader().assumptions(parsed(text_of(path)))


def text_of(path: Path) -> str:
    """Raises WrongFileError for a file that is missing, empty, too large or not UTF-8."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise WrongFileError([f"Die Datei „{path}“ gibt es nicht. Bitte den Namen prüfen."]) from None
    except (OSError, ValueError):
        raise WrongFileError([f"„{path}“ lässt sich nicht als Datei öffnen."]) from None
    if len(data) > LARGEST_FILE:
        raise WrongFileError(["Die Datei ist größer als 5 MB. Das ist keine Liste von Annahmen."])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongFileError(
            ["Die Datei ist nicht in UTF-8 geschrieben. Bitte als UTF-8 speichern."]
        ) from None
    if not text.strip():
        raise WrongFileError(["Die Datei ist leer. Sie soll die Annahmen als JSON-Objekt enthalten."])
    return text


def parsed(text: str) -> Any:
    """Raises WrongFileError for what is not JSON."""
    try:
        return json.loads(text, object_pairs_hook=object_of, parse_int=whole_number)
    except json.JSONDecodeError as error:
        where = f"Zeile {error.lineno}, Spalte {error.colno}"
        raise WrongFileError(
            [f"{where}: Hier endet, was JSON ist. Bitte Klammern, Kommas und Anführungszeichen prüfen."]
        ) from None
    except RecursionError:
        raise WrongFileError(
            ["Die Datei ist zu tief verschachtelt. Sie soll ein JSON-Objekt mit Annahmen sein."]
        ) from None


def object_of(pairs: list[tuple[str, Any]]) -> Object:
    found = Object(pairs)
    found.twice = tuple(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
    return found


def whole_number(digits: str) -> int:
    """However many digits it has: more than a number may have is one that is too large."""
    return int(digits[:20])


class Reader:
    """Reads everything before it complains."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def wrong(self, where: str, found: Any, reason: str) -> None:
        said = "fehlt" if found is MISSING else f"gefunden {shown(found)}"
        self.problems.append(f"{where}: {said}. {reason}")

    def assumptions(self, content: Any) -> Assumptions:
        """Raises WrongFileError with all that is wrong."""
        if not isinstance(content, Object):
            raise WrongFileError([f"Gefunden {shown(content)}. Die Datei soll ein JSON-Objekt {{…}} sein."])
        self.keys(content, KEYS, "")
        start = self.day(content.get("start", MISSING), "start")
        months = self.number(content.get("months", MISSING), "months", 1, MOST_MONTHS)
        if start and months and start.year * 12 + start.month - 1 + months > LAST_DAY.year * 12 + 12:
            self.wrong(
                "months", months, "Die Monate reichen über das Jahr 9999 hinaus. Bitte weniger angeben."
            )
        people = self.number(content.get("people", MISSING), "people", 0, HIGHEST)
        places = self.number(content.get("places", MISSING), "places", 0, HIGHEST)
        arrivals = self.monthly(content.get("arrivals_per_month", MISSING), "arrivals_per_month", months)
        departures = self.monthly(
            content.get("departures_per_month", MISSING), "departures_per_month", months
        )
        events = self.events(content.get("events", MISSING))
        count = self.count(content["count"]) if "count" in content else ALL
        if self.problems or start is None or people is None or places is None:
            raise WrongFileError(self.problems)
        return Assumptions(start, people, places, arrivals, departures, events, count)

    def keys(self, content: Object, known: Collection[str], where: str) -> None:
        place = f"{where}: " if where else ""
        for key in content.twice:
            self.problems.append(f"{place}{shown(key)} steht mehrmals da. Bitte nur einmal angeben.")
        for key in content:
            if key not in known:
                names = ", ".join(known)
                self.problems.append(f"{place}{shown(key)} ist nicht bekannt. Bekannt sind: {names}.")

    def day(self, found: Any, where: str) -> date | None:
        try:
            return date.fromisoformat(found if DAY.fullmatch(found) else "")
        except (TypeError, ValueError):
            self.wrong(where, found, "Hier soll ein Tag der Form „JJJJ-MM-TT“ stehen, den es gibt.")
            return None

    def number(self, found: Any, where: str, lowest: int, highest: int) -> int | None:
        if isinstance(found, bool) or not isinstance(found, int):
            self.wrong(where, found, "Hier soll eine ganze Zahl stehen, ohne Anführungszeichen und Komma.")
        elif not lowest <= found <= highest:
            self.wrong(where, found, f"Erlaubt ist eine ganze Zahl von {lowest} bis {highest}.")
        else:
            return found
        return None

    def monthly(self, found: Any, where: str, months: int | None) -> tuple[int, ...]:
        """One number for each month; a single one holds for all."""
        if not isinstance(found, list):
            number = self.number(found, where, 0, HIGHEST)
            return (number or 0,) * (months or 1)
        if months is not None and len(found) != months:
            should = f"Es sollen genau {months} sein, eine für jeden Monat (months)."
            self.problems.append(f"{where}: gefunden eine Liste mit {len(found)} Einträgen. {should}")
        numbers = (self.number(one, f"{where}[{at}]", 0, HIGHEST) for at, one in enumerate(found))
        return tuple(number or 0 for number in numbers)

    def events(self, found: Any) -> tuple[Event, ...]:
        if not isinstance(found, list):
            self.wrong(
                "events", found, "Hier soll eine Liste […] von Änderungen stehen, notfalls eine leere."
            )
            return ()
        events = [self.event(one, f"events[{at}]") for at, one in enumerate(found)]
        return tuple(event for event in events if event)

    def event(self, found: Any, where: str) -> Event | None:
        if not isinstance(found, Object):
            self.wrong(where, found, "Hier soll ein JSON-Objekt {…} mit on, places und certainty stehen.")
            return None
        self.keys(found, EVENT_KEYS, where)
        on = self.day(found.get("on", MISSING), f"{where}.on")
        places = self.number(found.get("places", MISSING), f"{where}.places", -HIGHEST, HIGHEST)
        certainty = self.certainty(found.get("certainty", MISSING), f"{where}.certainty")
        what = found.get("what", "")
        if not isinstance(what, str):
            self.wrong(f"{where}.what", what, "Hier soll ein Text stehen.")
        if on is None or places is None or certainty is None:
            return None
        return Event(on, places, certainty, str(what))

    def certainty(self, found: Any, where: str) -> Certainty | None:
        if isinstance(found, str) and found in set(Certainty):
            return Certainty(found)
        self.wrong(where, found, f"Erlaubt sind {CERTAINTIES}.")
        return None

    def count(self, found: Any) -> frozenset[Certainty]:
        if not isinstance(found, list):
            self.wrong("count", found, f"Hier soll eine Liste […] stehen, aus {CERTAINTIES}.")
            return ALL
        certainties = [self.certainty(one, f"count[{at}]") for at, one in enumerate(found)]
        for one, times in Counter(filter(None, certainties)).items():
            if times > 1:
                self.problems.append(f"count: „{one}“ steht mehrmals da. Bitte nur einmal angeben.")
        return frozenset(filter(None, certainties))


def shown(found: Any) -> str:
    """As it stands in the file, shortened, on one line, and whatever a terminal can print."""
    if isinstance(found, dict | list):
        return "ein Objekt {…}" if isinstance(found, dict) else "eine Liste […]"
    text = json.dumps(found, ensure_ascii=False).encode(errors="backslashreplace").decode()
    text = "".join(letter if letter.isprintable() else "?" for letter in text)
    return text if len(text) <= 60 else f"{text[:59]}…"
