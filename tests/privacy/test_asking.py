"""The yearly question: to the organisation itself, once, without a name in it."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.models import ContactPerson
from portal.privacy.contacts.asking import ask, due_questions
from tests import people
from tests.factories import ContactPersonFactory

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def unconfirmed(days: int, **fields: object) -> ContactPerson:
    return ContactPersonFactory(
        **{"organisation": people.anker()} | fields, consent_on=TODAY - timedelta(days=days)
    )


@pytest.fixture
def told(capsys):
    def told(**options: object) -> str:
        """What the command says, on either channel."""
        call_command("ask_contacts", **options)
        captured = capsys.readouterr()
        return captured.out + captured.err

    return told


@pytest.fixture
def tina():
    return people.tina()


def test_after_a_year_its_own_people_are_asked(told, tina):
    unconfirmed(365)
    unconfirmed(364)
    assert told() == "Gefragt (1 Empfänger): Anker gGmbH, Ansprechpersonen: 1\n"
    (sent,) = mail.outbox
    assert sent.to == [tina.email]
    assert f"am {TODAY + timedelta(days=183):%d.%m.%Y}" in sent.body
    assert "/ansprechpersonen/" in sent.body


def test_no_name_and_no_address_is_in_the_mail(told, tina):
    unconfirmed(400, name="Kim Zebrafink", email="zebrafink@portal.example", phone="0711 0000-77")
    told()
    text = mail.outbox[0].subject + mail.outbox[0].body
    assert "zebrafink" not in text.lower()
    assert "0000-77" not in text


def test_once(told, tina):
    unconfirmed(400)
    told()
    assert told() == "Heute ist niemand zu fragen.\n"
    assert len(mail.outbox) == 1


def test_who_was_asked_by_another_process_is_not_asked_again(tina):
    unconfirmed(400)
    (question,) = due_questions(TODAY)
    assert [ask(question, [tina.email], TODAY), ask(question, [tina.email], TODAY)] == [True, False]
    assert len(mail.outbox) == 1


def test_a_mail_that_does_not_go_out_is_sent_the_next_time(told, tina, monkeypatch, capsys):
    contact = unconfirmed(400)

    def refuse(*_):
        raise SMTPRecipientsRefused({tina.email: (550, b"unknown")})

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    with pytest.raises(CommandError, match="Nicht gefragt: 1 von 1"):
        told()
    contact.refresh_from_db()
    assert contact.asked_on is None
    said = capsys.readouterr().err  # it goes to the journal
    assert "SMTPRecipientsRefused" in said
    assert tina.email not in said


def test_an_organisation_without_an_account_is_named_for_the_city(told):
    unconfirmed(400, organisation=people.bruecke())
    assert told() == "Ohne Konto, bitte selbst nachfragen: Brücke e. V., Ansprechpersonen: 1\n"
    assert mail.outbox == []


def test_a_withdrawn_contact_is_not_asked_about(told, tina):
    unconfirmed(400).withdraw(TODAY)
    assert told() == "Heute ist niemand zu fragen.\n"


def test_a_dry_run_sends_nothing(told, tina):
    unconfirmed(400)
    assert told(dry_run=True).startswith("Würde fragen (1 Empfänger)")
    assert mail.outbox == []
    assert due_questions(TODAY) != []
