"""Contact persons as a page shows them to one reader."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.contrib.auth.models import AnonymousUser

from portal.models import ContactPerson, Organisation, User
from portal.models.contacts import CONFIRMED_EVERY
from portal.numbers import german


@dataclass(frozen=True)
class Entry:
    """`due`: nobody has confirmed it for a year."""

    contact: ContactPerson
    due: bool


@dataclass(frozen=True)
class Group:
    organisation: Organisation
    entries: list[Entry]


@dataclass(frozen=True)
class ContactList:
    """`internal`: it holds some who agreed to be known inside alone, or whose dates are shown."""

    groups: list[Group]
    internal: bool
    lead: str

    @property
    def example(self) -> bool:
        return any(group.organisation.example for group in self.groups)


def contact_list(user: User | AnonymousUser, today: date) -> ContactList:
    """What to confirm stands first within each organisation; the real organisations before the invented."""
    internal = user.has_perm("portal.view_contactperson") or user.has_perm("portal.keep_own_contacts")
    entries = [Entry(one, one.ask_from <= today) for one in ContactPerson.objects.visible_to(user)]
    entries.sort(key=lambda entry: (entry.contact.organisation.example, entry.contact.organisation.name))
    groups = [
        Group(organisation, sorted(of_one, key=lambda entry: not entry.due))
        for organisation, of_one in groupby(entries, lambda entry: entry.contact.organisation)
    ]
    return ContactList(groups, internal, lead_of(entries, internal))


def lead_of(entries: list[Entry], internal: bool) -> str:
    """How many there are, and how many wait."""
    if not entries:
        return "Es ist noch keine Ansprechperson eingetragen."
    people = "1 Ansprechperson" if len(entries) == 1 else f"{german(len(entries))} Ansprechpersonen"
    if not internal:
        return f"{people}. Hier steht nur, wer der Veröffentlichung zugestimmt hat."
    waiting = sum(entry.due for entry in entries)
    if not waiting:
        return f"{people}, alle in den letzten {CONFIRMED_EVERY.days} Tagen bestätigt."
    return f"{people}, davon {german(waiting)} neu zu bestätigen."
