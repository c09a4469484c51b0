"""What operators, FIM providers and coordinating organisations owe, and what came back to them."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from accommodation.reporting import obligations
from fim.models import Placement, Provider
from portal.dates import german_date
from portal.inbox.own_page import due_words
from portal.inbox.waiting import OTHER_LISTS
from portal.models import Delivery, Organisation, User
from portal.releases import State
from portal.start.tasks import Task, counted

SHOWN = 3  # days that are named; who owes more begins with the oldest
PAGES = {
    Delivery.Kind.OCCUPANCY: "deliveries",
    **{Delivery.Kind(about.kind): about.namespace for about in OTHER_LISTS},
}


def sender_of(user: User) -> Organisation | None:
    """For whom this person reports; None for who reports for nobody or for all."""
    return user.organisation if user.has_perm("portal.add_delivery") else None


def owed_numbers(user: User, today: date) -> Iterator[Task]:
    sender = sender_of(user)
    owed = obligations(sender, today) if sender else []
    for one in owed[:SHOWN]:
        yield Task(
            f"Belegung zum {german_date(one.as_of)} melden",
            reverse("deliveries:list"),
            due_words(one.due_on, today),
            overdue=one.due_on < today,
        )
    if len(owed) > SHOWN:
        more = counted(len(owed) - SHOWN, "einen weiteren Stichtag", "weitere Stichtage")
        yield Task(f"Belegung für {more} melden", reverse("deliveries:calendar"))


def returned_lists(user: User, today: date) -> Iterator[Task]:
    if user.organisation is None or not user.has_perm("portal.add_delivery"):
        return
    for one in Delivery.objects.filter(sender=user.organisation).not_sent_again():
        yield Task(
            f"„{one.file_name}“ berichtigen und noch einmal senden", page_of(one), one.get_state_display()
        )


def unsent_lists(user: User, today: date) -> Iterator[Task]:
    """Previews that somebody of the organisation has not confirmed."""
    for one in Delivery.objects.filter(sender=sender_of(user), state=State.DRAFT):
        yield Task(f"Vorschau von „{one.file_name}“ prüfen und einreichen", page_of(one))


def page_of(delivery: Delivery) -> str:
    return reverse(f"{PAGES[Delivery.Kind(delivery.kind)]}:delivery", args=[delivery.pk])


def unreported_placements(user: User, today: date) -> Iterator[Task]:
    """Of a FIM provider, at the end of the last month."""
    provider = Provider.objects.of_user(user).first()
    if provider is None:
        return
    last = today.replace(day=1) - timedelta(days=1)
    placements = Placement.objects.known_on(today).of_provider(provider.organisation)
    missing = len(list(placements.without_number(last)))
    if missing:
        measures = counted(missing, "einer FIM-Maßnahme", "FIM-Maßnahmen")
        yield Task(f"Besetzung von {measures} zum {german_date(last)} melden", reverse("fim:own"))
