"""Chapters 2 and 7: bodies, the six working groups, their measures, their final reports, the hand-over."""

from taskforce.models.bodies import Body, Membership, ServiceCentre, ServiceUnit
from taskforce.models.goals import ActionPlan, Goal
from taskforce.models.measures import Handover, Measure
from taskforce.models.meetings import AgendaItem, Consultation, Meeting
from taskforce.models.reports import Answer, FinalReport

__all__ = [
    "ActionPlan",
    "AgendaItem",
    "Answer",
    "Body",
    "Consultation",
    "FinalReport",
    "Goal",
    "Handover",
    "Measure",
    "Meeting",
    "Membership",
    "ServiceCentre",
    "ServiceUnit",
]
