"""What waits for the person who looks: numbers to be released, stock data to be confirmed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portal.models import User
from portal.releases import may_release
from volunteering.models import MeetingSpace, VolunteerCount, VolunteerGroup


@dataclass(frozen=True)
class Waiting:
    """A number that somebody has to decide on. `why_not`: empty where this person may."""

    count: VolunteerCount
    why_not: str


def waiting(user: User) -> Iterator[Waiting]:
    for count in VolunteerCount.objects.waiting():
        yield Waiting(count, why_not(count, user))


def why_not(count: VolunteerCount, user: User) -> str:
    if not user.has_perm("volunteering.release_volunteercount"):
        return "Die Koordination gibt frei."
    if count.link and count.link.issued_by_id == user.pk:
        return "Sie haben den Link ausgestellt; freigeben muss jemand anderes."
    return (
        "" if may_release(count, user) else "Sie haben die Zahl eingetragen; freigeben muss jemand anderes."
    )


@dataclass(frozen=True)
class StillCorrect:
    groups: list[VolunteerGroup]
    spaces: list[MeetingSpace]

    def __len__(self) -> int:
        return len(self.groups) + len(self.spaces)


def still_correct(today: date) -> StillCorrect:
    """What nobody has confirmed for twelve months."""
    return StillCorrect(
        list(VolunteerGroup.objects.still_correct(today)), list(MeetingSpace.objects.still_correct(today))
    )
