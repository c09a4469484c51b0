"""Dates as they stand in sheets: „31.08.2017“, „Juli 2016“, „Q3/2016“, „KW 27/2016“."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from portal.dates import ABOUT_MONTHS, MONTHS, Period, about, german_date, half_year, month, quarter, year
from portal.dates import day as day_period
from portal.sheets.grid import Cell, text_of


class DateError(ValueError):
    """Not a date that can be used; the text says why."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text


@dataclass(frozen=True)
class DateReading:
    """`doubt` is a question that somebody has to confirm; empty where the date is plain."""

    period: Period
    doubt: str = ""


MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(MONTHS, start=1)} | {
    "jan": 1, "jän": 1, "jänner": 1, "feb": 2, "febr": 2, "mrz": 3, "mär": 3, "maerz": 3, "apr": 4, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "dez": 12,
}  # fmt: skip
MONTH_NAME = "(" + "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True)) + r")\.?"
YEAR = r"'?(\d{4}|\d{2})"


def _year(text: str) -> int:
    """Two digits are this century. Raises DateError for years that no list is about."""
    number = int(text) if len(text) == 4 else 2000 + int(text)
    if not 1950 <= number <= 2150:
        raise DateError("no_such_day", f"Das Jahr {text} kann nicht stimmen. Bitte TT.MM.JJJJ.")
    return number


def _day(number: str, of_month: str | int, of_year: str, text: str) -> DateReading:
    in_year = _year(of_year)
    try:
        return DateReading(day_period(date(in_year, int(of_month), int(number))))
    except ValueError as error:
        raise DateError("no_such_day", f"{text} gibt es nicht.") from error


def _month(of_year: str, number: int, text: str) -> DateReading:
    if not 1 <= number <= 12:
        raise DateError("no_such_day", f"Den Monat {text} gibt es nicht.")
    return DateReading(month(_year(of_year), number))


def _slashes(found: re.Match[str]) -> DateReading:
    """An American form, or a German one with the wrong sign: nobody can know."""
    first, second = int(found[1]), int(found[2])
    if not (1 <= first <= 12 and 1 <= second <= 12):
        raise DateError("date_ambiguous", f"‚{found[0]}‘ ist nicht eindeutig. Bitte TT.MM.JJJJ.")
    readings = f"{first}. {MONTHS[second - 1]} oder {second}. {MONTHS[first - 1]}"
    raise DateError("date_ambiguous", f"‚{found[0]}‘ ist nicht eindeutig ({readings}). Bitte TT.MM.JJJJ.")


def _week(found: re.Match[str]) -> DateReading:
    """A calendar week stands for its Sunday, if somebody confirms it."""
    if found[2] is None:
        raise DateError(
            "week_without_year",
            f"‚{found[0]}‘ ohne Jahr. Bitte einen Tag oder ‚KW {int(found[1])}/2016‘ angeben.",
        )
    number, of_year = int(found[1]), _year(found[2])
    try:
        monday = date.fromisocalendar(of_year, number, 1)
    except ValueError as error:
        raise DateError("no_such_day", f"Die Kalenderwoche {number}/{of_year} gibt es nicht.") from error
    sunday = monday + timedelta(days=6)
    return DateReading(
        day_period(sunday),
        doubt=f"KW {number}/{of_year} = {monday:%d.%m.}–{german_date(sunday)}. "
        f"Als Stichtag Sonntag, {german_date(sunday)} übernehmen?",
    )


def _without_year(found: re.Match[str]) -> DateReading:
    raise DateError("date_without_year", f"‚{found[0]}‘ ohne Jahr. Bitte TT.MM.JJJJ.")


@dataclass(frozen=True)
class Form:
    """`plain`: nobody means anything else by it, so that it is also found inside a title."""

    pattern: re.Pattern[str]
    reading: Callable[[re.Match[str]], DateReading]
    plain: bool = True


def _form(pattern: str, reading: Callable[[re.Match[str]], DateReading], *, plain: bool = True) -> Form:
    return Form(re.compile(rf"(?<![\w.,/]){pattern}(?![\w/]|\.\d)", re.IGNORECASE), reading, plain)


ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}

# The first form that fits counts; longer ones therefore stand before their beginnings.
FORMS = (
    _form(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})", lambda m: _day(m[1], m[2], m[3], m[0])),
    _form(r"(\d{4})-(\d{1,2})-(\d{1,2})", lambda m: _day(m[3], m[2], m[1], m[0])),
    _form(rf"(\d{{1,2}})\.\s?{MONTH_NAME}\s?{YEAR}",
          lambda m: _day(m[1], MONTH_NUMBERS[m[2].lower()], m[3], m[0])),
    _form(rf"(?:ende\s+)?{MONTH_NAME}[\s/-]*{YEAR}",
          lambda m: _month(m[2], MONTH_NUMBERS[m[1].lower()], m[0])),
    _form(r"Q\s?([1-4])[\s/.-]*(\d{4}|\d{2})", lambda m: DateReading(quarter(_year(m[2]), int(m[1])))),
    _form(r"([1-4])\.\s?(?:Quartal|Vierteljahr|Q\.?)[\s/]*(\d{4})",
          lambda m: DateReading(quarter(_year(m[2]), int(m[1])))),
    _form(r"(I{1,3}|IV)[\s/.]+(?:Quartal\s+)?(\d{4})",
          lambda m: DateReading(quarter(_year(m[2]), ROMAN[m[1].lower()])), plain=False),
    _form(r"([12])\.\s?(?:Hj\.?|Halbjahr)[\s/]*(\d{4}|\d{2})",
          lambda m: DateReading(half_year(_year(m[2]), int(m[1])))),
    _form(r"(?:KW|Kalenderwoche)\s?(\d{1,2})(?:[\s/.-]+(\d{4}|\d{2}))?", _week),
    _form(rf"({'|'.join(ABOUT_MONTHS)})\s+(\d{{4}})",
          lambda m: DateReading(about(m[1].capitalize(), _year(m[2])))),
    _form(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})", _slashes),
    _form(r"((?:19|20)\d{2})(\d{2})(\d{2})", lambda m: _day(m[3], m[2], m[1], m[0]), plain=False),
    _form(r"(\d{4})[/.-](\d{1,2})", lambda m: _month(m[1], int(m[2]), m[0]), plain=False),
    _form(r"(\d{1,2})[/.-](\d{4})", lambda m: _month(m[2], int(m[1]), m[0]), plain=False),
    _form(r"(\d{2})[/-](\d{2})", lambda m: _month(m[2], int(m[1]), m[0]), plain=False),
    _form(r"\d{1,2}\.\s?\d{1,2}\.", _without_year, plain=False),
    _form(r"((?:19|20)\d{2})", lambda m: DateReading(year(_year(m[1]))), plain=False),
)  # fmt: skip

WORDS_BEFORE = re.compile(r"^(?:stand|stichtag|per|zum|am|monat|berichtsmonat|datum)\b[\s:.]*", re.IGNORECASE)
TIME_AFTER = re.compile(r"[\sT]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*uhr)?$", re.IGNORECASE)

# Dates of opening, lease end, printing or signature are no Stichtag.
SAYS_SOMETHING_ELSE = re.compile(
    r"(druck\w*|gedruckt|erstellt|erzeugt|erstellungsdatum|eröffn\w*|mietende|mietvertrag|vertrag\w*"
    r"|befristet|laufzeit|unterschr\w*|unterzeichn\w*|gez|geändert|version|rückgabe|gültig\w*|seit|ab|frist"
    r"|zeitraum|in betrieb)\b[\s:.]*(am|bis|vom|zum|seit|ab|der|des)?[\s:.]*$",
    re.IGNORECASE,
)

# Excel counts days from 1900; these numbers are the years 1990 to 2099.
EXCEL_DAY_NUMBERS = range(32_874, 73_051)


def read_date(cell: Cell) -> DateReading | None:
    """None for an empty cell. Raises DateError."""
    if isinstance(cell, datetime):
        return DateReading(day_period(cell.date()))
    if isinstance(cell, date):
        return DateReading(day_period(cell))
    text = text_of(cell)
    if not text or text in ("-", "–", "—"):
        return None
    if text.isdecimal() and int(text[:9]) in EXCEL_DAY_NUMBERS:
        return _excel_day(text)
    return parse_date(text)


def _excel_day(text: str) -> DateReading:
    found = date(1899, 12, 30) + timedelta(days=int(text))
    return DateReading(day_period(found), doubt=f"{text} als {german_date(found)} gelesen.")


@lru_cache(maxsize=1_000)
def parse_date(text: str) -> DateReading:
    """A text that is nothing but a date. Raises DateError."""
    bare = TIME_AFTER.sub("", WORDS_BEFORE.sub("", text.strip()))
    for form in FORMS:
        if found := form.pattern.fullmatch(bare):
            return form.reading(found)
    raise DateError("not_a_date", f"‚{text}‘ ist kein Datum. Bitte TT.MM.JJJJ.")


def heading_date(cell: Cell) -> Period | None:
    """The date that a heading consists of; None if it is no date or a doubtful one."""
    if isinstance(cell, str) and len(cell) > 40:
        return None
    if isinstance(cell, int | float):
        return None
    try:
        reading = read_date(cell)
    except DateError:
        return None
    return None if reading is None or reading.doubt else reading.period


def dates_in(text: str) -> Iterator[tuple[str, DateReading | DateError, bool]]:
    """Every date in a longer text: the words before it, the date, whether its form is plain."""
    taken: list[range] = []
    for form in FORMS:
        for found in form.pattern.finditer(text):
            if any(found.start() in span or found.end() - 1 in span for span in taken):
                continue
            taken.append(range(*found.span()))
            try:
                reading: DateReading | DateError = form.reading(found)
            except DateError as error:
                reading = error
            yield text[: found.start()], reading, form.plain
