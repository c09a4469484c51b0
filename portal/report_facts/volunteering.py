"""Chapter 3: topics of volunteers and their phases, courses, meeting spaces."""

from portal.models import District
from portal.report_facts.city import organisation
from portal.report_facts.facts import Facts, Row, ever
from portal.report_facts.times import set_times
from volunteering.models import MeetingSpace, QualificationEvent, Topic


def load_topics(facts: Facts) -> None:
    for row in facts.rows("volunteer_topics"):
        phases = row.pop("phase")
        topic = facts.keep(ever(Topic, name=row["name"]), row)
        for phase in phases:
            set_times(phase)
            known = topic.phases.filter(phase=phase["phase"])
            facts.keep(known, phase | {"topic": topic, "example": facts.example})


def load_qualification_events(facts: Facts) -> None:
    for row in facts.rows("qualification_events"):
        set_times(row)
        with_organisation(row, "provider")
        facts.keep(ever(QualificationEvent, title=row["title"]), row)


def load_meeting_spaces(facts: Facts) -> None:
    for row in facts.rows("meeting_spaces"):
        set_times(row)
        with_organisation(row, "host")
        row["district"] = district(row["district"])
        facts.keep(ever(MeetingSpace, name=row["name"]), row)


def district(abbreviation: str) -> District:
    """Raises DoesNotExist for one that no file names."""
    return ever(District, abbreviation=abbreviation).get()


def with_organisation(row: Row, key: str) -> None:
    """Put the organisation in place of its name."""
    if key in row:
        row[key] = organisation(row[key])
