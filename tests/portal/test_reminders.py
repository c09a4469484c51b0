"""Reminders by mail: to the operator itself, naming exactly the missing shelters, sent once."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings as portal_settings
from django.core.management import CommandError, call_command

from portal import roles
from portal.models import Delivery, Reminder
from portal.releases import State
from tests import people
from tests.accommodation.test_all_or_nothing import database_url
from tests.factories import (
    DeliveryFactory,
    OccupancyFactory,
    ReportingDateFactory,
    ReportingExceptionFactory,
    ReportingRuleFactory,
    ShelterFactory,
)

AUGUST, DUE = date(2017, 8, 31), date(2017, 9, 15)
EARLY, BEFORE, AFTER = "2017-09-11", "2017-09-12", "2017-09-16"


@pytest.fixture
def rule(db):
    """Three days before the due day and one day after it."""
    return ReportingRuleFactory(remind_days_before=3, remind_days_after=1)


@pytest.fixture
def august(rule):
    return ReportingDateFactory(as_of=AUGUST, due_on=DUE)


@pytest.fixture
def ahorn(august):
    """Anker, for whom Tina reports, owes Haus Ahorn."""
    people.tina()
    return ShelterFactory(code="A-1", name="Haus Ahorn", operation__operator=people.anker())


@pytest.fixture
def birke(ahorn):
    return ShelterFactory(code="A-2", name="Haus Birke", operation__operator=people.anker())


@pytest.fixture
def remind(capsys):
    def remind(today: str = BEFORE, **options) -> str:
        """What the command says, on either channel."""
        call_command("send_reminders", today=date.fromisoformat(today), **options)
        captured = capsys.readouterr()
        return captured.out + captured.err

    return remind


def delivered(shelter=None, state=State.SUBMITTED, **fields) -> Delivery:
    delivery = DeliveryFactory(
        sender=people.anker(), state=state, first_as_of=AUGUST, last_as_of=AUGUST,
        submitted_at=datetime(2017, 9, 5, tzinfo=UTC), **fields,
    )  # fmt: skip
    if shelter:
        OccupancyFactory(shelter=shelter, delivery=delivery, as_of=AUGUST, current=False)
    return delivery


class TestTheMail:
    def test_names_date_due_day_the_missing_shelters_and_the_page(self, remind, birke, mailoutbox, settings):
        settings.BASE_URL = "https://portal.example.org"
        delivered(ShelterFactory(name="Haus Linde", operation__operator=people.anker()))
        remind()
        (mail,) = mailoutbox
        assert mail.to == [people.tina().email]
        assert mail.subject == "Belegung zum 31.08.2017: bitte bis 15.09.2017 melden"
        assert mail.body == (
            "Guten Tag,\n\n"
            "bis zum 15.09.2017 melden Sie bitte die Belegung zum Stichtag 31.08.2017. "
            "Für Anker gGmbH fehlen noch diese Unterkünfte:\n\n"
            "- Haus Ahorn (A-1)\n"
            "- Haus Birke (A-2)\n\n"
            "Hier melden Sie:\nhttps://portal.example.org/meldungen/\n\n"
            "Haben Sie gerade gemeldet? Dann brauchen Sie nichts zu tun.\n\n"
            "Ihr Integrationsportal\nStuttgart"
        )

    def test_after_the_due_day_it_says_so(self, remind, ahorn, mailoutbox):
        remind(AFTER)
        (mail,) = mailoutbox
        assert mail.subject == "Belegung zum 31.08.2017: Ihre Meldung fehlt noch"
        assert "ist am 15.09.2017 abgelaufen" in mail.body
        assert "fehlt noch die Belegung dieser Unterkunft:\n\n- Haus Ahorn (A-1)" in mail.body

    def test_what_came_back_is_mentioned(self, remind, ahorn, mailoutbox):
        delivered(ahorn, state=State.RETURNED)
        remind()
        assert "Ihre letzte Meldung wurde zurückgegeben" in mailoutbox[0].body

    def test_names_are_written_as_they_are(self, remind, ahorn, mailoutbox):
        ahorn.name = "Haus „Süd“ & <Nord>"
        ahorn.save()
        remind()
        assert "- Haus „Süd“ & <Nord> (A-1)" in mailoutbox[0].body


class TestWhoIsReminded:
    def test_all_active_accounts_of_the_operator_that_may_deliver(self, remind, ahorn, mailoutbox):
        people.person("Tara Träger", roles.OPERATOR, people.anker())
        gone = people.person("Theo Träger", roles.OPERATOR, people.anker())
        gone.is_active = False
        gone.save()
        people.person("Nele Neu", None, people.anker())
        people.tom()
        remind()
        assert [mail.to for mail in mailoutbox] == [
            ["tara.traeger@portal.example", "tina.traeger@portal.example"]
        ]
        assert Reminder.objects.get().recipients == 2

    def test_each_operator_hears_of_its_own_shelters_only(self, remind, ahorn, mailoutbox):
        people.tom()
        ShelterFactory(name="Haus Linde", operation__operator=people.bruecke())
        remind()
        assert {mail.to[0]: ("Ahorn" in mail.body, "Linde" in mail.body) for mail in mailoutbox} == {
            people.tina().email: (True, False),
            people.tom().email: (False, True),
        }

    def test_nobody_who_has_reported_everything(self, remind, ahorn, mailoutbox):
        delivered(ahorn)
        assert "niemand" in remind()
        assert mailoutbox == []

    def test_nobody_who_said_there_is_nothing_to_report(self, remind, ahorn, mailoutbox):
        delivered(way=Delivery.Way.NOTHING)
        remind()
        assert mailoutbox == []

    def test_nobody_who_owes_nothing(self, remind, august, mailoutbox):
        people.tina()
        ShelterFactory(operation__operator=people.anker(), closed_on=date(2017, 8, 30))
        remind()
        assert mailoutbox == []

    def test_nobody_about_a_closed_date_even_with_an_exception(self, remind, rule, mailoutbox):
        people.tina()
        ShelterFactory(operation__operator=people.anker())
        closed = ReportingDateFactory(as_of=AUGUST, due_on=DUE, closed=True)
        ReportingExceptionFactory(reporting_date=closed, operator=people.anker())
        remind(AFTER)
        assert mailoutbox == []

    def test_an_operator_without_an_account_is_told_to_who_runs_it(self, remind, ahorn, mailoutbox, capsys):
        ShelterFactory(name="Haus Linde", operation__operator=people.bruecke())
        with pytest.raises(CommandError, match="Nicht erinnert: 1 von 2") as failure:
            remind()
        assert failure.value.returncode == 1
        assert "Kein Konto, das melden darf: Brücke e. V., Stichtag 31.08.2017" in capsys.readouterr().err
        assert [mail.to for mail in mailoutbox] == [[people.tina().email]]  # the others are reminded


class TestWhen:
    def test_not_before_the_days_of_the_rule(self, remind, ahorn, mailoutbox):
        remind(EARLY)
        assert mailoutbox == []
        remind(BEFORE)
        assert len(mailoutbox) == 1

    def test_once_before_and_once_after_the_due_day(self, remind, ahorn, mailoutbox):
        for today in (BEFORE, "2017-09-13", "2017-09-15", AFTER, "2017-09-17", "2017-12-01"):
            remind(today)
        stages = list(Reminder.objects.order_by("pk").values_list("stage", flat=True))
        assert (stages, len(mailoutbox)) == (["before", "after"], 2)

    def test_a_missed_day_is_made_up_for_until_the_due_day(self, remind, ahorn, mailoutbox):
        remind("2017-09-15")
        assert "bitte bis 15.09.2017" in mailoutbox[0].subject

    def test_after_the_due_day_only_the_later_one_is_sent(self, remind, ahorn, mailoutbox):
        remind("2017-11-11")
        assert [mail.subject for mail in mailoutbox] == ["Belegung zum 31.08.2017: Ihre Meldung fehlt noch"]

    def test_not_on_the_due_day_even_if_the_rule_says_no_day_after(self, remind, rule, ahorn, mailoutbox):
        rule.remind_days_before, rule.remind_days_after = None, 0
        rule.save()
        remind("2017-09-15")
        assert mailoutbox == []
        remind(AFTER)
        assert len(mailoutbox) == 1

    def test_a_rule_without_days_reminds_nobody(self, remind, rule, ahorn, mailoutbox):
        rule.remind_days_before = rule.remind_days_after = None
        rule.save()
        remind(BEFORE)
        remind(AFTER)
        assert mailoutbox == []

    def test_without_a_rule_nobody_is_reminded(self, remind, rule, ahorn, mailoutbox):
        rule.delete()
        remind(BEFORE)
        assert mailoutbox == []

    def test_not_before_the_date_itself(self, remind, rule, ahorn, mailoutbox):
        rule.remind_days_before = 60
        rule.save()
        remind("2017-08-30")
        assert mailoutbox == []

    def test_a_dry_run_says_whom_and_sends_nothing(self, remind, ahorn, mailoutbox):
        said = remind(BEFORE, dry_run=True)
        assert (
            "Würde erinnern (1 Empfänger): Anker gGmbH, Stichtag 31.08.2017 (vor der Frist): Haus Ahorn"
            in said
        )
        assert (mailoutbox, Reminder.objects.exists()) == ([], False)


class TestOnce:
    def test_what_was_named_is_kept(self, remind, birke):
        remind()
        assert Reminder.objects.get().shelters == ["Haus Ahorn", "Haus Birke"]

    def test_a_mail_that_cannot_be_sent_is_tried_again(self, remind, ahorn, settings, mailoutbox, capsys):
        works = settings.EMAIL_BACKEND
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
        with pytest.raises(CommandError, match="Nicht erinnert: 1 von 1"):
            remind()
        assert "Nicht gesendet" in capsys.readouterr().err
        assert not Reminder.objects.exists()

        settings.EMAIL_BACKEND = works
        remind()
        assert (len(mailoutbox), Reminder.objects.count()) == (1, 1)

    def test_without_a_mail_server_nobody_counts_as_reminded(self, remind, ahorn, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
        with pytest.raises(CommandError, match="kein Mailserver"):
            remind()
        assert not Reminder.objects.exists()

    @pytest.mark.django_db(transaction=True)
    def test_two_processes_at_the_same_time_send_one_mail(self, transactional_db, ahorn, tmp_path):
        mails = tmp_path / "mails"
        mails.mkdir()
        both = [reminding(mails, tmp_path) for _ in range(2)]
        said = [process.communicate(timeout=60) for process in both]
        assert [process.returncode for process in both] == [0, 0], said
        # The second one had seen no row yet, and met the first one's.
        assert sorted(out.split(":")[0] for out, _ in said) == ["Erinnert (1 Empfänger)", "Schon erinnert"]
        assert (len(list(mails.iterdir())), Reminder.objects.count()) == (1, 1)


def reminding(mails: Path, data: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.portal.remind_slowly", str(mails), BEFORE],
        cwd=portal_settings.BASE_DIR,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "DATABASE_URL": database_url(),
            "PORTAL_DATA_DIR": str(data),
            "PYTHONUTF8": "1",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
