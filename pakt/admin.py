"""Programmes in the words of the department. What belongs to a project is entered with it, or as a list."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from pakt.lists import BudgetLineList, FundingShareList, MilestoneList, ProjectIndicatorList, ProjectList
from pakt.models import (
    BudgetLine,
    FundingPeriod,
    FundingShare,
    Milestone,
    Module,
    Programme,
    Project,
    ProjectIndicator,
)
from portal.admin.base import HistoryAdmin, HistoryInline
from portal.admin.lists import ReferenceListAdmin
from portal.numbers import german


@admin.display(description="Jahre")
def years(record: Any) -> str:
    return record.years


class FixedAddress:
    """The address never changes: links and lists refer to it."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("slug",) if obj else ()


class ModuleInline(HistoryInline):
    model = Module
    fields = (("number", "title"), "slug", "goal", "target_group", "citation")


class BudgetLineInline(HistoryInline):
    model = BudgetLine
    fields = (
        ("year", "to_year"),
        ("kind", "level"),
        ("giver", "amount"),
        "purpose",
        ("part_of", "citation"),
    )


class FundingShareInline(HistoryInline):
    model = FundingShare
    fields = (("year", "giver"), ("percent", "amount"), "funds", "citation")


class FundingPeriodInline(HistoryInline):
    model = FundingPeriod
    fields = ("number", ("start", "end"), "follow_up", "citation")


class MilestoneInline(HistoryInline):
    model = Milestone
    fields = ("title", ("due_on", "status", "reached_on"), ("postponed_to", "reason"), "citation")


class ProjectIndicatorInline(HistoryInline):
    model = ProjectIndicator
    fields = (
        ("label", "unit", "decimals"),
        "year",
        ("target", "target_qualifier", "citation"),
        ("actual", "actual_on", "actual_citation"),
    )


@admin.register(Programme)
class ProgrammeAdmin(FixedAddress, HistoryAdmin):
    list_display = ("name", "giver", years, "lead", "public", "example")
    list_filter = ("giver", "public", "example")
    list_select_related = ("giver", "lead")
    search_fields = ("name", "aliases", "goal")
    search_help_text = "Name, andere Schreibweise oder Ziel"
    fields = (
        "name", "slug", "aliases", "giver", "partners", "lead", "goal", ("first_year", "last_year"),
        "legal_bases", "papers", "bodies", "citation", ("public", "example"),
    )  # fmt: skip
    inlines = (ModuleInline, BudgetLineInline)


@admin.register(Module)
class ModuleAdmin(FixedAddress, HistoryAdmin):
    list_display = ("title", "number", "programme", "slug")
    list_filter = ("programme",)
    list_select_related = ("programme",)
    search_fields = ("title", "slug", "goal")
    search_help_text = "Titel, Kennung oder Ziel"
    fields = ("programme", ("number", "title"), "slug", "goal", "target_group", "citation")
    inlines = (BudgetLineInline,)


@admin.register(Project)
class ProjectAdmin(FixedAddress, ReferenceListAdmin):
    resource_classes = (ProjectList,)
    list_display = ("name", "programme", "module", "status", years, "lead")
    list_filter = ("programme", "module", "status")
    list_select_related = ("programme", "module", "lead")
    search_fields = ("name", "aliases", "slug", "description")
    search_help_text = "Name, andere Schreibweise oder Beschreibung"
    fields = (
        "programme", "module", "name", "slug", "aliases", "status", ("first_year", "last_year"),
        "description", "target_group", "topics", "lead", "partners", "legal_bases", "papers", "citation",
    )  # fmt: skip
    inlines = (
        MilestoneInline,
        ProjectIndicatorInline,
        BudgetLineInline,
        FundingShareInline,
        FundingPeriodInline,
    )


@admin.register(BudgetLine)
class BudgetLineAdmin(ReferenceListAdmin):
    resource_classes = (BudgetLineList,)
    list_display = ("about", years, "kind", "level", "giver", "purpose", "in_euros")
    list_filter = ("kind", "level", "year", "giver")
    list_select_related = ("programme", "module", "project", "giver")
    search_fields = ("programme__name", "module__title", "project__name", "giver__name", "purpose")
    search_help_text = "Programm, Modul, Projekt, Geber oder Zweck"
    fields = ("programme", "module", "project", *BudgetLineInline.fields)

    @admin.display(description="Betrag, EUR", ordering="amount")
    def in_euros(self, line: BudgetLine) -> str:
        return "k. A." if line.amount is None else german(line.amount, 2)

    @admin.display(description="wofür")
    def about(self, line: BudgetLine) -> str:
        return str(line.about)


@admin.register(FundingShare)
class FundingShareAdmin(ReferenceListAdmin):
    resource_classes = (FundingShareList,)
    list_display = ("project", "year", "giver", "funds", "percent", "amount")
    list_filter = ("year", "giver")
    list_select_related = ("project", "giver")
    search_fields = ("project__name", "giver__name", "funds")
    search_help_text = "Projekt, Geber oder Mittel"


@admin.register(FundingPeriod)
class FundingPeriodAdmin(HistoryAdmin):
    list_display = ("project", "number", "start", "end", "follow_up")
    list_display_links = ("project", "number")
    list_filter = ("project__programme", ("end", admin.EmptyFieldListFilter))
    list_select_related = ("project",)
    search_fields = ("project__name", "follow_up")
    search_help_text = "Projekt oder Anschlussfinanzierung"


@admin.register(Milestone)
class MilestoneAdmin(ReferenceListAdmin):
    resource_classes = (MilestoneList,)
    list_display = ("title", "project", "due_on", "postponed_to", "status", "reached_on")
    list_filter = ("status", "project__programme")
    list_select_related = ("project",)
    search_fields = ("title", "project__name", "reason")
    search_help_text = "Titel, Projekt oder Grund der Verschiebung"


@admin.register(ProjectIndicator)
class ProjectIndicatorAdmin(ReferenceListAdmin):
    resource_classes = (ProjectIndicatorList,)
    list_display = ("label", "project", "year", "unit", "target", "actual", "actual_on")
    list_filter = ("unit", "project__programme")
    list_select_related = ("project",)
    search_fields = ("label", "project__name")
    search_help_text = "Kennzahl oder Projekt"
