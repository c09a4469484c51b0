"""From the rows of a sheet to statements about shelters: whose row is it, and may the sender speak
of that shelter on that date?"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from accommodation.imports.figures import FIELDS, Figures, figures_of
from accommodation.imports.shelter_names import Match, ShelterBook, described, respelled, runs
from accommodation.models import Shelter
from portal.dates import german_date
from portal.models import District
from portal.sheets import Messages, Place, Row
from portal.sheets.result import Readings


class Key(NamedTuple):
    """What names the shelter in a row, and where it stands."""

    text: str
    place: Place


class Statement(NamedTuple):
    """A row whose shelter and date are known. `about`: the shelter's key and the date. A named tuple,
    because a file has very many."""

    row: Row
    shelter: Shelter
    as_of: date
    about: tuple[int, date]
    match: Match
    figures: Figures

    @property
    def key(self) -> Key:
        return key_of(self.row)

    @property
    def part(self) -> str:
        """„Haus A“ or „VU“ of a shelter that is reported in parts."""
        return self.match.part or self.row.text("type")

    @property
    def label(self) -> str:
        return f"Unterkunft ‚{self.shelter.name}‘"


class RowError(Exception):
    """The row cannot be taken over; the text says why."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text


NAMES = ("code", "shelter", "street", "house_number", "district", "operator")
Named = tuple[Readings, str]  # with the group


class ShelterRows:
    """`today` stands in for a date that is missing, so that all other problems are still found. What the same
    cells say, or holds for a shelter on all days of the list, is found out once."""

    def __init__(self, book: ShelterBook, messages: Messages, today: date) -> None:
        self.book, self.messages, self.today = book, messages, today
        self.skipped = 0
        self._operators_asked: set[str] = set()
        self._figures = cache(figures_of)
        self._settled: dict[Named, tuple[Match, Shelter]] = {}
        self._first = self._last = today  # the days that rows speak of
        self._open_throughout: dict[int, bool] = {}
        self._districts = {
            respelled(name): district for district in District.objects.all() for name in district.names
        }
        self._districts_said: dict[str, District | None] = {}

    def statements(self, rows: Sequence[Row]) -> list[Statement]:
        """Rows that are refused or say nothing about a shelter are left out; messages say why."""
        self._first, self._last = days_of(rows, self.today)
        found = (self._lone(row) if row.lone else self._statement(row) for row in rows)
        return [statement for statement in found if statement]

    def _lone(self, row: Row) -> Statement | None:
        """A text alone in its row: a district over its shelters, or a shelter without any number."""
        key = key_of(row)
        match, district = self.book.find(key.text), self._district(key.text)
        if district is None and (match.sure or (match.shelters and not row.leads_rows)):
            self.messages.notice("missing", f"‚{key.text}‘ zählt als nicht gemeldet.", key.place, key.text)
            return self._statement(row)
        self.skipped += 1
        if district is None:
            text = f"‚{key.text}‘ steht allein, ohne Zahl: Zeile nicht gelesen."
            self.messages.notice("row_skipped", text, key.place, key.text)
        return None

    def _statement(self, row: Row) -> Statement | None:
        named = (row.pick(NAMES), row.group)
        match, shelter = self._settled.get(named) or self._found(row, named)
        if shelter is None or row.period is None or row.has_wrong_cells:
            return None
        when = row.period.end or row.period.start
        if not self._is_open_throughout(shelter) and self._is_empty_line(row, shelter, when):
            return None
        return Statement(row, shelter, when, (shelter.id, when), match, self._figures(row.pick(FIELDS)))

    def _found(self, row: Row, named: Named) -> tuple[Match, Shelter | None]:
        """None for a row that is refused, which a message says. A name about which there is nothing to say,
        whatever the day, is settled for all rows."""
        match, when = self._match(row), row.last_day or self.today
        try:
            shelter = self._shelter(row, match, when)
            self._check_open(row, shelter, when)
        except RowError as error:
            key = key_of(row)
            self.messages.error(error.code, error.text, key.place, key.text)
            return match, None
        fits = self._compare_district(row, shelter)
        self._compare_operator(row)
        if fits and match.is_certain and self._is_open_throughout(shelter):
            self._settled[named] = match, shelter
        return match, shelter

    def _match(self, row: Row) -> Match:
        """By every name the row gives; the surest counts."""
        return self._best_match(*map(row.text, ("code", "shelter", "street", "house_number")))

    def _best_match(self, code: str, name: str, street: str, house_number: str) -> Match:
        names = [code, name, f"{street} {house_number}".strip() if street else ""]
        matches = [match for name in names if name and (match := self.book.find(name)).shelters]
        return min(matches, key=lambda match: (not match.sure, len(match.shelters)), default=Match())

    def _shelter(self, row: Row, match: Match, when: date) -> Shelter:
        """Raises RowError where it is not exactly one of the sender's. Suggested are only shelters
        that the sender runs on that day."""
        if match.is_certain:
            return match.shelters[0]
        key = key_of(row)
        if not match.sure and self.book.is_foreign(key.text):
            raise foreign(key.text)
        shelters = self._narrowed(row, match, when)
        if not shelters and self.book.is_foreign(key.text, spelling=respelled):
            raise foreign(key.text)
        if not shelters:
            text = f"Unterkunft ‚{key.text}‘ ist nicht bekannt. Neue Unterkünfte legt die Koordination an."
            raise RowError("shelter_unknown", text)
        if len(shelters) > 1:
            named = " oder ".join(f"‚{described(shelter)}‘" for shelter in shelters)
            text = (
                f"Unterkunft ‚{key.text}‘ ist nicht eindeutig. Gemeint {named}? "
                "Bitte schreiben Sie einen dieser Namen in die Liste."
            )
            raise RowError("shelter_ambiguous", text)
        if not match.sure and not match.part:
            ask_whether_meant(key, shelters[0], self.messages)
        return shelters[0]

    def _narrowed(self, row: Row, match: Match, when: date) -> tuple[Shelter, ...]:
        """Of several shelters with the same name those in the row's district, run by the sender then."""
        run_then = tuple(shelter for shelter in match.shelters if runs(shelter, when))
        shelters = run_then or (match.shelters if match.sure else ())
        district = self._district(row.text("district") or row.group)
        in_district = tuple(shelter for shelter in shelters if shelter.district == district)
        return in_district if len(shelters) > 1 and in_district else shelters

    def _is_open_throughout(self, shelter: Shelter) -> bool:
        """Whether the shelter is the sender's and open on all the days of the list: then so it is on each."""
        if shelter.id not in self._open_throughout:
            first, last = self._first, self._last
            self._open_throughout[shelter.id] = runs(shelter, first, last) and not (
                closed_or_planned(shelter, first) or closed_or_planned(shelter, last)
            )
        return self._open_throughout[shelter.id]

    def _check_open(self, row: Row, shelter: Shelter, when: date) -> None:
        """Raises RowError for people in a house that is closed, not yet open or run by somebody else."""
        problem = closed_or_planned(shelter, when)
        if problem and row.figure("occupied"):
            raise RowError("shelter_not_open", f"Unterkunft ‚{shelter.name}‘ {problem}.")
        if not problem and not runs(shelter, when):
            raise foreign(key_of(row).text)

    def _is_empty_line(self, row: Row, shelter: Shelter, when: date) -> bool:
        """Lists often go on naming a house that is closed; without people there is nothing to store."""
        problem = closed_or_planned(shelter, when)
        if problem:
            self.skipped += 1
            key, text = key_of(row), f"Unterkunft ‚{shelter.name}‘ {problem}. Zeile nicht übernommen."
            self.messages.notice("row_skipped", text, key.place, key.text)
        return bool(problem)

    def _district(self, text: str) -> District | None:
        if text not in self._districts_said:
            self._districts_said[text] = self._districts.get(respelled(text)) if text else None
        return self._districts_said[text]

    def _compare_district(self, row: Row, shelter: Shelter) -> bool:
        """Whether the row names no other district than the shelter's."""
        text = row.text("district") or row.group
        stated = self._district(text)
        fits = stated is None or stated.pk == shelter.district_id
        if not fits:
            self.messages.warning(
                "district_differs",
                f"‚{text}‘ ist nicht der bekannte Stadtbezirk von ‚{shelter.name}‘ ({shelter.district}). "
                "Ist die Unterkunft richtig?",
                row.place("district") if row.cell("district") else key_of(row).place,
                text,
            )
        return fits

    def _compare_operator(self, row: Row) -> None:
        """Once for each name: a list names its operator in every row."""
        cell = row.cell("operator")
        if cell is None or not cell.text or cell.text in self._operators_asked:
            return
        self._operators_asked.add(cell.text)
        stated, own = respelled(cell.text), [respelled(name) for name in self.book.sender.names]
        if not any(stated in name or name in stated for name in own):
            self.messages.warning(
                "operator_differs",
                f"‚{cell.text}‘ ist nicht der Träger, für den Sie melden ({self.book.sender}). "
                "Trotzdem übernehmen?",
                row.place("operator"),
                cell.text,
            )


def days_of(rows: Iterable[Row], today: date) -> tuple[date, date]:
    """The first and the last day that the rows speak of; `today` for those without one."""
    different = {id(row.period): row for row in rows}.values()  # equal cells have one and the same period
    days = [row.last_day or today for row in different]
    return min(days, default=today), max(days, default=today)


def key_of(row: Row) -> Key:
    """The cell that names the shelter best; to a street belongs its number."""
    field = next(field for field in ("shelter", "code", "street") if row.text(field))
    name = f"{row.text(field)} {row.text('house_number')}" if field == "street" else row.text(field)
    return Key(" ".join(name.split()), row.place(field))


def ask_whether_meant(key: Key, shelter: Shelter, messages: Messages) -> None:
    """A name that is not quite right is a suggestion (T57); who confirms the warnings says yes to it."""
    text = (
        f"Unterkunft ‚{key.text}‘ ist so nicht bekannt. Gemeint ‚{described(shelter)}‘? Wenn ja, bestätigen "
        "Sie es beim Einreichen; wenn nein, berichtigen Sie den Namen in der Liste."
    )
    messages.warning("shelter_similar", text, key.place, key.text)


def foreign(name: str) -> RowError:
    """Nothing about whose it is."""
    return RowError("shelter_foreign", f"Unterkunft ‚{name}‘ gehört nicht zu Ihrem Träger.")


def closed_or_planned(shelter: Shelter, when: date) -> str:
    """Why nobody can live there on that day; empty if somebody can."""
    if shelter.closed_on and shelter.closed_on < when:
        return f"ist seit {german_date(shelter.closed_on)} geschlossen"
    if shelter.opened_on and when < shelter.opened_on:
        return f"ist erst am {german_date(shelter.opened_on)} eröffnet worden"
    if shelter.opened_on is None and shelter.planned_from:
        return f"ist noch geplant (ab {german_date(shelter.planned_from)})"
    return ""
