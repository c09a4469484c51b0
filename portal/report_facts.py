"""Puts the facts of a report into the database, from the files in fixtures/.

A row that is already there is left as it is, because people may have edited it since; where it
differs from the file, that is reported. Rows are found by what the file calls them, so that
loading twice adds nothing.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.admin.utils import label_for_field
from django.db import transaction
from django.db.models import Model, QuerySet

from accommodation.models import AllocationShare, MonthlyFlow
from portal import dates
from portal.dates import Period
from portal.models import (
    Citation,
    Claim,
    District,
    Indicator,
    Organisation,
    ReportedFigure,
    Source,
    Statement,
)
from portal.releases import State

REPORT_2017 = settings.BASE_DIR / "fixtures" / "stuttgart-2017"

Row = dict[str, Any]


@dataclass
class Outcome:
    created: int = 0
    unchanged: int = 0
    edited: list[str] = field(default_factory=list)  # changed by people, left as they are


@transaction.atomic
def load_facts(folder: Path = REPORT_2017) -> Outcome:
    """All facts or none. Raises ValidationError for a row that the models refuse, KeyError or
    DoesNotExist for a reference to something that no file names."""
    loader = FactLoader(folder)
    loader.load()
    return loader.outcome


class FactLoader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.outcome = Outcome()
        self.sources: dict[str, Source] = {}  # by the id that the files use
        self.figures: dict[str, ReportedFigure] = {}  # by their numbers in the register

    def load(self) -> None:
        """In the order in which one subject refers to another."""
        self.load_districts()
        self.load_organisations()
        self.load_sources()
        self.load_indicators()
        self.load_figures("figures")
        self.load_figures("external_figures")
        self.load_shares()
        self.load_statements()
        self.load_claims()

    def load_districts(self) -> None:
        for row in self.rows("districts"):
            self.keep(ever(District, abbreviation=row["abbreviation"]), row)

    def load_organisations(self) -> None:
        for row in self.rows("organisations"):
            if "parent" in row:
                row["parent"] = ever(Organisation, name=row["parent"]).get()
            self.keep(ever(Organisation, name=row["name"]), row)

    def load_sources(self) -> None:
        for row in self.rows("sources"):
            identifier = row.pop("id")
            if "number" in row:
                key = {"number": row["number"], "year": row["year"], "suffix": row.get("suffix", "")}
            else:
                key = {"kind": row["kind"], "title": row["title"]}
            self.sources[identifier] = self.keep(ever(Source, **key), row)

    def load_indicators(self) -> None:
        for row in self.rows("indicators"):
            self.keep(ever(Indicator, key=row["key"]), row)

    def load_figures(self, file: str) -> None:
        for row in self.rows(file):
            numbers, period = row.pop("register"), read_period(row.pop("time"))
            row["indicator"] = ever(Indicator, key=row["indicator"]).get()
            known = ReportedFigure.objects.filter(
                indicator=row["indicator"],
                period_start=period.start,
                precision=period.precision,
                citation__source=self.source_of(row),
            )
            figure = self.keep(known, row | stored_as(period) | {"state": State.RELEASED})
            self.figures |= dict.fromkeys(numbers, figure)
            if figure.indicator.key == "arrivals":
                self.keep_flow(figure)

    def keep_flow(self, figure: ReportedFigure) -> None:
        """The arrivals of a month are quoted for the city and are also a row of the monthly flows."""
        citation, month = figure.citation, figure.period_start
        known = MonthlyFlow.objects.filter(month=month, citation__source=citation.source)
        self.keep(known, {"month": month, "arrivals": figure.value, "citation": citation})

    def load_shares(self) -> None:
        for row in self.rows("allocation_shares"):
            share = ever(AllocationShare, of_what=row["of_what"], citation__source=self.source_of(row))
            self.keep(share, row)

    def load_statements(self) -> None:
        for row in self.rows("statements"):
            time = stored_as(read_period(row.pop("time"))) if "time" in row else {}
            self.keep(ever(Statement, key=row["key"]), row | time)

    def load_claims(self) -> None:
        for row in self.rows("claims"):
            readings = row.pop("reading")
            claim = self.keep(ever(Claim, key=row["key"]), row)
            for reading in readings:
                self.load_reading(claim, reading)

    def load_reading(self, claim: Claim, row: Row) -> None:
        row |= {key: self.figures[row[key]] for key in ("base", "compared")}
        self.keep(claim.readings.filter(base=row["base"], compared=row["compared"]), row | {"claim": claim})

    def rows(self, file: str) -> Iterator[Row]:
        """The rows of a file, with exact decimals."""
        text = (self.folder / f"{file}.toml").read_text("utf-8")
        (rows,) = tomllib.loads(text, parse_float=Decimal).values()
        for row in rows:
            if "aliases" in row:
                row["aliases"] = "\n".join(row["aliases"])
            yield row

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


def ever(model: Any, **identity: object) -> QuerySet:
    """What was once called so, even if people have renamed it since: its history remembers."""
    return model.objects.filter(pk__in=model.history.filter(**identity).values("id"))


def stored_as(period: Period) -> Row:
    return {"period_start": period.start, "period_end": period.end, "precision": period.precision}


def read_period(text: str) -> Period:
    """„2016-07-01“, „2016-07“, „2016-H1“, „2016“, „Mitte 2016“, and „seit Ende 2016“ for what still
    lasts. Raises ValueError or KeyError for anything else."""
    if text.startswith("seit "):
        since = read_period(text.removeprefix("seit "))
        return Period(since.start, None, since.precision)
    if " " in text:
        word, year = text.split()
        return dates.about(word, int(year))
    year, _, rest = text.partition("-")
    if not rest:
        return dates.year(int(year))
    if rest.startswith("H"):
        return dates.half_year(int(year), int(rest[1:]))
    return dates.day(date.fromisoformat(text)) if "-" in rest else dates.month(int(year), int(rest))
