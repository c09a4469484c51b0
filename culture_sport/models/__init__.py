"""Culture and sport: who pays for what, what is going on, and where people can take part."""

from culture_sport.models.documented import Branch
from culture_sport.models.funds import Fund, FundBudget, Grant
from culture_sport.models.projects import Event, Project, Publication
from culture_sport.models.sports import Sport, SportMentorCount, SportsOffer, SwimmingCourseCount

__all__ = [
    "Branch",
    "Event",
    "Fund",
    "FundBudget",
    "Grant",
    "Project",
    "Publication",
    "Sport",
    "SportMentorCount",
    "SportsOffer",
    "SwimmingCourseCount",
]
