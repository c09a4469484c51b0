"""What speakers and editors keep up to date."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from culture_sport.models import SportsOffer
from fim.own_work import work_of
from portal.models import User
from portal.numbers import how_many
from portal.start.tasks import Task
from taskforce.own_work import own_work
from volunteering.own_work import still_correct


def final_report(user: User, today: date) -> Iterator[Task]:
    """Of each group for which somebody speaks."""
    for work in own_work(user, today):
        page = reverse("taskforce:write_report", args=[work.body.slug])
        if work.commented:
            asked = how_many(len(work.commented), "eine Rückfrage", "Rückfragen")
            yield Task(f"Abschlussbericht {work.body}: {asked} beantworten", page)
        if work.missing:
            answers = how_many(len(work.missing), "eine Antwort", "Antworten")
            yield Task(f"Abschlussbericht {work.body}: {answers} schreiben", page)
        if work.unproved:
            measures = how_many(len(work.unproved), "eine Maßnahme", "Maßnahmen")
            yield Task(f"{work.body}: sagen, an wen {measures} übergeben sind", reverse("taskforce:own"))


def ending_contracts(user: User, today: date) -> Iterator[Task]:
    """Of FIM, within eight weeks and without a follow-up."""
    work = work_of(user, today)
    if work and work.urgent:
        contracts = how_many(len(work.urgent), "einen FIM-Vertrag", "FIM-Verträge")
        yield Task(f"Anschluss für {contracts} klären", reverse("fim:own"), "enden in acht Wochen")


def volunteers_to_confirm(user: User, today: date) -> Iterator[Task]:
    if user.has_perm("volunteering.change_volunteergroup"):
        due = len(still_correct(today))
        if due:
            entries = how_many(due, "ein Eintrag", "Einträge")
            yield Task(f"Engagement: Stimmen {entries} noch?", f"{reverse('volunteering:work')}#stimmt-noch")


def offers_to_confirm(user: User, today: date) -> Iterator[Task]:
    if user.has_perm("culture_sport.change_sportsoffer"):
        due = SportsOffer.objects.to_be_asked(today).count()
        if due:
            offers = how_many(due, "ein Sportangebot", "Sportangebote")
            yield Task(f"Stimmen {offers} noch?", reverse("culture_sport:still_correct"))
