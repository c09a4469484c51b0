"""Chapter 6: programmes of any giver, their modules and projects, the money, and how far they are."""

from pakt.models.money import BudgetLine, FundingPeriod, FundingShare
from pakt.models.programmes import Module, Programme, Project
from pakt.models.progress import Milestone, ProjectIndicator

__all__ = [
    "BudgetLine",
    "FundingPeriod",
    "FundingShare",
    "Milestone",
    "Module",
    "Programme",
    "Project",
    "ProjectIndicator",
]
