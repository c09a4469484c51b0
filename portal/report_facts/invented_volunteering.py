"""Invented circles to try the portal out: fixtures/example/volunteering. Every row is marked so. One list of
numbers waits for its release."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from django.core.files.base import ContentFile

from accommodation.models import Shelter
from portal.list_deliveries.actions import keep_preview, let_rows_follow, write
from portal.list_deliveries.checking import check_list
from portal.models import Delivery, District, Organisation, User
from portal.releases import State
from portal.report_facts.city import load_organisations
from portal.report_facts.facts import Facts, Outcome, Row, ever
from portal.report_facts.times import set_times
from portal.report_facts.volunteering import load_meeting_spaces, load_qualification_events
from volunteering.imports.volunteer_list import VOLUNTEER_LIST
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
SENT_AFTER = timedelta(days=5)
LIST_OF = "Beispielträger Nord"


def load_invented_volunteering(folder: Path, *, editor: User, sender: User, coordinator: User) -> Outcome:
    """`editor` entered the numbers, `sender` handed in the list, `coordinator` released what is released.
    Topics are those of the report: without them nothing is loaded."""
    facts = Facts(folder, example=True)
    if not Topic.objects.filter(example=False).exists():
        return facts.outcome
    load_organisations(facts)
    load_groups(facts)
    load_counts(facts, editor, coordinator)
    load_list(facts, sender)
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
    return submitted | {"decided_by": coordinator, "decided_at": when + DECIDED_AFTER, "current": True}


def load_list(facts: Facts, sender: User) -> None:
    """Read as real ones are, once."""
    organisation = Organisation.objects.get(name=LIST_OF)
    if Delivery.objects.of_kind(Delivery.Kind.VOLUNTEERS).filter(sender=organisation).exists():
        return
    data, name = (facts.folder / "volunteer_list.csv").read_bytes(), f"Engagierte {LIST_OF} 2017-08.csv"
    check = check_list(VOLUNTEER_LIST, data, name, sender=organisation)
    delivery = Delivery(
        kind=Delivery.Kind.VOLUNTEERS, sender=organisation, created_by=sender, file=ContentFile(data, name),
        file_name=name, sha256=check.sha256, size=len(data), example=True, state=State.SUBMITTED,
        submitted_by=sender, submitted_at=datetime.combine(check.days[0] + SENT_AFTER, time(10), UTC),
    )  # fmt: skip
    keep_preview(delivery, check)
    delivery.save()
    write(VOLUNTEER_LIST, check, delivery)
    let_rows_follow(VOLUNTEER_LIST, delivery)
    facts.outcome.created += 1


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
