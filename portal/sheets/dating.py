"""The reporting date of a table: given, in the title, over a column, in a column, in a name."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from portal.dates import Period, Precision, german_date
from portal.sheets.date_cells import SAYS_SOMETHING_ELSE, DateError, dates_in
from portal.sheets.grid import GridRow
from portal.sheets.messages import Messages, Place
from portal.sheets.result import Row

SAYS_STICHTAG = re.compile(
    r"\b(stand|stichtag|berichtsmonat|monat|per|zum|datum)\b[\s:.]*(der|des|zum|am|per|:)?\s*$", re.IGNORECASE
)
COUNT_WORDS = {2: "Zwei", 3: "Drei", 4: "Vier"}
NO_DATE = (
    "Kein Stichtag gefunden. Bitte eine Spalte ‚Stichtag‘ ergänzen oder das Datum beim Hochladen angeben."
)


def last_day(period: Period) -> date:
    """A reporting date with an open end does not exist; for the type checker it is its beginning."""
    return period.end or period.start


def words_for(period: Period) -> str:
    """31.08.2017 or August 2017"""
    return german_date(period.start) if period.precision == Precision.DAY else str(period)


def title_date(
    title: Iterable[GridRow], notes: Iterable[GridRow], sheet: str, messages: Messages
) -> Period | None:
    """The date that the lines above the table state; below it only after a word like „Stand“."""
    above = [found for row in title for found in _dates_of(row, sheet, messages)]
    below = [] if above else [found for row in notes for found in _dates_of(row, sheet, messages)]
    stated = [period for period, is_stated in above + below if is_stated]
    found = stated or [period for period, _ in above]
    if found and not _agree(found):
        several = " und ".join(dict.fromkeys(map(words_for, found)))
        messages.error(
            "dates_contradict",
            f"Zwei verschiedene Stichtage im Titel: {several}. Bitte einen wählen.",
            Place(sheet),
        )
    return min(found, key=_length, default=None)


def _dates_of(row: GridRow, sheet: str, messages: Messages) -> Iterable[tuple[Period, bool]]:
    for before, reading, plain in dates_in(" ".join(row.texts)):
        stated = bool(SAYS_STICHTAG.search(before))
        if SAYS_SOMETHING_ELSE.search(before):
            continue
        if isinstance(reading, DateError):
            if stated:
                messages.error(reading.code, reading.text, Place(sheet, row.number), " ".join(row.texts))
        elif stated or plain:
            if reading.doubt:
                messages.warning("date_doubtful", reading.doubt, Place(sheet, row.number))
            yield reading.period, stated


def name_date(name: str, *, only_plain: bool = True) -> Period | None:
    """The date in the name of a sheet or file: „Aug 17“, „Belegung_2017-08-31“. A year alone is none."""
    for _, reading, plain in dates_in(name.replace("_", " ")):
        if isinstance(reading, DateError) or reading.doubt or (only_plain and not plain):
            continue
        if reading.period.precision != Precision.YEAR:
            return reading.period
    return None


def _agree(periods: Iterable[Period]) -> bool:
    """A day and its month agree; two days do not."""
    finest, *others = sorted(periods, key=_length)
    return all(other.start <= finest.start and last_day(finest) <= last_day(other) for other in others)


def _length(period: Period) -> int:
    return (last_day(period) - period.start).days


def agreed_date(sources: Mapping[str, Period | None], place: Place, messages: Messages) -> Period | None:
    """The finest of several sources, each named by the word a message has for it; an error where
    they say different things. None where no source says anything."""
    known = {word: period for word, period in sources.items() if period}
    if known and not _agree(known.values()):
        named = ", ".join(f"{word} {words_for(period)}" for word, period in known.items())
        different = len(set(map(words_for, known.values())))
        messages.error(
            "dates_contradict",
            f"{COUNT_WORDS.get(different, different)} verschiedene Stichtage: {named}. Bitte einen wählen.",
            place,
            words_for([*known.values()][-1]),
            names_place=True,
        )
    return min(known.values(), key=_length, default=None)


def first_rows(rows: Iterable[Row]) -> dict[Period, Row]:
    """The first row of each date."""
    different: dict[int, Row] = {}  # equal cells have one and the same period
    for row in rows:
        different.setdefault(id(row.period), row)
    first: dict[Period, Row] = {}
    for row in different.values():
        if row.period:
            first.setdefault(row.period, row)
    return first


VAGUE = (Precision.QUARTER, Precision.HALF_YEAR, Precision.YEAR, Precision.ABOUT)


def check_vague(rows: Mapping[Period, Row], date_field: str, messages: Messages) -> None:
    """A number of persons holds on a day; of a year or a quarter somebody has to say which."""
    for period, row in rows.items():
        if period.precision in VAGUE:
            words, day = words_for(period), german_date(last_day(period))
            text = f"Stichtag {words} nennt weder Tag noch Monat. Als {day} übernehmen?"
            messages.warning("date_vague", text, place_of_date(row, date_field), words)


def place_of_date(row: Row, date_field: str) -> Place:
    """The cell that names the date of the row; the sheet, where it stands elsewhere."""
    own = row.cell(date_field)
    return row.place(date_field) if own and own.value else Place(row.sheet)


def check_future(rows: Mapping[Period, Row], date_field: str, today: date, messages: Messages) -> None:
    for period, row in rows.items():
        place, words = place_of_date(row, date_field), words_for(period)
        if period.start > today:
            messages.error(
                "future",
                f"Stichtag {words} liegt in der Zukunft. Prognosen bitte im Formular ‚Prognose‘ erfassen.",
                place,
                words,
            )
        elif last_day(period) > today:
            messages.warning(
                "unfinished", f"{words} ist noch nicht zu Ende. Stimmt der Stichtag?", place, words
            )
