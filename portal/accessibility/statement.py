"""What the declaration says, put together from what the city has entered."""

from dataclasses import dataclass
from datetime import date

from portal.models import AccessibilityStatement, KnownBarrier

Status = AccessibilityStatement.Status
Reason = KnownBarrier.Reason

# In the order of the model declaration (Anlage 1 L-BGG-DVO), with what each means.
REASONS = {
    Reason.UNMET: "Was die Anforderungen noch nicht erfüllt",
    Reason.BURDEN: "Was unverhältnismäßig aufwendig wäre",
    Reason.OUTSIDE: "Wofür die Vorschriften nicht gelten",
}


# Pages of the Land, to be looked at with each yearly review.
ELSEWHERE = {
    "law": "https://www.landesrecht-bw.de/",
    "conciliation": "https://barrierefreiheit-bw.de/barrierefreiheitdurchsetzen/schlichtungsantrag",
    "monitoring": "https://bw-medial-barrierefrei.de/",
}


@dataclass(frozen=True)
class Group:
    """Barriers for one kind of reason."""

    key: str
    title: str
    barriers: tuple[KnownBarrier, ...]


@dataclass(frozen=True)
class Declaration:
    made: AccessibilityStatement | None  # None: the city has made none yet
    groups: tuple[Group, ...]

    @property
    def status(self) -> str:
        """Never „vollständig“ while a barrier is known, whatever was entered before it was found. Empty
        without a declaration."""
        if self.made is None:
            return ""
        known = any(group.key == Reason.UNMET for group in self.groups)
        told = Status.PARTLY if self.made.status == Status.FULL and known else Status(self.made.status)
        return str(told.label)


def declaration_on(today: date) -> Declaration:
    barriers = list(KnownBarrier.objects.open_on(today))
    groups = (
        Group(reason, title, tuple(one for one in barriers if one.reason == reason))
        for reason, title in REASONS.items()
    )
    return Declaration(
        AccessibilityStatement.objects.held_on(today), tuple(group for group in groups if group.barriers)
    )
