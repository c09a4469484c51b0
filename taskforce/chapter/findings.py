"""What does not fit together yet: gaps, promises, double structures."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from portal.cells import mark
from portal.figures import Finding
from portal.numbers import german
from taskforce.chapter.handovers import recipient, time
from taskforce.chapter.responsible import Responsibility
from taskforce.chapter.speakers import gaps
from taskforce.chapter.standing import works_on
from taskforce.models import Body, Goal, Handover, Measure, Membership


def promised(handovers: Iterable[Handover], as_of: date) -> Iterable[Finding]:
    """Agreed, not done, in one sentence; a warning once a day that was meant has passed."""
    known = list(handovers)
    for example in (False, True):
        agreed = [one for one in known if one.status == Handover.Status.AGREED and one.example is example]
        late = any(one.since and one.since <= as_of for one in agreed)
        if agreed:
            number = (
                "Eine Überführung ist" if len(agreed) == 1 else f"{german(len(agreed))} Überführungen sind"
            )
            yield Finding(
                f"{number} vereinbart, aber nicht vollzogen",
                f"{'; '.join(map(promise, agreed))}.",
                "warning" if late else "info",
                example,
            )


def promise(handover: Handover) -> str:
    """„Sprachcafés (Amt für Bildung, 01.06.2017)“"""
    details = (recipient(handover) or "an wen: keine Angabe", time(handover) or "ohne Termin")
    return f"{handover.subject} ({', '.join(details)})"


def overdue(handovers: Iterable[Handover], as_of: date) -> Iterable[Finding]:
    """The promises whose day has passed, in one sentence."""
    late = [
        f"{handover.subject} ({time(handover)}){mark(handover.example)}"
        for handover in handovers
        if handover.status == Handover.Status.AGREED and handover.since and handover.since <= as_of
    ]
    if late:
        yield Finding("Der vorgesehene Tag ist vorbei", f"{'; '.join(late)}.", "warning")


def unanswered(answers: Iterable[Responsibility]) -> Iterable[Finding]:
    themes = [f"{answer.theme}{mark(answer.example)}" for answer in answers if answer.open]
    if themes:
        yield Finding(
            "Nicht für jedes Thema ist jemand zuständig",
            f"Keine Quelle sagt, dass es schon jemand übernommen hat: {'; '.join(themes)}.",
            "warning",
        )


def without_speaker(groups: Iterable[Body], speakers: Sequence[Membership], as_of: date) -> Iterable[Finding]:
    """Groups without any recorded speaker in one sentence; real gaps for each group."""
    unknown = []
    for group in groups:
        own = [one for one in speakers if one.body_id == group.pk and one.example == group.example]
        if not own:
            unknown.append(f"{group.name}{mark(group.example)}")
            continue
        yield from gap_findings(group, own, as_of)
    if unknown:
        groups_text = "der Gruppe" if len(unknown) == 1 else f"von {german(len(unknown))} Arbeitsgruppen"
        yield Finding(
            f"Sprecherin oder Sprecher {groups_text} nicht erfasst",
            f"{'; '.join(unknown)}. Jede Gruppe soll an jedem Tag genau eine Person haben, die für sie "
            "spricht; die Quelle nennt hier niemanden.",
            "warning",
        )


def gap_findings(group: Body, speakers: Iterable[Membership], as_of: date) -> Iterable[Finding]:
    spans = gaps(group, speakers, as_of)
    if spans:
        yield Finding(
            f"{group.name}: zeitweise sprach niemand für die Gruppe",
            f"Ohne Sprecherin oder Sprecher {', '.join(map(str, spans))}.",
            "warning",
            group.example,
        )


def handed_to_nobody(measures: Iterable[Measure]) -> Iterable[Finding]:
    """A hand-over that is only planned, agreed or postponed proves nothing yet."""
    for measure in measures:
        if measure.status == Measure.Status.HANDED_OVER and not any(
            handover.status == Handover.Status.DONE for handover in measure.handovers.all()
        ):
            yield Finding(
                f"„{measure.title}“ gilt als überführt, ohne vollzogene Überführung",
                "Es fehlt die Angabe, wer die Maßnahme übernommen hat.",
                "warning",
                measure.example,
            )


def not_measurable(goals: Iterable[Goal]) -> Iterable[Finding]:
    for goal in goals:
        if goal.indicator is None:
            yield Finding(
                "Ziel ohne Kennzahl",
                f"„{goal.text}“: Ob das Ziel erreicht ist, lässt sich so nicht messen.",
                "warning",
                goal.example,
            )


def double_structures(bodies: Iterable[Body], as_of: date) -> Iterable[Finding]:
    """Two bodies that work on the same theme on the same day."""
    by_theme = defaultdict(list)
    for body in bodies:
        if body.topic and works_on(body, as_of):
            by_theme[(body.topic.strip().casefold(), body.example)].append(body)
    for (_, example), same in by_theme.items():
        if len(same) > 1:
            yield Finding(
                f"Doppelte Zuständigkeit: {same[0].topic}",
                f"Zur selben Zeit arbeiten daran: {'; '.join(body.name for body in same)}.",
                "warning",
                example,
            )
