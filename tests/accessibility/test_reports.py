"""A barrier is reported without an account and answered in time; the address is forgotten."""

from datetime import date, datetime, timedelta

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone

from portal.accessibility.answering import answer_report
from portal.models import BarrierReport, RetentionPeriod
from portal.privacy.retention import apply
from tests import people
from tests.factories import BarrierReportFactory

pytestmark = pytest.mark.django_db

REPORT = reverse("accessibility:report")
TEXT = "Die Schrift ist mir zu klein."
LENA = {"text": TEXT, "reply_to": "lena@portal.example", "consent": "on"}
TODAY = date(2017, 9, 30)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=timezone.get_default_timezone())


class TestReporting:
    def test_needs_neither_account_nor_address(self, client):
        answer = client.post(REPORT, {"text": TEXT, "page": "/unterbringung/"})
        saved = BarrierReport.objects.get()
        assert (saved.text, saved.page, saved.reply_to) == (TEXT, "/unterbringung/", "")
        assert answer.headers["Location"] == reverse("accessibility:thanks", args=[saved.pk])

    def test_the_answer_tells_the_number(self, client):
        text = client.post(REPORT, {"text": TEXT}, follow=True).content.decode()
        assert f"<strong>{BarrierReport.objects.get()}</strong>" in text

    def test_the_page_is_carried_along_from_the_footer(self, client, settings):
        settings.PUBLIC_VIEW = True
        assert f'href="{REPORT}?seite=%2Fkennzahlen%2F"' in client.get("/kennzahlen/").content.decode()
        assert client.get(REPORT, {"seite": "/kennzahlen/"}).context["form"]["page"].value() == "/kennzahlen/"

    def test_a_secret_in_the_address_of_a_page_is_not_carried_along(self, client):
        text = client.get("/verfolgen/abbestellen/geheim/").content.decode()
        assert f'href="{REPORT}"' in text

    def test_of_a_whole_address_the_path_is_kept(self, client):
        client.post(REPORT, {"text": TEXT, "page": "https://portal.example/fim/?stichtag=2017-08-31"})
        assert BarrierReport.objects.get().page == "/fim/"

    def test_an_address_is_kept_with_consent_only(self, client):
        answer = client.post(REPORT, LENA | {"consent": ""})
        assert answer.status_code == 422
        assert "Bitte stimmen Sie zu" in answer.content.decode()
        assert not BarrierReport.objects.exists()

    def test_an_address_with_consent_is_kept(self, client):
        client.post(REPORT, LENA)
        assert BarrierReport.objects.get().reply_to == "lena@portal.example"

    def test_without_text_nothing_is_kept(self, client):
        answer = client.post(REPORT, {"text": " "})
        assert (answer.status_code, BarrierReport.objects.count()) == (422, 0)

    def test_who_sends_very_many_is_told_to_wait(self, client):
        answers = [client.post(REPORT, {"text": TEXT}).status_code for _ in range(21)]
        assert answers == [302] * 20 + [429]

    def test_the_coordination_is_told_that_there_is_something_not_what(self, client, mailoutbox):
        karla = people.karla()
        people.emil()
        client.post(REPORT, LENA)
        (mail,) = mailoutbox
        assert mail.bcc == [karla.email]
        assert str(BarrierReport.objects.get()) in mail.subject
        assert TEXT not in mail.body
        assert "lena" not in mail.body

    def test_a_mail_server_that_fails_loses_no_report(self, client, monkeypatch):
        people.karla()
        monkeypatch.setattr(EmailMessage, "send", failing)
        assert client.post(REPORT, {"text": TEXT}).status_code == 302
        assert BarrierReport.objects.count() == 1

    def test_what_was_written_stands_on_no_public_page(self, client):
        saved = BarrierReportFactory()
        for name, arguments in (("statement", []), ("thanks", [saved.pk]), ("report", [])):
            assert TEXT not in client.get(reverse(f"accessibility:{name}", args=arguments)).content.decode()


def failing(*args, **kwargs):
    raise OSError("no route to host")


class TestInTime:
    def test_there_are_four_weeks(self):
        assert BarrierReport(created_at=at(date(2017, 9, 1))).due_on == date(2017, 9, 29)

    @pytest.mark.parametrize(("days", "late"), [(28, False), (29, True)])
    def test_after_them_it_is_overdue(self, days, late):
        BarrierReportFactory(created_at=at(TODAY - timedelta(days=days)))
        assert BarrierReport.objects.overdue(TODAY).exists() is late

    def test_the_list_shows_what_is_overdue_first(self, act_as):
        BarrierReportFactory()
        late = BarrierReportFactory(created_at=timezone.now() - timedelta(days=40))
        answer = act_as(people.karla).get(reverse("accessibility:reports"))
        assert answer.context["overdue"] == [late]
        assert "1 Meldung ist überfällig, 1 weitere offen." in answer.content.decode()

    def test_the_list_asks_three_questions_however_long_it_is(self, act_as, django_assert_max_num_queries):
        for _ in range(3):
            BarrierReportFactory()
            BarrierReportFactory(answer="Ja.", answered_at=timezone.now(), answered_by=people.konrad())
        karla = act_as(people.karla)
        with django_assert_max_num_queries(3 + 5):  # and five about Karla herself
            karla.get(reverse("accessibility:reports"))


class TestAnswering:
    def test_an_answer_is_kept_with_name_and_time_and_mailed(self, act_as, mailoutbox):
        asked = BarrierReportFactory(reply_to="lena@portal.example", consent=True)
        answer = act_as(people.karla).post(
            reverse("accessibility:answer", args=[asked.pk]), {"answer": "Sie ist jetzt größer."}, follow=True
        )
        asked.refresh_from_db()
        assert (asked.answer, asked.answered_by) == ("Sie ist jetzt größer.", people.karla())
        assert timezone.localdate(asked.answered_at) == timezone.localdate()
        assert [(mail.bcc, "größer" in mail.body) for mail in mailoutbox] == [(["lena@portal.example"], True)]
        assert "gespeichert und per E-Mail gesendet" in answer.content.decode()

    def test_without_an_address_nothing_is_mailed(self, mailoutbox):
        assert not answer_report(report=BarrierReportFactory(), text="Erledigt.", by=people.karla())
        assert mailoutbox == []

    def test_an_answer_that_cannot_be_mailed_is_not_kept(self, act_as, monkeypatch):
        asked = BarrierReportFactory(reply_to="lena@portal.example", consent=True)
        monkeypatch.setattr(EmailMessage, "send", failing)
        answer = act_as(people.karla).post(
            reverse("accessibility:answer", args=[asked.pk]), {"answer": "Ja."}
        )
        assert answer.status_code == 422
        assert "konnte nicht gesendet werden" in answer.content.decode()
        assert BarrierReport.objects.open().get() == asked

    def test_it_is_answered_once(self, act_as):
        asked = BarrierReportFactory(answer="Die erste.", answered_at=timezone.now())
        answer = act_as(people.karla).post(
            reverse("accessibility:answer", args=[asked.pk]), {"answer": "Die zweite."}
        )
        assert "inzwischen jemand anders beantwortet" in answer.content.decode()
        assert BarrierReport.objects.get().answer == "Die erste."


def forgotten() -> int:
    return apply(RetentionPeriod.proposed(RetentionPeriod.Kind.BARRIERS), at(TODAY)).removed


class TestForgetting:
    @pytest.mark.parametrize(("days", "kept"), [(89, True), (90, False)])
    def test_the_address_is_gone_ninety_days_after_the_answer(self, days, kept):
        answered_at = at(TODAY - timedelta(days=days))
        BarrierReportFactory(
            reply_to="lena@portal.example", consent=True, answer="Ja.", answered_at=answered_at
        )
        assert forgotten() == (0 if kept else 1)
        assert bool(BarrierReport.objects.get().reply_to) is kept

    def test_what_nobody_has_answered_yet_keeps_its_address(self):
        BarrierReportFactory(reply_to="lena@portal.example", consent=True, created_at=at(date(2016, 7, 1)))
        assert forgotten() == 0
