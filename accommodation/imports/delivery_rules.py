"""What is plausible: within a row, between the rows of a file, and against what was reported before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from django.db.models import OuterRef, Subquery

from accommodation.imports.figures import quality_of
from accommodation.imports.shelter_names import places_on
from accommodation.imports.shelter_rows import Statement, ask_whether_meant
from accommodation.models import Occupancy, Shelter
from portal.dates import german_date
from portal.models import Organisation
from portal.numbers import german, rounded, signed
from portal.sheets import Messages

ESTIMATED = Occupancy.Quality.ESTIMATED

LARGEST_JUMP = 50  # percent from one reporting date to the next, without a question
SMALLEST_JUMP = 10  # persons: in a small house ten more or fewer are no news
REMEMBERED = timedelta(days=400)  # what is older says nothing about today's number

FEWEST_SAME = 3  # shelters: one or two houses often have the same number twice

NAMED_ROWS = 10  # in one message

PARTS = {2: "Zwei", 3: "Drei", 4: "Vier"}


def check_numbers(statement: Statement, messages: Messages) -> None:
    for problem in statement.figures.problems:
        row, text = statement.row, problem.text.replace("{label}", statement.label)
        messages.say(problem.level, problem.code, text, row.place(problem.field), row.text(problem.field))


def check_capacity(statement: Statement, messages: Messages) -> None:
    """The places that the file states, else those that are known for that day (T54)."""
    occupied, places = statement.figures.occupied, statement.figures.capacity
    if places is None:
        places = places_on(statement.shelter, statement.as_of)
    if occupied is None or places is None or occupied <= places:
        return
    rate = f" ({german(Decimal(100 * occupied) / places, 1)} %)" if places else ""
    row, text = statement.row, f"Überbelegung: {german(occupied)} von {german(places)} Plätzen{rate}."
    messages.warning("over_capacity", text, row.place("occupied"), row.text("occupied"))


def once_per_shelter(statements: Iterable[Statement], messages: Messages) -> list[Statement]:
    """Parts of a shelter are added up, if somebody confirms it; anything else may not come twice."""
    same: dict[tuple[int, date], list[Statement]] = defaultdict(list)
    for statement in statements:
        same[statement.about].append(statement)
    return [
        group[0] if len(group) == 1 and not group[0].match.part else _united(group, messages)
        for group in same.values()
    ]


def _united(group: list[Statement], messages: Messages) -> Statement:
    if len(group) == 1:
        if group[0].match.part:
            ask_whether_meant(group[0].key, group[0].shelter, messages)
        return group[0]
    parts = {statement.part for statement in group}
    if len(parts) == len(group):
        return _added_up(group, messages)
    first, last = group[0], group[-1]
    differ = len({statement.figures[:2] for statement in group}) > 1
    text = f"{first.label} kommt {_times(len(group))} vor ({_row_words(group)})"
    if differ:
        text = f"{text} mit verschiedenen Zahlen."
        messages.error("shelter_twice", text, last.key.place, last.key.text, names_place=True)
    else:
        text = f"{text} mit denselben Zahlen. Nur einmal übernehmen?"
        messages.warning("shelter_twice_same", text, last.key.place, last.key.text, names_place=True)
    return first


def _row_words(group: list[Statement]) -> str:
    """„Zeilen 9 und 17“, „Blatt ‚Juli‘ Zeile 9 und …“; of very many only the first ones."""
    more = f" und {german(len(group) - NAMED_ROWS)} weitere" if len(group) > NAMED_ROWS else ""
    rows = [statement.row for statement in group]
    several = len({row.sheet for row in rows}) > 1
    words = [f"Blatt ‚{row.sheet}‘ Zeile {row.number}" if several else str(row.number) for row in rows]
    return f"{'' if several else 'Zeilen '}{' und '.join(words[:NAMED_ROWS])}{more}"


def _times(count: int) -> str:
    return {2: "zweimal", 3: "dreimal"}.get(count, f"{german(count)}-mal")


def _added_up(group: list[Statement], messages: Messages) -> Statement:
    """A part without a number leaves the whole without one."""
    figures = [statement.figures for statement in group]
    occupied, capacity = _sum(one.occupied for one in figures), _sum(one.capacity for one in figures)
    numbers = " + ".join("?" if one.occupied is None else german(one.occupied) for one in figures)
    result = "keine Angabe" if occupied is None else german(occupied)
    messages.warning(
        "parts_added",
        f"{group[0].label}: {PARTS.get(len(group), len(group))} Teile zusammenzählen: {numbers} = {result}?",
        group[-1].key.place,
        group[-1].part,
    )
    quality = quality_of(occupied, estimated=any(one.quality == ESTIMATED for one in figures))
    whole = figures[0]._replace(occupied=occupied, capacity=capacity, quality=quality)
    return group[0]._replace(figures=whole)


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = list(numbers)
    return None if None in known else sum(number for number in known if number is not None)


class Past:
    """What counts today for the shelters and dates of a file, and what was reported shortly before."""

    def __init__(
        self, statements: list[Statement], sender: Organisation, earlier: Mapping[int, tuple[date, int]]
    ) -> None:
        """`earlier`: the latest number of each shelter in parts of the file that were read before."""
        self.sender = sender
        self.current: dict[tuple[int, date], Occupancy] = {}
        self._numbers: dict[int, dict[date, int]] = defaultdict(dict)
        if statements:
            self._look_up(statements)
        for shelter, (as_of, number) in earlier.items():
            self._numbers[shelter][as_of] = number
        for statement in statements:
            if (occupied := statement.figures.occupied) is not None:
                self._numbers[statement.shelter.id][statement.as_of] = occupied
        self._before = {
            (shelter, following): before
            for shelter, numbers in self._numbers.items()
            for before, (following, _) in pairwise(sorted(numbers.items()))
        }

    def _look_up(self, statements: list[Statement]) -> None:
        shelters = {statement.shelter.id for statement in statements}
        dates = [statement.as_of for statement in statements]
        known = Occupancy.objects.between(min(dates), max(dates)).filter(shelter__in=shelters)
        for occupancy in known.select_related("delivery"):
            self.current[occupancy.shelter_id, occupancy.as_of] = occupancy
            if occupancy.occupied is not None and self.is_own(occupancy):
                self._numbers[occupancy.shelter_id][occupancy.as_of] = occupancy.occupied
        for shelter, as_of, number in self._last_before(min(dates), shelters):
            self._numbers[shelter][as_of] = number

    def _last_before(self, first: date, shelters: set[int]) -> Iterable[tuple[int, date, int]]:
        """Of each shelter only the latest number: the history of a Land would not fit into memory."""
        numbers = Occupancy.objects.between(first - REMEMBERED, first - timedelta(days=1)).filter(
            shelter=OuterRef("pk"), delivery__sender=self.sender, occupied__isnull=False
        )
        latest = numbers.order_by("-as_of")[:1]
        return (
            Shelter.objects.filter(pk__in=shelters)
            .annotate(
                last_day=Subquery(latest.values("as_of")), last_number=Subquery(latest.values("occupied"))
            )
            .filter(last_day__isnull=False)
            .values_list("pk", "last_day", "last_number")
        )

    def is_own(self, occupancy: Occupancy) -> bool:
        """What another operator reported about the same house is not shown."""
        return occupancy.delivery.sender_id == self.sender.pk

    def before(self, statement: Statement) -> tuple[date, int] | None:
        """The day and the latest number of the shelter before that of this statement, by file or earlier
        delivery; None for the first one."""
        return self._before.get(statement.about)


def check_jump(statement: Statement, past: Past, messages: Messages) -> None:
    """A number that is half or double of the last one is often a slip."""
    before, occupied = past.before(statement), statement.figures.occupied
    if before is None or occupied is None:
        return
    day, number = before
    difference = occupied - number
    if number == 0 or abs(difference) < SMALLEST_JUMP or 100 * abs(difference) <= LARGEST_JUMP * number:
        return
    row = statement.row
    change = signed(rounded(Decimal(100 * difference) / number))
    text = f"{change} % gegenüber {german_date(day)} ({german(number)}). Bitte bestätigen."
    messages.warning("jump", text, row.place("occupied"), row.text("occupied"))


def ask_whether_old_file(statements: Iterable[Statement], past: Past, messages: Messages) -> None:
    """A list whose every number is that of the date before is often the list of that date."""
    by_date: dict[date, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.figures.occupied is not None:
            by_date[statement.as_of].append(statement)
    for as_of, of_date in by_date.items():
        same_as = _same_as(of_date, past)
        if same_as and len(of_date) >= FEWEST_SAME:
            which = f" zum {german_date(as_of)}" if len(by_date) > 1 else ""
            text = (
                f"Alle {german(len(of_date))} Werte{which} sind dieselben wie am {german_date(same_as)}. "
                "Stimmt das, oder ist es die alte Datei?"
            )
            messages.warning("same_as_before", text)


def _same_as(statements: Iterable[Statement], past: Past) -> date | None:
    """The one earlier date at which all these shelters had these numbers; None without one."""
    dates = set()
    for statement in statements:
        before = past.before(statement)
        if before is None or before[1] != statement.figures.occupied:
            return None
        dates.add(before[0])
    return dates.pop() if len(dates) == 1 else None
