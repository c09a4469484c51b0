"""The files of a folder, and how one of their rows becomes a row of the database."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from django.contrib.admin.utils import label_for_field
from django.db.models import Manager, Model, QuerySet

from portal.models import Citation, ReportedFigure, Source

Row = dict[str, Any]


@dataclass
class Outcome:
    created: int = 0
    unchanged: int = 0
    edited: list[str] = field(default_factory=list)  # changed by people, left as they are


@dataclass
class Facts:
    """What the files name, and what has become of it so far."""

    folder: Path
    example: bool = False  # every row of these files is invented, and marked so
    outcome: Outcome = field(default_factory=Outcome)
    sources: dict[str, Source] = field(default_factory=dict)  # by the id that the files use
    figures: dict[str, ReportedFigure] = field(default_factory=dict)  # by their numbers in the register

    def rows(self, file: str) -> Iterator[Row]:
        """The rows of all files of that name, with exact decimals: the city's own first, then those that
        areas keep in folders of their own. Raises FileNotFoundError where there is none."""
        paths = [path for path in (self.folder / f"{file}.toml", *self.files_of_areas(file)) if path.exists()]
        if not paths:
            raise FileNotFoundError(f"{file}.toml")
        for row in chain.from_iterable(map(rows_of, paths)):
            if "aliases" in row:
                row["aliases"] = "\n".join(row["aliases"])
            if self.example:
                row["example"] = True
            yield row

    def files_of_areas(self, file: str) -> list[Path]:
        return sorted(self.folder.glob(f"*/{file}.toml"))

    def source_of(self, row: Row) -> Source:
        return self.sources[row["citation"]["source"]]

    def citation(self, place: Row) -> Citation:
        found, _ = Citation.objects.get_or_create(
            source=self.sources[place["source"]],
            **{key: place.get(key, "") for key in ("chapter", "locator", "as_printed", "note")},
        )
        return found

    def keep(self, known: QuerySet, row: Row) -> Any:
        """The oldest of the known rows, untouched; or a new one."""
        fields = {key: value for key, value in row.items() if key != "register"}
        found = known.order_by("pk").first()
        if found is not None:
            self.compare(found, fields)
            return found
        if isinstance(fields.get("citation"), dict):
            fields["citation"] = self.citation(fields["citation"])
        new = known.model(**fields)
        new.full_clean()
        new.save()
        self.outcome.created += 1
        return new

    def compare(self, found: Model, fields: Row) -> None:
        """Note what people changed. A citation may have been made more precise: that is no change."""
        labels = [
            str(label_for_field(name, type(found)))
            for name, value in fields.items()
            if name != "citation" and getattr(found, name) != value
        ]
        if labels:
            self.outcome.edited.append(f"{found._meta.verbose_name} „{found}“ ({', '.join(labels)})")
        else:
            self.outcome.unchanged += 1


def rows_of(path: Path) -> list[Row]:
    (rows,) = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal).values()
    return rows


def ever(model: Any, **identity: object) -> QuerySet:
    """What was once called so, even if people have renamed it since: its history remembers."""
    return model.objects.filter(pk__in=history_of(model).filter(**identity).values("id"))


@cache
def history_of(model: Any) -> Manager:
    """Asked for a thousand times; `model.history` makes another class each time."""
    return model.history
