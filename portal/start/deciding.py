"""What waits for a second person, and what the city has to answer."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accommodation.reporting import matrix
from accommodation.scenarios import Scenario
from portal.council.overview import Standing, standings
from portal.inbox.waiting import OTHER_LISTS
from portal.models import CouncilRequest, Delivery, Report, ReportedFigure, ReportingDate, User
from portal.news.released import may_follow
from portal.numbers import german, how_many
from portal.releases import waiting_for
from portal.roles import audience_of
from portal.start.tasks import Task
from taskforce.models import FinalReport
from volunteering.own_work import waiting as waiting_numbers

ANSWER_SOON = timedelta(days=14)
WATCHED = 3  # the newest reporting dates; older ones stand in the calendar


def lists_to_release(user: User, today: date) -> Iterator[Task]:
    occupancy = Delivery.objects.of_occupancy().visible_to(user)
    inbox = reverse("deliveries:list")
    yield from release(waiting_for(occupancy, user), ("Eine Meldung", "Meldungen"), inbox, today)
    for about in OTHER_LISTS:
        lists = waiting_for(about.deliveries(user), user)
        words = (f"Eine Liste „{about.title}“", f"Listen „{about.title}“")
        yield from release(lists, words, reverse(f"{about.namespace}:deliveries"), today)


def figures_to_release(user: User, today: date) -> Iterator[Task]:
    figures = waiting_for(ReportedFigure.objects.all(), user)
    page = f"{reverse('admin:portal_reportedfigure_changelist')}?state__exact=submitted"
    yield from release(figures, ("Einen Berichtswert", "Berichtswerte"), page, today)
    scenarios = waiting_for(Scenario.objects.all(), user)
    page = reverse("admin:accommodation_scenario_changelist")
    yield from release(scenarios, ("Ein Szenario", "Szenarien"), page, today)
    numbers = [one for one in waiting_numbers(user) if not one.why_not]
    if numbers:
        text = how_many(len(numbers), "Eine Zahl eines Freundeskreises", "Zahlen von Freundeskreisen")
        yield Task(f"{text} freigeben", reverse("volunteering:work"))


def reports_to_release(user: User, today: date) -> Iterator[Task]:
    final = waiting_for(FinalReport.objects.all(), user)
    yield from release(
        final, ("Einen Abschlussbericht", "Abschlussberichte"), reverse("taskforce:reports"), today
    )
    reports = waiting_for(Report.objects.all(), user)
    yield from release(reports, ("Einen Bericht", "Berichte"), reverse("reports:list"), today)


def release(items: QuerySet, words: tuple[str, str], page: str, today: date) -> Iterator[Task]:
    moments = list(items.order_by("submitted_at").values_list("submitted_at", flat=True))
    if moments:
        days = (today - timezone.localdate(moments[0])).days if moments[0] else 0
        yield Task(f"{how_many(len(moments), *words)} prüfen und freigeben", page, since(days))


def since(days: int) -> str:
    """How long the oldest has waited."""
    match days:
        case 0:
            return "seit heute"
        case 1:
            return "seit gestern"
        case _:
            return f"seit {german(days)} Tagen"


def questions_to_answer(user: User, today: date) -> Iterator[Task]:
    """Of the council, two weeks before they are due."""
    if not user.has_perm("portal.change_report"):
        return
    pending = CouncilRequest.objects.pending_on(today).due_by(today + ANSWER_SOON)
    for one in standings(pending.with_answers(Report.objects.all()), today):
        text = f"{one.asked} beantworten: {one.asked.subject}"
        yield Task(text, request_page(one), one.when, overdue=one.days < 0, example=one.example)


def open_questions(user: User, today: date) -> list[Standing]:
    """What the council waits for, for who does not answer it; the longest due first."""
    if user.has_perm("portal.change_report") or not may_follow(user):
        return []
    answers = Report.objects.readable_by(audience_of(user))
    return standings(CouncilRequest.objects.pending_on(today).with_answers(answers), today)


def request_page(standing: Standing) -> str:
    return reverse("council:request", args=[standing.asked.pk])


def missing_lists(user: User, today: date) -> Iterator[Task]:
    """Operators that owe numbers for a date whose day has passed."""
    if not user.has_perm("portal.close_reportingdate"):
        return
    dates = [one for one in ReportingDate.objects.of_occupancy().newest(WATCHED) if one.is_due(today)]
    rows = matrix([one for one in dates if not one.is_closed], today).rows
    late = sum(any(cell.is_open for cell in row.obligations) for row in rows)
    if late:
        operators = how_many(late, "ein Träger", "Träger")
        yield Task(f"Zahlen fehlen noch: {operators}", reverse("deliveries:calendar"), overdue=True)
