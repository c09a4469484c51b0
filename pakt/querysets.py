"""Every question to the database about programmes, their projects, and the money."""

from __future__ import annotations

from django.db import models
from django.db.models import Prefetch

from portal.models import Source

SOURCED = "citation__source"


def papers_with_their_way() -> models.QuerySet:
    """Papers with the consultations that the task force's area keeps about them."""
    consultations = Source._meta.get_field("consultations").related_model._default_manager
    way = consultations.select_related("body", SOURCED)
    return Source.objects.prefetch_related(Prefetch("consultations", way))


def rows_of(model: type[models.Model], relation: str) -> models.QuerySet:
    return model._meta.get_field(relation).related_model._default_manager.described()


class ProgrammeQuerySet(models.QuerySet):
    def open_to(self, inside: bool) -> ProgrammeQuerySet:
        """All, or the public ones alone."""
        return self if inside else self.filter(public=True)

    def measured(self) -> ProgrammeQuerySet:
        """With what their first sentence and the traffic lights of their projects need, and no more."""
        rows = ("milestones", "periods", "indicators")
        return self.prefetch_related("modules", "projects", *(f"projects__{name}" for name in rows))

    def described(self) -> ProgrammeQuerySet:
        """With everything that is kept of them, in a fixed number of queries."""
        return self.select_related("giver", "lead", SOURCED).prefetch_related(
            "partners",
            "legal_bases",
            "bodies__seat",
            Prefetch("papers", papers_with_their_way()),
            Prefetch("modules", rows_of(self.model, "modules")),
            Prefetch("projects", rows_of(self.model, "projects")),
            Prefetch("budget_lines", rows_of(self.model, "budget_lines")),
        )


class ModuleQuerySet(models.QuerySet):
    def described(self) -> ModuleQuerySet:
        lines = Prefetch("budget_lines", rows_of(self.model, "budget_lines"))
        return self.select_related("programme", SOURCED).prefetch_related(lines).order_by("number")


class ProjectQuerySet(models.QuerySet):
    def open_to(self, inside: bool) -> ProjectQuerySet:
        """All, or those of public programmes alone."""
        return self if inside else self.filter(programme__public=True)

    def described(self) -> ProjectQuerySet:
        """With everything that is kept of them, in a fixed number of queries; modules in order, then those
        beside them."""
        return (
            self.select_related("programme__giver", "module__programme", "lead", SOURCED)
            .prefetch_related(
                "partners",
                "legal_bases",
                Prefetch("papers", papers_with_their_way()),
                *(
                    Prefetch(rows, rows_of(self.model, rows))
                    for rows in ("budget_lines", "shares", "periods", "milestones", "indicators")
                ),
            )
            .order_by(models.F("module__number").asc(nulls_last=True), "id")
        )


class BudgetLineQuerySet(models.QuerySet):
    def described(self) -> BudgetLineQuerySet:
        """With what a line about them names; what they are about knows itself already."""
        return self.select_related("giver", SOURCED).order_by("year", "id")


class OfAProjectQuerySet(models.QuerySet):
    """Periods and milestones: rows about one project."""

    also: tuple[str, ...] = ()

    def described(self) -> OfAProjectQuerySet:
        """With what a line about them names; their project knows itself already."""
        return self.select_related(SOURCED, *self.also)


class FundingShareQuerySet(OfAProjectQuerySet):
    also = ("giver",)


class ProjectIndicatorQuerySet(OfAProjectQuerySet):
    also = ("actual_citation__source",)
