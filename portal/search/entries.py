"""What the kinds of things have in common: for whom they are told, and what is found of each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser

from portal.figures import Audience
from portal.models import User
from portal.roles import audience_of


@dataclass(frozen=True)
class Reader:
    user: User | AnonymousUser
    today: date

    @property
    def inside(self) -> bool:
        """Works for the city."""
        return audience_of(self.user) is Audience.INTERNAL


@dataclass(frozen=True)
class Entry:
    """Something that can be found. `about`: the line below its title; `also`: what is looked through, but
    not shown; `sorted_by`: instead of the title."""

    title: str
    address: str
    about: str = ""
    also: tuple[object, ...] = ()
    example: bool = False
    sorted_by: str = ""

    @property
    def text(self) -> str:
        return "\n".join(str(part) for part in (self.title, self.about, *self.also) if part)


@dataclass(frozen=True)
class Kind:
    """`entries`: all that a reader may see of it, by the same querysets as the pages that show it."""

    key: str
    title: str
    entries: Callable[[Reader], Iterable[Entry]]


def line(*parts: object) -> str:
    """What there is, side by side."""
    return " · ".join(str(part) for part in parts if part)


def table_of(address: str, key: str) -> str:
    """Of a row without a page of its own: the table in which it stands."""
    return f"{address}#tabelle-{key}"
