"""A circle's number by its personal link: one minute, no account, no name, and nothing to read."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.releases import State
from tests import people
from tests.factories import VolunteerCountFactory, VolunteerGroupFactory
from volunteering.actions import confirm, issue_link, link_of, release_count, return_count, revoke_links
from volunteering.models import CountLink, VolunteerCount, VolunteerGroup

pytestmark = pytest.mark.django_db

ANSWER = {"number": "24", "rule": "active", "scope": "own", "quality": "counted"}
REPORT = "/engagement/zahl/"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def circle() -> VolunteerGroup:
    return VolunteerGroupFactory(name="Freundeskreis Nord")


@pytest.fixture
def token(circle) -> str:
    """Vera of the volunteering office gave it to the circle."""
    return issue_link(group=circle, by=people.vera())


def door(token: str) -> str:
    return reverse("volunteering:open_link", args=[token])


def report(client: Client, token: str, **changes: str):
    client.get(door(token))
    return client.post(REPORT, ANSWER | changes)


# What the circle does


def test_a_circle_reports_its_number_without_an_account(client, token, circle):
    answer = report(client, token)
    assert answer.headers["Location"] == reverse("volunteering:thanks")
    count = VolunteerCount.objects.get()
    assert (count.group, count.number, count.rule, count.as_of) == (
        circle,
        24,
        "active",
        timezone.localdate(),
    )
    assert (count.state, count.submitted_by) == (State.SUBMITTED, None)


def test_it_works_while_the_city_shows_nothing_to_the_public(client, token, settings):
    settings.PUBLIC_VIEW = False
    assert report(client, token).status_code == 302


def test_the_address_loses_the_secret_at_once(client, token):
    assert client.get(door(token)).headers["Location"] == REPORT
    assert token not in client.get(REPORT).content.decode()


@pytest.mark.parametrize("number", ["", "viele", "-3", "2,5", "99.999"])
def test_what_is_no_number_of_people_is_said_in_a_sentence(client, token, number):
    answer = report(client, token, number=number)
    assert answer.status_code == 422
    assert len(answer.context["form"].errors["number"]) == 1
    assert not VolunteerCount.objects.exists()


def test_all_problems_are_told_at_once(client, token):
    client.get(door(token))
    assert client.post(REPORT, {}).context["form"].errors.keys() == {"number", "rule", "scope", "quality"}


def test_thousands_are_read_as_germans_write_them(client, token):
    report(client, token, number="1.200", rule="mailing_list")
    assert VolunteerCount.objects.get().number == 1200


def test_who_reports_twice_on_a_day_corrects_the_first(client, token):
    report(client, token, number="24")
    report(client, token, number="42")
    assert [(one.number, one.state) for one in VolunteerCount.objects.order_by("pk")] == [
        (24, State.WITHDRAWN),
        (42, State.SUBMITTED),
    ]


def test_another_way_of_counting_is_another_number(client, token):
    report(client, token)
    report(client, token, rule="mailing_list", number="310")
    assert VolunteerCount.objects.waiting().count() == 2


# What the link cannot do


def test_only_the_digest_is_kept(token):
    assert token not in str(CountLink.objects.values().get())


def test_a_link_opens_one_page_and_no_other(client, token, settings):
    settings.PUBLIC_VIEW = False
    client.get(door(token))
    for page in ("/", "/engagement/", "/engagement/arbeitsliste/", "/engagement/verzeichnis/", "/admin/"):
        assert "/konto/login/" in client.get(page, follow=True).redirect_chain[-1][0]


def test_the_page_of_the_link_tells_no_earlier_number(client, token, circle):
    VolunteerCountFactory(group=circle, number=1789)
    client.get(door(token))
    assert "1789" not in client.get(REPORT).content.decode().replace(".", "")


def test_nothing_is_kept_in_a_cache_or_told_to_the_next_page(client, token):
    for answer in (client.get(door(token)), client.get(REPORT), client.get(door("unbekannt"))):
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["Referrer-Policy"] == "strict-origin"
        assert "noindex" in answer.headers["X-Robots-Tag"]


def test_after_the_answer_the_door_is_closed(client, token):
    report(client, token)
    assert client.post(REPORT, ANSWER).status_code == 404


def test_without_the_link_there_is_no_page(client):
    assert client.get(REPORT).status_code == 404


# When it ends


def test_it_holds_for_ninety_days(token):
    today = timezone.localdate()
    assert link_of(token, today + timedelta(days=90))
    assert link_of(token, today + timedelta(days=91)) is None


def test_a_revoked_link_stops_even_who_has_the_page_open(client, token, circle):
    client.get(door(token))
    revoke_links(group=circle, by=people.vera())
    assert client.post(REPORT, ANSWER).status_code == 404


def test_a_new_link_ends_the_old_one(token, circle):
    newer = issue_link(group=circle, by=people.vera())
    today = timezone.localdate()
    assert (link_of(token, today), bool(link_of(newer, today))) == (None, True)


def test_the_link_of_a_circle_that_has_ended_does_not_hold(token, circle):
    circle.ended_to = timezone.localdate() - timedelta(days=1)
    circle.save()
    assert link_of(token, timezone.localdate()) is None


def test_expired_revoked_and_invented_secrets_get_the_same_answer(client, token, circle):
    revoke_links(group=circle, by=people.vera())
    revoked, invented = client.get(door(token)), client.get(door("unbekannt"))
    assert revoked.status_code == invented.status_code == 404
    assert revoked.content == invented.content


def test_who_tries_secrets_has_to_wait(client, token):
    answers = [client.get(door(f"versuch-{n}")).status_code for n in range(21)]
    assert (answers[19], answers[20]) == (404, 429)
    assert client.get(door(token)).status_code == 429


def test_a_link_reports_ten_times_an_hour_at_most(client, token):
    answers = [report(client, token).status_code for _ in range(11)]
    assert answers == [302] * 10 + [429]


@pytest.mark.parametrize("person", [people.emil, people.rosa, people.adam])
def test_who_does_not_edit_this_area_issues_no_link(circle, person):
    with pytest.raises(PermissionDenied, match="auszustellen"):
        issue_link(group=circle, by=person())


def test_the_link_is_shown_once(act_as, circle):
    vera = act_as(people.vera)
    shown = vera.post(reverse("volunteering:issue_link", args=[circle.pk]))
    secret = shown.context["token"]
    assert secret in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    assert secret not in vera.get(reverse("volunteering:links")).content.decode()


# The second person


@pytest.fixture
def reported(client, token) -> VolunteerCount:
    report(client, token)
    return VolunteerCount.objects.get()


def test_a_second_person_releases_and_the_number_counts(reported):
    release_count(count=reported, by=people.karla())
    assert VolunteerCount.objects.current(timezone.localdate()).get() == reported


def test_until_then_it_does_not_count(reported):
    assert not VolunteerCount.objects.current(timezone.localdate()).exists()


def test_who_issued_the_link_does_not_release_its_number(client, circle):
    report(client, issue_link(group=circle, by=people.karla()))
    count = VolunteerCount.objects.get()
    with pytest.raises(PermissionDenied, match="Link"):
        release_count(count=count, by=people.karla())
    release_count(count=count, by=people.konrad())


def test_who_entered_a_number_does_not_release_it(circle):
    count = VolunteerCountFactory(state=State.SUBMITTED, submitted_by=people.karla())
    with pytest.raises(PermissionDenied):
        release_count(count=count, by=people.karla())


def test_a_released_number_takes_the_place_of_the_one_of_the_same_day(circle):
    old = VolunteerCountFactory(group=circle, number=24)
    new = VolunteerCountFactory(group=circle, number=26, state=State.SUBMITTED)
    release_count(count=new, by=people.karla())
    assert VolunteerCount.objects.counting().get().number == 26
    new.refresh_from_db()
    assert new.replaces == old


def test_what_is_returned_needs_a_reason_and_does_not_count(reported):
    with pytest.raises(ValidationError):
        return_count(count=reported, by=people.karla(), comment=" ")
    return_count(count=reported, by=people.karla(), comment="Bitte noch einmal zählen.")
    reported.refresh_from_db()
    assert (reported.state, reported.comment) == (State.RETURNED, "Bitte noch einmal zählen.")


def test_two_decisions_on_one_number_are_one_too_many(reported):
    release_count(count=reported, by=people.karla())
    with pytest.raises(ValidationError, match="inzwischen"):
        return_count(count=reported, by=people.karla(), comment="Zu spät")


def test_a_number_for_a_day_before_the_circle_began_is_refused():
    count = VolunteerCountFactory.build(
        group=VolunteerGroupFactory(started_from=date(2017, 7, 1)), as_of=date(2017, 6, 30)
    )
    with pytest.raises(ValidationError, match="noch nicht oder nicht mehr"):
        count.full_clean()


def test_who_may_not_issue_links_ends_none_either():
    with pytest.raises(PermissionDenied, match="widerrufen"):
        revoke_links(group=VolunteerGroupFactory(), by=people.rosa())


def test_who_may_not_change_a_circle_does_not_confirm_it():
    group = VolunteerGroupFactory()
    with pytest.raises(PermissionDenied):
        confirm(record=group, by=people.rosa())
    group.refresh_from_db()
    assert group.confirmed_on != timezone.localdate()
