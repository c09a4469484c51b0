"""Every row of the portal that names a source, found by the relations of the models themselves: a new model
that cites is found without a word here."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.admin.utils import label_for_field
from django.db import models
from django.db.models import F, Value

from portal.figures import Audience
from portal.library.openness import OPENNESS, UNKNOWN, Openness
from portal.models import Attachment, Citation, Source
from portal.models.sources import anchor_of


@dataclass(frozen=True)
class Relation:
    """The field by which rows of a model name a source, or a place in one."""

    model: type[models.Model]
    field: str
    cites: bool  # by a citation, which knows the place

    @property
    def openness(self) -> Openness:
        return OPENNESS.get(self.model._meta.label, UNKNOWN)

    @property
    def path(self) -> str:
        return f"{self.field}__source" if self.cites else self.field

    def rows(self, audience: Audience) -> models.QuerySet:
        """Those that this reader may know of and that name a source."""
        known = self.model._default_manager.filter(**{f"{self.path}__isnull": False})
        return self.openness.filter(known, audience)


@dataclass(frozen=True)
class Mention:
    """A row, and the place in the source that it names; None where it names the source as a whole."""

    relation: Relation
    row: Any
    citation: Citation | None

    @property
    def anchor(self) -> str:
        """By this name a figure leads to its row. Empty for the other fields of a row that names several
        sources: each row has its name once."""
        return anchor_of(self.row) if self.relation.field == "citation" else ""

    @property
    def kind(self) -> str:
        return str(self.relation.model._meta.verbose_name)

    @property
    def role(self) -> str:
        """What the source is to the row: „Rechtsgrundlagen“."""
        return str(label_for_field(self.relation.field, self.relation.model))

    @property
    def address(self) -> str:
        """Where it is shown."""
        return self.relation.openness.address(self.row)


@cache
def relations() -> tuple[Relation, ...]:
    """All of them, in the order in which the models are declared."""
    return (*relations_to(Citation, cites=True), *relations_to(Source, cites=False))


def relations_to(target: type[models.Model], *, cites: bool) -> Iterator[Relation]:
    """Without the tables that only keep a history or join two others."""
    for field in target._meta.get_fields(include_hidden=True):
        if not isinstance(field, models.ForeignObjectRel):
            continue
        model = field.related_model
        history = hasattr(model, "history_type") or hasattr(model, "m2m_history_id")
        if not history and not model._meta.auto_created and model not in (Attachment, Citation):
            yield Relation(model, field.field.name, cites)


def mentions(source: Source, audience: Audience) -> list[Mention]:
    """One query for all of them together, and one for each kind that there is."""
    found: dict[int, set[int]] = defaultdict(set)
    for place, pk, _ in keys(audience, source):
        found[place].add(pk)
    return [mention for place in sorted(found) for mention in read(relations()[place], found[place], source)]


def read(relation: Relation, pks: Iterable[int], source: Source) -> Iterator[Mention]:
    related = [*relation.openness.related, *([f"{relation.field}__source"] if relation.cites else [])]
    rows = relation.model._default_manager.filter(pk__in=pks)
    for row in rows.select_related(*related) if related else rows:
        yield Mention(relation, row, getattr(row, relation.field) if relation.cites else None)


def numbers_of_mentions(audience: Audience) -> Mapping[int, int]:
    """By source, in one query."""
    numbers: dict[int, int] = defaultdict(int)
    for _, _, source in keys(audience):
        numbers[source] += 1
    return numbers


def keys(audience: Audience, source: Source | None = None) -> models.QuerySet:
    """Place among the relations, row, source."""
    first, *others = (
        (rows if source is None else rows.filter(**{relation.path: source}))
        .order_by()
        .values_list(Value(place), F("pk"), F(relation.path))
        for place, relation in enumerate(relations())
        for rows in [relation.rows(audience)]
    )
    return first.union(*others, all=True)
