"""Invented circles to try the portal out: fixtures/example/volunteering. Every row is marked so."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from accommodation.models import Shelter
from portal.models import District, Organisation, User
from portal.releases import State
from portal.report_facts.city import load_organisations
from portal.report_facts.facts import Facts, Outcome, Row, ever
from portal.report_facts.times import set_times
from portal.report_facts.volunteering import load_meeting_spaces, load_qualification_events
from volunteering.models import (
    GoodPractice,
    MeetingSpace,
    MentorshipCount,
    SupportNeed,
    Topic,
    VolunteerCount,
    VolunteerGroup,
)

DECIDED_AFTER = timedelta(days=2)


def load_invented_volunteering(folder: Path, *, editor: User, coordinator: User) -> Outcome:
    """`editor` entered the numbers, `coordinator` released them. Topics are those of the report: without
    them nothing is loaded."""
    facts = Facts(folder, example=True)
    if not Topic.objects.filter(example=False).exists():
        return facts.outcome
    load_organisations(facts)
    load_groups(facts)
    load_counts(facts, editor, coordinator)
    load_rows(facts)
    load_qualification_events(facts)
    load_meeting_spaces(facts)
    load_visits(facts)
    return facts.outcome


def load_groups(facts: Facts) -> None:
    for row in facts.rows("volunteer_groups"):
        links = {
            "districts": District.objects.filter(abbreviation__in=row.pop("districts", [])),
            "shelters": Shelter.objects.filter(code__in=row.pop("shelters", [])),
            "topics": Topic.objects.filter(name__in=row.pop("topics", [])),
            "coordinated_by": Organisation.objects.filter(name__in=row.pop("coordinated_by", [])),
        }
        set_times(row)
        known = ever(VolunteerGroup, name=row["name"])
        is_new = not known.exists()
        group = facts.keep(known, row)
        if is_new:
            for name, linked in links.items():
                getattr(group, name).set(linked)


def load_counts(facts: Facts, editor: User, coordinator: User) -> None:
    for row in facts.rows("volunteer_counts"):
        find(row)
        known = VolunteerCount.objects.filter(group=row["group"], as_of=row["as_of"], rule=row["rule"])
        facts.keep(known, row | signed(row, editor, coordinator))


def signed(row: Row, editor: User, coordinator: User) -> Row:
    """Handed in on its day, and decided two days later where it is released."""
    when = datetime.combine(row["as_of"], time(10), UTC)
    submitted = {"submitted_by": editor, "submitted_at": when}
    if row["state"] != State.RELEASED:
        return submitted
    return submitted | {"decided_by": coordinator, "decided_at": when + DECIDED_AFTER}


def load_rows(facts: Facts) -> None:
    for row in facts.rows("mentorship_counts"):
        find(row)
        known = ever(MentorshipCount, group=row["group"], topic=row["topic"], as_of=row["as_of"])
        facts.keep(known, row)
    for row in facts.rows("support_needs"):
        find(row)
        facts.keep(ever(SupportNeed, group=row["group"], description=row["description"]), row)
    for row in facts.rows("good_practices"):
        find(row)
        facts.keep(ever(GoodPractice, title=row["title"]), row)


def load_visits(facts: Facts) -> None:
    for row in facts.rows("meeting_space_counts"):
        row["space"] = ever(MeetingSpace, name=row["space"]).get()
        known = row["space"].counts.filter(period_start=row["period_start"], period_end=row["period_end"])
        facts.keep(known, row)


def find(row: Row) -> None:
    """Put group and topic in place of their names. Raises DoesNotExist for what no file names."""
    row["group"] = ever(VolunteerGroup, name=row["group"]).get()
    if "topic" in row:
        row["topic"] = ever(Topic, name=row["topic"]).get()
