"""The pages of the handbook, in the order in which its index names them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from portal.help.rendering import INDEX, Written, written

FOLDER = settings.BASE_DIR / "docs" / "handbuch"


@dataclass(frozen=True)
class Place:
    """Where a page stands, and between which others; None at the ends."""

    before: str | None
    after: str | None


@cache
def index() -> Written:
    return read(FOLDER / INDEX)


@cache
def page(slug: str) -> Written:
    """Raises KeyError for a page that the index does not name."""
    if slug not in slugs():
        raise KeyError(slug)
    return read(FOLDER / f"{slug}.md")


@cache
def slugs() -> tuple[str, ...]:
    """A page that the index names for several readers stands where it is named first."""
    named = (target.partition("#")[0] for target in index().targets)
    return tuple(dict.fromkeys(name.removesuffix(".md") for name in named if name.endswith(".md")))


def place(slug: str) -> Place:
    order = (None, *slugs(), None)
    here = order.index(slug)
    return Place(order[here - 1], order[here + 1])


def address(slug: str) -> str:
    return reverse("help:page", kwargs={"slug": slug})


def read(path: Path) -> Written:
    return written(path.read_text(encoding="utf-8"))
