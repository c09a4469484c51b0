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
from portal.numbers import how_many
from portal.start.tasks import Task

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
        overdue = one.due_on < today
        when = f"Frist: {german_date(one.due_on)}" if overdue else due_words(one.due_on, today)
        text = f"Belegung zum {german_date(one.as_of)} melden"
        yield Task(text, reverse("deliveries:list"), when, overdue=overdue)
    if len(owed) > SHOWN:
        more = how_many(len(owed) - SHOWN, "einen weiteren Stichtag", "weitere Stichtage")
        yield Task(f"Belegung für {more} melden", reverse("deliveries:calendar"))


def returned_lists(user: User, today: date) -> Iterator[Task]:
    for one in Delivery.objects.of_sender(sender_of(user)).not_sent_again():
        text = f"„{one.file_name}“ berichtigen und noch einmal senden"
        yield Task(text, page_of(one), one.get_state_display())


def unsent_lists(user: User, today: date) -> Iterator[Task]:
    """Previews that somebody of the organisation has not confirmed."""
    for one in Delivery.objects.of_sender(sender_of(user)).drafts():
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
        measures = how_many(missing, "einer FIM-Maßnahme", "FIM-Maßnahmen")
        yield Task(f"Besetzung von {measures} zum {german_date(last)} melden", reverse("fim:own"))
