"""The mail itself, and that each is sent once: to two processes at a time, and after one that died."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as portal_settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.models import Following
from portal.news.mail import mail
from portal.news.sending import due_news, send
from tests import people
from tests.accommodation.test_all_or_nothing import database_url
from tests.factories import (
    FollowingFactory,
    IndicatorFactory,
    OccupancyFactory,
    OrganisationFactory,
    ReportedFigureFactory,
    ShelterFactory,
)
from tests.news.conftest import NOW, RELEASED, YESTERDAY, news_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def following(rosa_follows):
    return rosa_follows("accommodation")


@pytest.fixture
def figure(db):
    indicator = IndicatorFactory(key="occupancy_total", label="Menschen in Unterkünften")
    return ReportedFigureFactory(indicator=indicator, decided_at=RELEASED)


@pytest.fixture
def send_news(capsys):
    def run(now=NOW, **options) -> str:
        """What the command says, on either channel."""
        with time_machine.travel(now, tick=False):
            call_command("send_news", **options)
        captured = capsys.readouterr()
        return captured.out + captured.err

    return run


class TestTheMail:
    def test_says_figure_source_and_where_to_look(self, send_news, following, figure, mailoutbox, settings):
        settings.BASE_URL = "https://portal.example.org"
        send_news()
        (sent,) = mailoutbox
        assert sent.to == [people.rosa().email]
        assert sent.subject == "Unterbringung: neue Zahl, 7.362\N{NO-BREAK SPACE}Personen"
        told, about_the_mail = sent.body.split("Sie bekommen diese Nachricht, ")
        assert told == (
            "Guten Tag,\n\n"
            "im Kapitel „Unterbringung“ ist eine Zahl neu freigegeben:\n\n"
            "Menschen in Unterkünften\n"
            "  7.362\N{NO-BREAK SPACE}Personen (31. August 2017)\n"
            f"  Quelle: {figure.provenance()}\n"
            "  https://portal.example.org/kennzahlen/occupancy_total/\n\n"
            "Das ganze Kapitel:\nhttps://portal.example.org/unterbringung/\n\n"
        )
        assert about_the_mail.startswith(
            "weil Sie diesem Kapitel folgen.\nNicht mehr folgen (ohne Anmeldung): "
        )

    def test_offers_one_click_to_mail_programs(self, following, figure):
        headers = mail(following, news_for(following)).message()
        address = headers["List-Unsubscribe"].strip("<> \n")
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert address.startswith(f"{portal_settings.BASE_URL}/verfolgen/abbestellen/")
        assert f"Nicht mehr folgen (ohne Anmeldung): {address}" in mail(following, news_for(following)).body

    def test_many_figures_are_one_mail_that_shows_ten(self, send_news, following, mailoutbox):
        for number in range(12):
            ReportedFigureFactory(indicator__label=f"Kennzahl {number}", decided_at=RELEASED)
        send_news()
        (sent,) = mailoutbox
        assert sent.subject == "Unterbringung: 12 neue Zahlen"
        assert sent.body.count("Quelle:") == 10
        assert "Dazu kommen 2 weitere Zahlen." in sent.body

    def test_invented_figures_are_called_so_in_subject_first_line_and_beside_them(self, following, figure):
        house = ShelterFactory(example=True, operation__operator=OrganisationFactory(example=True))
        OccupancyFactory(shelter=house, delivery__decided_at=RELEASED)
        sent = mail(following, news_for(following))
        assert sent.subject == "Beispieldaten (erfunden): Unterbringung: 2 neue Zahlen"
        assert sent.body.startswith("Diese Nachricht nennt auch erfundene Zahlen")
        assert "Summe der Meldungen – Beispieldaten (erfunden)" in sent.body

    def test_names_are_written_as_they_are(self, following):
        ReportedFigureFactory(indicator__label="Räume „Süd“ & <Nord>", decided_at=RELEASED)
        assert "Räume „Süd“ & <Nord>" in mail(following, news_for(following)).body

    def test_a_line_break_in_the_words_of_a_figure_makes_no_second_header(
        self, send_news, following, mailoutbox
    ):
        """The mail would be refused as a forged one, and with it all after it, at every run."""
        ReportedFigureFactory(qualifier="rund\nBcc: x@y.de", decided_at=RELEASED)
        send_news()
        (sent,) = mailoutbox
        assert sent.subject.startswith("Unterbringung: neue Zahl, rund Bcc: x@y.de 7.362")
        assert sent.recipients() == [following.user.email]

    def test_each_chapter_has_a_mail_of_its_own(self, send_news, rosa_follows, figure, mailoutbox):
        rosa_follows("accommodation"), rosa_follows("pakt")
        ReportedFigureFactory(indicator__area="pakt", decided_at=RELEASED)
        send_news()
        assert [sent.subject.partition(":")[0] for sent in mailoutbox] == [
            "Unterbringung",
            "Pakt für Integration",
        ]


class TestOnce:
    def test_nothing_is_told_twice_and_what_comes_later_is_told(
        self, send_news, following, figure, mailoutbox
    ):
        send_news()
        assert send_news() == "Es gibt nichts Neues zu melden.\n"
        ReportedFigureFactory(indicator__label="Zugänge", decided_at=NOW)
        send_news(NOW + timedelta(hours=1))
        assert ["Zugänge" in sent.body for sent in mailoutbox] == [False, True]

    def test_who_begins_to_follow_is_not_told_what_was_there_before(self, send_news, figure, mailoutbox):
        with time_machine.travel(NOW, tick=False):
            FollowingFactory(user=people.rosa())
        send_news(NOW + timedelta(days=1))
        assert mailoutbox == []

    def test_a_mail_that_cannot_be_sent_is_tried_again(
        self, send_news, following, figure, settings, mailoutbox
    ):
        works = settings.EMAIL_BACKEND
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
        with pytest.raises(CommandError, match="Nicht gesendet: 1 von 1"):
            send_news()
        settings.EMAIL_BACKEND = works
        send_news()
        assert len(mailoutbox) == 1

    def test_who_opted_out_meanwhile_gets_nothing(self, following, figure, mailoutbox):
        ((due, news),) = due_news(NOW)
        following.delete()
        assert (send(due, news, NOW), mailoutbox) == (False, [])

    def test_what_is_sent_again_after_a_crash_is_known_as_the_same_mail(self, following, figure):
        first, again = (mail(following, news_for(following, now)) for now in (NOW, NOW + timedelta(hours=1)))
        assert first.extra_headers["Message-ID"] == again.extra_headers["Message-ID"]
        ReportedFigureFactory(decided_at=NOW)
        more = mail(following, news_for(following, NOW + timedelta(hours=1)))
        assert more.extra_headers["Message-ID"] != first.extra_headers["Message-ID"]

    def test_without_a_mail_server_nobody_counts_as_told(self, send_news, following, figure, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
        with pytest.raises(CommandError, match="kein Mailserver"):
            send_news()
        assert Following.objects.get().told_until == YESTERDAY

    def test_a_dry_run_sends_nothing_and_names_nobody(self, send_news, following, figure, mailoutbox):
        said = send_news(dry_run=True)
        assert said == f"Würde senden: Unterbringung an Konto {people.rosa().pk}, neue Zahlen: 1\n"
        assert (mailoutbox, Following.objects.get().told_until) == ([], YESTERDAY)

    @pytest.mark.django_db(transaction=True)
    def test_two_processes_at_the_same_time_send_one_mail(self, transactional_db, tmp_path):
        now = timezone.now()
        FollowingFactory(user=people.rosa(), told_until=now - timedelta(days=1))
        ReportedFigureFactory(decided_at=now - timedelta(hours=2))
        mails = tmp_path / "mails"
        mails.mkdir()
        both = [sending(mails, tmp_path) for _ in range(2)]
        said = [process.communicate(timeout=60) for process in both]
        assert [process.returncode for process in both] == [0, 0], said
        # The second one had seen the same news, and met the first one's note.
        assert sorted(out.split(":")[0] for out, _ in said) == ["Gesendet", "Schon gesendet"]
        assert len(list(mails.iterdir())) == 1


def sending(mails: Path, data: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.news.send_slowly", str(mails)],
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
