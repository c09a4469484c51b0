"""The yearly question whether contact persons are still right: one mail for each organisation.

Nobody's name is in it. That it was sent stands with the contacts, in the transaction that sends it: of two
processes at the same time the second finds nothing more to ask.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from portal.history import update_all
from portal.models import ContactPerson, Organisation, User
from portal.models.contacts import CONFIRMED_EVERY


@dataclass(frozen=True)
class Question:
    """`contacts`: keys of those that nobody has confirmed for a year, nor been asked about."""

    organisation: Organisation
    contacts: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.organisation}, Ansprechpersonen: {len(self.contacts)}"

    @property
    def recipients(self) -> list[str]:
        """The addresses of all active accounts that keep the organisation's contacts."""
        accounts = User.objects.filter(organisation=self.organisation, is_active=True).order_by("email")
        return [one.email for one in accounts if one.has_perm("portal.keep_own_contacts")]


def due_questions(today: date) -> list[Question]:
    """By organisation."""
    waiting = ContactPerson.objects.confirmed_until(today - CONFIRMED_EVERY).filter(asked_on=None)
    by_organisation = defaultdict(list)
    for contact in waiting.select_related("organisation"):
        by_organisation[contact.organisation].append(contact.pk)
    found = [Question(organisation, tuple(keys)) for organisation, keys in by_organisation.items()]
    return sorted(found, key=lambda question: question.organisation.name)


@transaction.atomic
def ask(question: Question, recipients: list[str], today: date) -> bool:
    """False if somebody has asked or answered meanwhile. Raises what the mail server raises (OSError)."""
    contacts = ContactPerson.objects.confirmed_until(today - CONFIRMED_EVERY)
    waiting = list(contacts.filter(pk__in=question.contacts, asked_on=None).select_for_update())
    if not waiting:
        return False
    update_all(ContactPerson.objects.filter(pk__in=[one.pk for one in waiting]), asked_on=today)
    mail(question.organisation, waiting, recipients).send()
    return True


def mail(organisation: Organisation, waiting: list[ContactPerson], recipients: list[str]) -> EmailMessage:
    context = {
        "organisation": organisation,
        "count": len(waiting),
        "first": min(one.delete_on for one in waiting),
        "address": f"{settings.BASE_URL}{reverse('contacts:list')}",
        "city": settings.CITY,
    }
    return EmailMessage(
        subject=render_to_string("privacy/email/confirm_subject.txt", context).strip(),
        body=render_to_string("privacy/email/confirm_message.txt", context).strip(),
        to=recipients,
        headers={"Auto-Submitted": "auto-generated"},  # so that nobody's absence note answers it
    )
