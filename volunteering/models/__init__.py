"""Chapter 3: circles and initiatives, their head counts, what they do and need, where people meet."""

from volunteering.models.counts import CountLink, MentorshipCount, VolunteerCount
from volunteering.models.groups import Topic, TopicPhase, VolunteerGroup
from volunteering.models.needs import GoodPractice, QualificationEvent, SupportNeed
from volunteering.models.spaces import MeetingSpace, MeetingSpaceCount

__all__ = [
    "CountLink",
    "GoodPractice",
    "MeetingSpace",
    "MeetingSpaceCount",
    "MentorshipCount",
    "QualificationEvent",
    "SupportNeed",
    "Topic",
    "TopicPhase",
    "VolunteerCount",
    "VolunteerGroup",
]
