"""Numbers as the council papers print them: 7.362 and 6,47 and −212.

Only for what people read and type in forms. The tolerant reading of operators' cells is
`portal.sheets.cells`.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

MINUS = "\N{MINUS SIGN}"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
GERMAN_NUMBER = re.compile(r"[+-]?([0-9]+|[0-9]{1,3}(\.[0-9]{3})+)(,[0-9]+)?")
# What is counted, of one.
ONE_OF = {
    "Angebote": "Angebot", "Gruppen": "Gruppe", "Kurse": "Kurs", "Module": "Modul", "Monate": "Monat",
    "Personen": "Person", "Plätze": "Platz", "Standorte": "Standort", "Stellen": "Stelle",
    "Stunden": "Stunde", "Unterkünfte": "Unterkunft", "Vereine": "Verein",
}  # fmt: skip
BREAKING = re.compile(
    r"((?<=[0-9]) (?=(?:%|EUR|Euro|m²|Mio\.|Mrd\.)(?!\w))|(?<=Mio\.|Mrd\.) (?=EUR|Euro))"
    r"(?![^<]*(?:>|</textarea>|</option>))"
)


def rounded(amount: Decimal | int, decimals: int = 0) -> Decimal:
    """Round half away from zero, as German administrations do (kaufmännisch)."""
    exact = Decimal(amount).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return exact or abs(exact)  # there is no „−0“


def german(amount: Decimal | int, decimals: int = 0) -> str:
    """7362 → '7.362', 6.47 with two decimals → '6,47', −212 → '−212' with a real minus."""
    plain = f"{rounded(amount, decimals):,.{decimals}f}"
    return plain.replace("-", MINUS).translate(str.maketrans(",.", ".,"))


def how_many(number: int, one: str, many: str) -> str:
    """„eine Meldung“, „3 Meldungen“: `one` stands for itself, `many` follows its number."""
    return one if number == 1 else f"{german(number)} {many}"


def signed(amount: Decimal | int, decimals: int = 0) -> str:
    """A change: '+12', '−212', '±0'."""
    value = rounded(amount, decimals)
    sign = "+" if value > 0 else "" if value < 0 else "±"
    return sign + german(value, decimals)


def percent(amount: Decimal | int, decimals: int = 1) -> str:
    """'9,6 %' with a no-break space."""
    return f"{german(amount, decimals)}{NO_BREAK_SPACE}%"


def unit_of(text: str, unit: str) -> str:
    """„Kurse“ of 3, „Kurs“ of 1."""
    return ONE_OF.get(unit, unit) if text in ("1", "+1", f"{MINUS}1") else unit


def with_unit(text: str, unit: str) -> str:
    return f"{text}{NO_BREAK_SPACE}{unit_of(text, unit)}" if unit else text


def unbroken(html: str) -> str:
    """A page on which no unit stands on another line than its number: people type spaces that break, and
    what they typed stays as it is. What is in the tags and in forms stays, too."""
    return BREAKING.sub(NO_BREAK_SPACE, html)


def parse_german(text: str) -> Decimal:
    """'7.362,5' → 7362.5. Raises ValueError for anything that is not such a number; points only
    stand between groups of three, so that „7.36“ never becomes 736."""
    plain = text.strip().replace(NO_BREAK_SPACE, "").replace(MINUS, "-")
    if not GERMAN_NUMBER.fullmatch(plain):
        raise ValueError(f"„{text}“ ist keine Zahl.")
    return Decimal(plain.replace(".", "").replace(",", "."))
