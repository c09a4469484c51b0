"""Every kind that has a period: what is a day too old goes, what is not stays, and the run says how many.

Files and previews of deliveries: tests/portal/test_retention.py.
"""

from datetime import date, timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from portal.models import (
    AccessLogEntry,
    CacheEntry,
    ContactPerson,
    Deletion,
    Following,
    Reminder,
    RetentionPeriod,
    User,
)
from portal.privacy import retention
from portal.privacy.retention import RULES, Rule, apply, due
from tests import people
from tests.factories import (
    ContactPersonFactory,
    FollowingFactory,
    MembershipFactory,
    ReminderFactory,
    ReportingDateFactory,
    VolunteerGroupFactory,
)

pytestmark = pytest.mark.django_db

Kind = RetentionPeriod.Kind


def days_ago(days: int):
    return timezone.now() - timedelta(days=days)


def day(days: int):
    return timezone.localdate() - timedelta(days=days)


def removed(kind: Kind) -> int:
    period = RetentionPeriod.proposed(kind)
    counted = due(period, timezone.now())
    done = apply(period, timezone.now()).removed
    assert counted == done
    return done


def run(*options: str) -> str:
    out = StringIO()
    call_command("apply_retention", *options, stdout=out, stderr=out)
    return out.getvalue()


def test_every_kind_is_known_and_proposed_with_a_reason():
    assert RULES.keys() == set(Kind)
    assert all(period.reason and period.since for period in RetentionPeriod.objects.complete())


class TestContacts:
    def test_one_that_was_confirmed_stays(self):
        ContactPersonFactory(consent_on=day(547))
        assert removed(Kind.CONTACTS) == 0

    def test_one_that_nobody_confirmed_goes(self):
        ContactPersonFactory(consent_on=day(548))
        assert removed(Kind.CONTACTS) == 1
        assert not ContactPerson.objects.exists()

    def test_its_own_day_comes_first(self):
        ContactPersonFactory(consent_on=day(10), delete_on=day(0))
        ContactPersonFactory(consent_on=day(10), delete_on=day(-1))
        assert removed(Kind.CONTACTS) == 1

    def test_a_shorter_period_of_the_city_holds_for_those_that_are_there(self):
        ContactPersonFactory(consent_on=day(100))
        shorter = RetentionPeriod(kind=Kind.CONTACTS, days=100, reason="Beschluss")
        assert apply(shorter, timezone.now()).removed == 1

    def test_a_withdrawn_one_goes_with_all_that_was_written_about_it(self):
        contact = ContactPersonFactory(function="Leitung Zebrafink")
        contact.withdraw(day(0))
        LogEntry.objects.create(
            user=people.karla(), content_type=ContentType.objects.get_for_model(ContactPerson),
            object_id=contact.pk, object_repr=str(contact), action_flag=CHANGE,
        )  # fmt: skip
        assert ContactPerson.history.count() == 2

        assert removed(Kind.CONTACTS) == 1

        assert not ContactPerson.history.exists()
        assert not LogEntry.objects.filter(object_repr__contains="Zebrafink").exists()

    def test_its_history_never_held_a_name_or_an_address(self):
        columns = {field.name for field in ContactPerson.history.model._meta.fields}
        assert columns.isdisjoint({"name", "email", "phone"})


def test_a_circle_keeps_its_place_and_loses_its_address():
    old = VolunteerGroupFactory(contact="kreis@portal.example", consent_on=day(900), confirmed_on=day(548))
    new = VolunteerGroupFactory(contact="kreis@portal.example", consent_on=day(900), confirmed_on=day(547))
    assert removed(Kind.GROUP_CONTACTS) == 1
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.contact, new.contact) == ("", "kreis@portal.example")


def test_a_former_member_loses_the_name_and_the_organisation_stays():
    old = MembershipFactory(person="Kim Beispiel", purpose="Vortrag", ended_to=day(730))
    MembershipFactory(person="Kim Beispiel", purpose="Vortrag", ended_to=day(729))
    MembershipFactory(person="Kim Beispiel", purpose="Vortrag")
    assert removed(Kind.MEMBERS) == 1
    old.refresh_from_db()
    assert (old.person, old.organisation.name != "") == ("", True)


def unused_since(user: User, days: int) -> User:
    User.objects.filter(pk=user.pk).update(date_joined=days_ago(days))
    user.refresh_from_db()
    return user


class TestClosedAccounts:
    @pytest.fixture
    def karla(self):
        """Left four years ago; what she decided stays."""
        karla = unused_since(people.karla(), 4 * 365)
        EmailAddress.objects.create(user=karla, email=karla.email)
        LogEntry.objects.create(
            user=people.adam(), content_type=ContentType.objects.get_for_model(User), object_id=karla.pk,
            object_repr=str(karla), action_flag=CHANGE,
        )  # fmt: skip
        return karla

    def test_names_become_pseudonyms_and_the_chain_stays(self, karla):
        decided = ReportingDateFactory(closed=True, closed_by=karla)

        assert removed(Kind.ACCOUNTS) == 1

        decided.refresh_from_db()
        assert str(decided.closed_by) == f"Ehemaliges Konto {karla.pk}"
        assert decided.closed_by.email == f"konto-{karla.pk}@ehemalig.invalid"
        assert not decided.closed_by.is_active
        assert not decided.closed_by.has_usable_password()
        assert not decided.closed_by.groups.exists()

    def test_nothing_beside_the_account_names_them(self, karla):
        apply(RetentionPeriod.proposed(Kind.ACCOUNTS), timezone.now())
        assert not EmailAddress.objects.exists()
        assert LogEntry.objects.get().object_repr == f"Ehemaliges Konto {karla.pk}"

    def test_it_happens_once(self, karla):
        assert [removed(Kind.ACCOUNTS), removed(Kind.ACCOUNTS)] == [1, 0]

    def test_not_before_three_years(self):
        unused_since(people.konrad(), 1094)
        assert removed(Kind.ACCOUNTS) == 0

    def test_an_account_in_use_keeps_its_name_however_old_it_is(self):
        unused_since(people.konrad(), 4000)
        User.objects.update(last_login=timezone.now())
        assert removed(Kind.ACCOUNTS) == 0

    def test_one_that_is_open_keeps_its_name_even_with_a_short_period(self):
        unused_since(people.konrad(), 30)
        period = RetentionPeriod(kind=Kind.ACCOUNTS, days=10, reason="Beschluss")
        assert apply(period, timezone.now()).removed == 0


def test_nobody_follows_with_a_closed_account():
    FollowingFactory(user__is_active=False)
    stays = FollowingFactory()
    assert removed(Kind.FOLLOWINGS) == 1
    assert Following.objects.get() == stays


def test_sessions_that_are_over_go():
    for key, hours in (("over", -1), ("lasts", 1)):
        Session.objects.create(session_key=key, expire_date=timezone.now() + timedelta(hours=hours))
    assert removed(Kind.SESSIONS) == 1
    assert Session.objects.get().pk == "lasts"


def test_counters_that_are_over_go():
    for key, hours in (("over", -1), ("counts", 1)):
        CacheEntry.objects.create(cache_key=key, value="1", expires=timezone.now() + timedelta(hours=hours))
    assert removed(Kind.COUNTERS) == 1
    assert CacheEntry.objects.get().pk == "counts"


def test_the_access_log_goes_after_a_year():
    for days in (364, 366):
        entry = AccessLogEntry.objects.create(by=people.karla(), kind="contact", how="list")
        AccessLogEntry.objects.filter(pk=entry.pk).update(at=days_ago(days))
    assert removed(Kind.ACCESS_LOG) == 1


def test_reminders_go_once_their_date_is_closed():
    """One of an open date would be sent again."""
    ReminderFactory(reporting_date=ReportingDateFactory(as_of=date(2017, 7, 31), closed=True))
    ReminderFactory(reporting_date=ReportingDateFactory(as_of=date(2017, 8, 31)))
    Reminder.objects.update(sent_at=days_ago(1096))
    assert removed(Kind.REMINDERS) == 1


def test_reports_of_runs_go_after_three_years():
    Deletion.objects.create(kind=Kind.DRAFTS, days=1, removed=0)
    Deletion.objects.update(ran_at=days_ago(1096))
    assert removed(Kind.DELETIONS) == 1
    assert Deletion.objects.count() == 1


class TestCommand:
    def test_it_says_and_keeps_how_many_went(self):
        ContactPersonFactory(consent_on=day(600))
        assert "Ansprechpersonen: 1 gelöscht (Frist in Tagen: 548)\n" in run()
        assert Deletion.objects.get(kind=Kind.CONTACTS).removed == 1
        assert {one.kind for one in Deletion.objects.all()} == set(Kind)

    def test_from_then_on_the_periods_are_data(self):
        run()
        period = RetentionPeriod.objects.get(kind=Kind.CONTACTS)
        period.days = 100
        period.save()
        ContactPersonFactory(consent_on=day(100))
        assert "Ansprechpersonen: 1 gelöscht (Frist in Tagen: 100)\n" in run()

    def test_a_dry_run_deletes_nothing_and_lets_the_city_decide_first(self):
        ContactPersonFactory(consent_on=day(600))
        assert "Ansprechpersonen: 1 wären zu löschen" in run("--dry-run")
        assert ContactPerson.objects.exists()
        assert not Deletion.objects.exists()
        assert RetentionPeriod.objects.count() == len(Kind)

    def test_a_kind_that_fails_is_told_and_leaves_the_others_alone(self, monkeypatch):
        def fail(*_):
            raise OperationalError("geheim")

        monkeypatch.setitem(retention.RULES, Kind.ACCOUNTS, Rule(lambda _: User.objects.none(), fail))
        out = StringIO()
        with pytest.raises(CommandError, match="Nicht gelöscht: Namen und Adressen geschlossener Konten"):
            call_command("apply_retention", stdout=out, stderr=out)
        assert "OperationalError" in out.getvalue()
        assert "geheim" not in out.getvalue()
        assert {one.kind for one in Deletion.objects.all()} == set(Kind) - {Kind.ACCOUNTS}
