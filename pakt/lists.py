"""Plain lists of this area as CSV, out of the admin and back. Projects are known by their address.

Citations and „Teil von“ are kept in the admin alone; a list that comes back leaves them as they are.
"""

from decimal import Decimal

from django.db.models import TextChoices
from import_export import fields, widgets

from pakt.models import BudgetLine, FundingShare, Milestone, Module, Programme, Project, ProjectIndicator
from portal.lists import ByName, ReferenceList
from portal.models import Organisation
from portal.numbers import german, parse_german


class GermanNumber(widgets.Widget):
    """1.250.000,50; empty is „keine Angabe“, not 0."""

    def clean(self, value: str, row: dict | None = None, **kwargs: object) -> Decimal | None:
        return parse_german(value) if value else None

    def render(self, value: Decimal | None, obj: object = None, **kwargs: object) -> str:
        if value is None:
            return ""
        return german(value, 0 if value % 1 == 0 else 2)


class Choice(widgets.Widget):
    """The word that the screen shows."""

    def __init__(self, choices: type[TextChoices]) -> None:
        super().__init__()
        self.choices = choices

    def clean(self, value: str, row: dict | None = None, **kwargs: object) -> str:
        for choice in self.choices:
            if value in (choice.label, choice.value):
                return choice.value
        known = ", ".join(choice.label for choice in self.choices)
        raise ValueError(f"„{value}“ ist nicht vorgesehen. Möglich sind: {known}.")

    def render(self, value: str, obj: object = None, **kwargs: object) -> str:
        return str(self.choices(value).label) if value else ""  # a new row has none yet


class PaktList(ReferenceList):
    WIDGETS_MAP = ReferenceList.WIDGETS_MAP | {"DecimalField": GermanNumber}


class ProjectList(PaktList):
    programme = fields.Field("programme", "programme", ByName(Programme, "slug"))
    module = fields.Field("module", "module", ByName(Module, "slug"))
    lead = fields.Field("lead", "lead", ByName(Organisation, "name"))
    status = fields.Field("status", "status", Choice(Project.Status))

    class Meta(ReferenceList.Meta):
        model = Project
        import_id_fields = ("slug",)
        fields = (
            "programme", "module", "slug", "name", "aliases", "status", "description", "target_group",
            "topics", "lead", "first_year", "last_year",
        )  # fmt: skip


class BudgetLineList(PaktList):
    programme = fields.Field("programme", "programme", ByName(Programme, "slug"))
    module = fields.Field("module", "module", ByName(Module, "slug"))
    project = fields.Field("project", "project", ByName(Project, "slug"))
    kind = fields.Field("kind", "kind", Choice(BudgetLine.Kind))
    level = fields.Field("level", "level", Choice(BudgetLine.Level))
    giver = fields.Field("giver", "giver", ByName(Organisation, "name"))

    class Meta(ReferenceList.Meta):
        model = BudgetLine
        import_id_fields = ("programme", "module", "project", "year", "kind", "level", "giver", "purpose")
        fields = (*import_id_fields, "to_year", "amount")


class FundingShareList(PaktList):
    project = fields.Field("project", "project", ByName(Project, "slug"))
    giver = fields.Field("giver", "giver", ByName(Organisation, "name"))

    class Meta(ReferenceList.Meta):
        model = FundingShare
        import_id_fields = ("project", "year", "giver", "funds")
        fields = (*import_id_fields, "percent", "amount")


class MilestoneList(PaktList):
    project = fields.Field("project", "project", ByName(Project, "slug"))
    status = fields.Field("status", "status", Choice(Milestone.Status))

    class Meta(ReferenceList.Meta):
        model = Milestone
        import_id_fields = ("project", "title")
        fields = (*import_id_fields, "due_on", "status", "reached_on", "postponed_to", "reason")


class ProjectIndicatorList(PaktList):
    project = fields.Field("project", "project", ByName(Project, "slug"))

    class Meta(ReferenceList.Meta):
        model = ProjectIndicator
        import_id_fields = ("project", "label", "year")
        fields = (*import_id_fields, "unit", "decimals", "target", "target_qualifier", "actual", "actual_on")
