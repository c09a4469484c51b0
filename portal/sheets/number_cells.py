"""Counts as they stand in sheets: „1.234“, „ca. 120“, „k.A.“, „120*“. Zero and no data are two things."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal


@dataclass(frozen=True)
class Count:
    """`number` None means: no data. `estimated`: the sender does not know exactly. `qualifier`: the
    sender's word for it („ca.“, „über“). `mark` leads to a footnote. `note` is a code for what
    somebody should know about the reading, empty where it is plain. `closed`: the word says that
    there is nothing to count any more."""

    number: int | None
    qualifier: str = ""
    estimated: bool = False
    mark: str = ""
    note: str = ""
    closed: bool = False


class CountError(ValueError):
    """Not a count. `text` has the places {text}, {heading}, {counted}, {wanted} and {pair} for the
    words of the cell and its column."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(code)
        self.code = code
        self.text = text


NO_DATA = re.compile(
    r"|k\.?\s?a\.?|keine? angaben?|n\.?\s?b\.?|n\.?\s?n\.?|n/?a|unbek(\.|annt)?|nicht bekannt|\?+|\.|…"
    r"|[-–—−]+|/|x|\./\.",
    re.IGNORECASE,
)
DASH = re.compile(r"[-–—−]+")
ZERO_WORDS = re.compile(r"null|keine?r?|leer|leer\s?stehend|leerstand|unbelegt", re.IGNORECASE)
CLOSED_WORDS = re.compile(r"geschl(\.|ossen)?|zu|aufgelöst|aufgegeben|rückbau|zurückgebaut", re.IGNORECASE)
EXCEL_ERROR = re.compile(r"#(BEZUG!|NV|WERT!|ZAHL!|DIV/0!|NAME\??|NULL!|REF!|N/A|VALUE!|NUM!|#+)|Err:\d+")

APPROXIMATELY = {
    "ca.": "ca.", "ca": "ca.", "circa": "ca.", "~": "ca.", "≈": "ca.", "rd.": "rund", "rd": "rund",
    "rund": "rund", "etwa": "etwa", "ungefähr": "etwa",
}  # fmt: skip
BOUNDS = {
    ">": "über", "über": "über", "mehr als": "über", "mind.": "mindestens", "mindestens": "mindestens",
    "≥": "mindestens", ">=": "mindestens", "min.": "mindestens", "<": "unter", "unter": "unter",
    "weniger als": "unter", "höchstens": "höchstens", "≤": "höchstens", "<=": "höchstens",
    "bis zu": "höchstens", "max.": "höchstens", "knapp": "knapp", "fast": "fast", "nahezu": "nahezu",
}  # fmt: skip
QUALIFIERS = APPROXIMATELY | BOUNDS
_ANY_QUALIFIER = "|".join(re.escape(word) for word in sorted(QUALIFIERS, key=len, reverse=True))
SPACES = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f]")

UNITS = (
    r"pers(onen|\.)?|pl(ätze|\.)?|bew(ohner|\.)?|menschen|betten|köpfe|p\.|bw|leute"
    r"|geflüchtete|flüchtlinge|flü\."
)
NOT_A_NUMBER = "‚{text}‘ ist keine Zahl. Bitte {wanted} eintragen."
TOO_BIG = "‚{text}‘ ist zu groß. Bitte {wanted} eintragen."
NOT_WHOLE = "‚{text}‘ ist keine ganze Zahl. {counted} bitte als ganze Zahl angeben."


def read_count(text: str) -> Count:
    """Raises CountError for everything that could be meant in two ways or is no count."""
    if text.isdecimal():
        return _whole(text)
    text = SPACES.sub(" ", text).strip()
    if len(text) > LONGEST:
        raise CountError("not_a_number", NOT_A_NUMBER)
    return _without_number(text) or _number(text)


def _number(text: str) -> Count:
    for form in NUMBERS:
        if found := form.pattern.fullmatch(text):
            return form.reading(found)
    raise CountError("not_a_number", NOT_A_NUMBER)


def _without_number(text: str) -> Count | None:
    if NO_DATA.fullmatch(text):
        return Count(None, note="dash" if DASH.fullmatch(text) else "")
    if ZERO_WORDS.fullmatch(text):
        return Count(0, note="zero_word")
    if CLOSED_WORDS.fullmatch(text):
        return Count(None, closed=True)
    if EXCEL_ERROR.fullmatch(text):
        raise CountError("excel_error", "Excel-Fehler ‚{text}‘. Bitte die Formel in der Datei berichtigen.")
    return None


def _marked(found: re.Match[str]) -> Count:
    return replace(_number(found["rest"]), mark=plain_mark(found["mark"]))


def _qualified(found: re.Match[str]) -> Count:
    word = found["word"].lower()
    count = _number(found["rest"])
    if word in APPROXIMATELY:
        return replace(count, qualifier=QUALIFIERS[word], estimated=True, note="estimated")
    return replace(count, qualifier=QUALIFIERS[word], note="qualified")


def _with_unit(found: re.Match[str]) -> Count:
    return _number(found["rest"])


def _with_parts(found: re.Match[str]) -> Count:
    """„118 (davon 12 Kinder)“: what it consists of is not read."""
    return replace(_number(found["rest"]), note="parts")


def plain_mark(mark: str) -> str:
    """„¹⁾“ and „1)“ lead to the same footnote."""
    return mark.strip().translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁾", "0123456789)")).rstrip(")")


def _whole(digits: str) -> Count:
    number = int(digits[:15])
    if number > BIGGEST:
        raise CountError("too_big", TOO_BIG)
    return Count(number)


def _digits_of(found: re.Match[str]) -> Count:
    return _whole(re.sub(r"\D", "", found["whole"]))


def _ambiguous(found: re.Match[str]) -> Count:
    guess = int(found[0].replace(",", ""))
    raise CountError(
        "ambiguous", f"‚{{text}}‘ ist nicht eindeutig. Gemeint {guess}? Bitte ohne Komma schreiben."
    )


def _scientific(found: re.Match[str]) -> Count:
    number = Decimal(found[0].replace(",", "."))
    if number.adjusted() > 9:
        raise CountError("too_big", TOO_BIG)
    if number != number.to_integral_value():
        raise CountError("not_whole", NOT_WHOLE)
    return Count(int(number), note="scientific")


def _refused(code: str, text: str) -> Callable[[re.Match[str]], Count]:
    def refuse(_: re.Match[str]) -> Count:
        raise CountError(code, text)

    return refuse


@dataclass(frozen=True)
class Form:
    pattern: re.Pattern[str]
    reading: Callable[[re.Match[str]], Count]


def _form(pattern: str, reading: Callable[[re.Match[str]], Count]) -> Form:
    return Form(re.compile(pattern, re.IGNORECASE), reading)


TWO_NUMBERS = "zwei Zahlen ‚{text}‘ in einer Zelle. Bitte {pair} in zwei Spalten."
LONGEST = 60  # longer texts are remarks
BIGGEST = 10**9  # more is no count of anything in a city

# The first form that fits counts; the first five take something off and read the rest.
NUMBERS = (
    _form(r"(?P<rest>.*\d)(?P<mark>\s*\*+|\s*[¹²³⁰⁴-⁹]+[⁾)]?|\s+\d\))", _marked),
    _form(rf"(?P<word>{_ANY_QUALIFIER})\s*(?P<rest>\d.*)", _qualified),
    _form(r"(?P<rest>\d.*?)\s*(?P<word>ca\.?|circa|rd\.?)", _qualified),
    _form(r"(?P<rest>\d[\d.]*)\s*[(,;]?\s*(davon|dav\.|darunter|inkl\.?|einschl\.?)\s.+", _with_parts),
    _form(rf"(?P<rest>.*\d)\s*({UNITS})", _with_unit),
    _form(r"(?P<whole>\d+)", _digits_of),
    _form(r"\d{1,3},\d{3}", _ambiguous),
    _form(r"(?P<whole>\d{1,3}([. '’]\d{3})+|\d+)(,0+|\.00?)?", _digits_of),
    _form(r"\d{1,3}(\.\d{3})*,\d+|\d+,\d+|\d+\.\d", _refused("not_whole", NOT_WHOLE)),
    _form(r"\d+([.,]\d+)?e[+-]?\d{1,3}", _scientific),
    _form(r"\d+(\.\d+)+", _refused("thousands", "‚{text}‘ ist kein gültiges Tausenderformat.")),
    _form(r"\d+\s*([-–—]|bis)\s*\d+", _refused("range", "Spanne ‚{text}‘. Bitte eine Zahl angeben.")),
    _form(r"\d+\s*(/|\||von)\s*\d+|\d+\s*\(\d+\)", _refused("two_numbers", TWO_NUMBERS)),
    _form(r"[-−–]\s?\d[\d.,]*|\(\d[\d.,]*\)",
          _refused("negative", "‚{text}‘ ist eine negative Zahl. {heading} kann nicht kleiner als 0 sein.")),
    _form(r"\d+([.,]\d+)?\s*%",
          _refused("percent", "‚{text}‘ ist ein Anteil. Bitte {wanted} eintragen.")),
)  # fmt: skip
