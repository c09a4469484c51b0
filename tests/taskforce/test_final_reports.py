"""Pages of final reports: who reads and writes what, and that nobody reads another group's draft."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.releases import State
from taskforce.models import Answer, FinalReport, Membership
from tests import people
from tests.factories import (
    HandoverFactory,
    MeasureFactory,
    MeetingFactory,
    OrganisationFactory,
    WorkingGroupFactory,
)
from tests.sent_forms import sent_by
from tests.taskforce.reporting import report_of

pytestmark = pytest.mark.django_db

SECRET = "zebrafink"
DRAFTS = [State.DRAFT, State.SUBMITTED, State.RETURNED]
OWN = "/arbeitsgruppen/sprache/abschlussbericht/"
WRITE = f"{OWN}schreiben/"
ALL = "/arbeitsgruppen/abschlussberichte/"


@pytest.fixture
def sina(client) -> Client:
    client.force_login(people.sina())
    return client


@pytest.fixture
def public(client, settings) -> Client:
    settings.PUBLIC_VIEW = True
    return client


def text(answer) -> str:
    return answer.content.decode()


def filled(seen: int, **changes: object) -> dict[str, object]:
    return {f"text_{q}": f"Antwort {q}" for q in Answer.Question} | {"seen": seen} | changes


# Who reads.


@pytest.mark.parametrize(
    "person", [people.sven, people.rosa, people.tina, people.emil, people.adam, people.nora]
)
@pytest.mark.parametrize("state", DRAFTS)
def test_a_draft_is_as_if_it_did_not_exist(client, settings, state, person):
    settings.PUBLIC_VIEW = True
    report_of(people.language(), state, SECRET)
    client.force_login(person())
    assert client.get(OWN).status_code == 404
    assert SECRET not in text(client.get(ALL))


def test_a_group_without_any_report_answers_others_just_as_a_draft_does(public):
    people.language()
    assert public.get(OWN).status_code == 404


@pytest.mark.parametrize("person", [people.sina, people.karla, people.dora])
@pytest.mark.parametrize("state", DRAFTS)
def test_the_own_speaker_coordination_and_audit_read_drafts(client, state, person):
    report_of(people.language(), state, SECRET)
    client.force_login(person())
    assert SECRET in text(client.get(OWN))


@pytest.mark.parametrize("person", [people.sven, people.rosa, people.emil])
def test_everybody_reads_a_released_report(client, person):
    report_of(people.language(), State.RELEASED, SECRET)
    client.force_login(person())
    assert SECRET in text(client.get(OWN))


def test_the_public_reads_a_released_report_if_the_city_lets_it(public, settings):
    report_of(people.language(), State.RELEASED, SECRET)
    assert SECRET in text(public.get(OWN))
    settings.PUBLIC_VIEW = False
    assert public.get(OWN).status_code == 302


def test_comments_are_nobodys_business_once_it_is_released(public):
    report = report_of(people.language(), State.RELEASED)
    report.answers.update(comment=SECRET)
    assert SECRET not in text(public.get(OWN)) + text(public.get(ALL))


def test_a_body_that_is_no_working_group_has_no_report(act_as):
    WorkingGroupFactory(slug="rat", kind="council")
    assert act_as(people.karla).get("/arbeitsgruppen/rat/abschlussbericht/").status_code == 404


# Another group's speaker.


@pytest.fixture
def sven(client) -> Client:
    report_of(people.language(), State.DRAFT, SECRET)
    MeasureFactory(body=people.language(), title=f"Maßnahme {SECRET}")
    client.force_login(people.sven())
    return client


def test_sven_finds_no_form_for_the_report_of_sina(sven):
    assert sven.get(WRITE).status_code == 404


def test_sven_cannot_write_submit_return_or_release_the_report_of_sina(sven):
    report = FinalReport.objects.get()
    before = list(Answer.objects.values())
    for step in ("schreiben", "freigeben", "zurueckgeben"):
        answer = sven.post(f"{OWN}{step}/", filled(report.version, submit="1", comment="Anders."))
        assert answer.status_code in (403, 404)
    assert list(Answer.objects.values()) == before
    assert FinalReport.objects.get().state == State.DRAFT


@pytest.mark.parametrize(
    "page", [ALL, "/arbeitsgruppen/meine/", "/arbeitsgruppen/gesundheit/abschlussbericht/"]
)
def test_no_page_of_sven_holds_a_word_of_sinas_draft(sven, page):
    answer = sven.get(page)
    assert answer.status_code == 200
    assert SECRET not in text(answer)


def test_the_form_of_sven_does_not_offer_measures_of_another_group(sven):
    assert SECRET not in text(sven.get("/arbeitsgruppen/gesundheit/abschlussbericht/schreiben/"))


def test_sven_cannot_point_to_a_measure_of_another_group(sven):
    foreign = MeasureFactory(body=people.language())
    answer = sven.post(
        "/arbeitsgruppen/gesundheit/abschlussbericht/schreiben/", filled(0, links_1=[foreign.pk])
    )  # fmt: skip
    assert answer.status_code == 422
    assert not Answer.objects.filter(report__body=people.health()).exists()


@pytest.mark.parametrize("person", [people.sina, people.sven])
@pytest.mark.parametrize("model", ["finalreport", "answer"])
def test_speakers_find_the_admin_closed(client, person, model):
    """Whatever of it there is."""
    client.force_login(person())
    for address in (f"/admin/taskforce/{model}/", f"/admin/taskforce/{model}/1/change/", "/admin/"):
        assert client.get(address).status_code in (302, 404)


@pytest.mark.parametrize("person", [people.emil, people.adam])
def test_other_offices_find_no_drafts_in_the_admin(client, person):
    report = report_of(people.language(), State.DRAFT, SECRET)
    client.force_login(person())
    for address in ("/admin/taskforce/finalreport/", f"/admin/taskforce/finalreport/{report.pk}/change/"):
        answer = client.get(address)
        assert answer.status_code in (403, 404)


# Writing.


def test_the_form_asks_five_questions_the_second_in_two_halves(sina):
    labels = [
        "1. Umgesetzte Maßnahmen", "2a. In Regelstrukturen überführt",
        "2b. Außerhalb von Regelstrukturen beizubehalten", "3. Wie es weitergeht", "4. Erkenntnisse",
        "5. Notwendige Partner",
    ]  # fmt: skip
    form = sina.get(WRITE).context["form"]
    assert [answer.title for answer, _, _ in form.rows()] == labels


def test_looking_at_the_form_begins_nothing(sina):
    assert sina.get(WRITE).status_code == 200
    assert not FinalReport.objects.exists()


def test_a_draft_is_saved_and_says_what_is_missing(sina):
    sina.post(WRITE, {"text_4": "Früh reden.", "seen": 0})
    page = text(sina.get(WRITE))
    assert "Früh reden." in page
    assert "Noch ohne Antwort: 5 von 6" in page
    assert '<a href="#id_text_2a">2a. In Regelstrukturen überführt</a>' in page


def test_an_incomplete_report_is_kept_but_not_submitted(sina):
    page = text(sina.post(WRITE, {"text_4": "Früh reden.", "seen": 0, "submit": "1"}, follow=True))
    assert "Gespeichert, aber noch nicht eingereicht" in page
    assert "„1. Umgesetzte Maßnahmen“" in page
    assert (FinalReport.objects.get().state, Answer.objects.get(question="4").text) == (
        "draft",
        "Früh reden.",
    )


def test_a_complete_report_is_submitted(sina):
    answer = sina.post(WRITE, filled(0, submit="1"))
    assert answer.headers["Location"] == OWN
    assert FinalReport.objects.get().state == State.SUBMITTED


@pytest.mark.parametrize("state", [State.SUBMITTED, State.RELEASED])
def test_what_is_submitted_or_released_is_read_and_not_written(sina, state):
    report = report_of(people.language(), state)
    assert sina.get(WRITE).headers["Location"] == OWN
    assert sina.post(WRITE, filled(report.version, submit="1")).status_code in (409, 422)
    assert not Answer.objects.filter(text="Antwort 1").exists()


def test_the_older_of_two_windows_keeps_its_words_and_is_told(sina):
    shown = sent_by(sina.get(WRITE))
    sina.post(WRITE, filled(0))
    answer = sina.post(WRITE, shown | {"text_4": ["Aus dem alten Fenster."]})
    assert answer.status_code == 409
    assert "Sina Sprecherin hat diesen Eintrag am" in text(answer)
    (both,) = (one for one in answer.context["form"].conflict.differences if one.clash)
    assert (both.saved, both.typed) == ("Antwort 4", "Aus dem alten Fenster.")
    assert Answer.objects.get(question="4").text == "Antwort 4"
    assert sina.post(WRITE, sent_by(answer)).status_code == 302
    texts = dict(Answer.objects.values_list("question", "text"))
    assert (texts["1"], texts["4"]) == ("Antwort 1", "Aus dem alten Fenster.")


def test_a_page_that_does_not_say_what_it_showed_overwrites_nothing(sina):
    sina.post(WRITE, filled(0))
    assert sina.post(WRITE, {"text_4": "Früh reden."}).status_code == 409
    assert Answer.objects.get(question="4").text == "Antwort 4"


def test_an_endless_text_is_refused(sina):
    assert sina.post(WRITE, {"text_4": "a" * 20_001, "seen": 0}).status_code == 422


def test_the_form_offers_what_belongs_to_the_question(sina):
    MeasureFactory(body=people.language(), title="Sprachcafé")
    HandoverFactory(body=people.language(), subject="Deutschkurse")
    form = sina.get(WRITE).context["form"]
    offered = {
        answer.question: [str(one) for one in links.field.queryset]
        for answer, _, links in form.rows()
        if links
    }
    assert (offered["1"], offered["2a"], offered["3"]) == (["Sprachcafé"], ["Deutschkurse"], ["Deutschkurse"])
    assert "4" not in offered
    assert {"Amt für die AG Sprache"} <= set(offered["5"])


def test_what_became_of_a_measure_is_the_groups_even_where_nobody_repeats_its_name(sina):
    cafe = MeasureFactory(body=people.language())
    HandoverFactory(measure=cafe, body=None, subject="Café", status="agreed")
    assert "Café" in text(sina.get(WRITE))
    assert "„Café“: Die Überführung ist vereinbart" in text(sina.get("/arbeitsgruppen/meine/"))


def test_a_real_report_points_to_nothing_invented(sina):
    OrganisationFactory(name="Erfunden e. V.", example=True)
    MeasureFactory(body=people.language(), title="Erfundene Maßnahme", example=True)
    assert "Erfunden" not in text(sina.get(WRITE))


def test_an_idea_is_not_offered_because_readers_would_learn_of_it(sina):
    MeasureFactory(body=people.language(), title="Noch eine Idee", status="idea")
    assert "Noch eine Idee" not in text(sina.get(WRITE))


@pytest.mark.parametrize("number", ["9" * 19, "9" * 40, "x", "-1"])
def test_a_number_that_is_no_choice_is_refused_with_a_sentence(sina, number):
    answer = sina.post(WRITE, filled(0, links_1=[number]))
    assert answer.status_code == 422


def test_what_an_answer_points_to_stands_below_it(sina):
    cafe = MeasureFactory(body=people.language(), title="Sprachcafé")
    partner = OrganisationFactory(name="Volkshochschule")
    sina.post(WRITE, filled(0, links_1=[cafe.pk], links_5=[partner.pk]))
    page = text(sina.get(OWN))
    assert '<a href="/arbeitsgruppen/sprache/#massnahmen">Sprachcafé</a> (läuft)' in page
    assert "Volkshochschule" in page


def test_answers_are_shown_as_markdown_and_do_no_harm(sina):
    sina.post(WRITE, filled(0, text_4="# Kurz\n\n**Früh** reden.<script>alert(1)</script>"))
    page = text(sina.get(OWN))
    assert "<h3>Kurz</h3>" in page
    assert "<strong>Früh</strong>" in page
    assert "<script>alert" not in page


# Deciding.


def test_karla_releases_from_the_page(act_as):
    report = report_of(people.language(), State.SUBMITTED)
    karla = act_as(people.karla)
    assert "Sina Sprecherin hat ihn eingereicht" in text(karla.get(OWN))
    karla.post(f"{OWN}freigeben/", {"seen": report.version})
    assert FinalReport.objects.get().state == State.RELEASED


def test_karla_returns_with_comments_which_sina_reads(act_as, client):
    report = report_of(people.language(), State.SUBMITTED)
    said = {"seen": report.version, "comment": "Fast fertig.", "comment_4": "Bitte ein Beispiel."}
    act_as(people.karla).post(f"{OWN}zurueckgeben/", said)
    for page in (WRITE, OWN, "/arbeitsgruppen/meine/"):
        shown = text(act_as(people.sina).get(page))
        assert "Fast fertig." in shown, page
        assert "Bitte ein Beispiel." in shown, page


def test_returning_without_a_word_is_refused_and_what_was_said_stays(act_as):
    report = report_of(people.language(), State.SUBMITTED)
    said = {"seen": report.version, "comment": "", "comment_4": "Bitte ein Beispiel."}
    answer = act_as(people.karla).post(f"{OWN}zurueckgeben/", said)
    assert answer.status_code == 422
    assert "Bitte ein Beispiel." in text(answer)
    assert FinalReport.objects.get().state == State.SUBMITTED


def test_a_page_that_shows_an_older_text_releases_nothing(act_as):
    report = report_of(people.language(), State.SUBMITTED)
    page = act_as(people.karla).post(f"{OWN}freigeben/", {"seen": report.version - 1}, follow=True)
    assert "inzwischen geändert" in text(page)
    assert FinalReport.objects.get().state == State.SUBMITTED


def test_karla_reopens_what_is_released(act_as):
    report = report_of(people.language(), State.RELEASED)
    karla = act_as(people.karla)
    assert "Noch einmal öffnen" in text(karla.get(OWN))
    karla.post(f"{OWN}zurueckgeben/", {"seen": report.version, "comment": "Die Zahl ist falsch."})
    assert FinalReport.objects.get().state == State.RETURNED


@pytest.mark.parametrize("person", [people.sina, people.dora])
def test_who_may_not_decide_is_not_asked_to(act_as, person):
    report_of(people.language(), State.SUBMITTED)
    page = text(act_as(person).get(OWN))
    assert "Bericht freigeben" not in page
    assert "Bericht zurückgeben" not in page


# All on one page.


def test_all_groups_stand_on_one_page_in_their_order(public):
    report_of(people.health(), State.RELEASED, "Impfen.")
    people.language()
    assert [str(group) for group in public.get(ALL).context["groups"]] == ["AG Sprache", "AG Gesundheit"]
    page = text(public.get(ALL))
    assert "Impfen." in page
    assert '<a href="#sprache">AG Sprache</a>: noch nicht freigegeben' in page
    assert '<a href="#gesundheit">AG Gesundheit</a></li>' in page


def test_even_coordination_finds_no_draft_on_the_page_to_be_printed(act_as):
    report_of(people.language(), State.DRAFT, SECRET)
    page = text(act_as(people.karla).get(ALL))
    assert SECRET not in page
    assert "Stand der Berichte" in page


def test_the_state_of_drafts_is_not_for_readers(act_as):
    report_of(people.language(), State.RETURNED)
    page = text(act_as(people.sven).get(ALL))
    assert "zurückgegeben" not in page
    assert "Stand der Berichte" not in page


def test_headings_of_answers_stand_one_lower_on_the_page_of_all(public):
    report_of(people.language(), State.RELEASED, "# Kurz")
    assert "<h4>Kurz</h4>" in text(public.get(ALL))
    assert "<h3>Kurz</h3>" in text(public.get(OWN))


def test_more_reports_take_no_more_queries(public, django_assert_max_num_queries):
    for number in range(6):
        report = report_of(WorkingGroupFactory(order=number + 10), State.RELEASED)
        for answer in report.answers.all():
            answer.partners.add(OrganisationFactory())
    with django_assert_max_num_queries(10):
        public.get(ALL)


def test_one_report_takes_few_queries(public, django_assert_max_num_queries):
    report = report_of(people.language(), State.RELEASED)
    for answer in report.answers.all():
        answer.partners.add(OrganisationFactory())
    with django_assert_max_num_queries(12):
        public.get(OWN)


# What is mine to do.


def test_sina_sees_what_is_missing_and_when_she_meets_next(sina, time_machine):
    time_machine.move_to("2016-03-01 12:00")
    MeetingFactory(body=people.language(), held_on="2016-03-15", begins_at="14:00", place="Rathaus")
    MeetingFactory(body=people.language(), held_on="2016-02-15", place="Gestern")
    MeetingFactory(body=people.health(), held_on="2016-03-15", place="Anderswo")
    page = text(sina.get("/arbeitsgruppen/meine/"))
    assert "15. März 2016</a>, 14:00 Uhr, Rathaus" in page
    assert "Noch ohne Antwort (6 von 6)" in page
    assert "Gestern" not in page
    assert "Anderswo" not in page


def test_sina_sees_the_gaps_of_her_own_group(sina):
    MeasureFactory(body=people.language(), title="Sprachcafé", status="handed_over")
    HandoverFactory(body=people.language(), subject="Deutschkurse", status="agreed", since="2018-01-01")
    HandoverFactory(body=people.health(), subject="Impfungen", status="agreed")
    page = text(sina.get("/arbeitsgruppen/meine/"))
    assert "„Sprachcafé“ gilt als überführt" in page
    assert "„Deutschkurse“: Die Überführung ist vereinbart für 01.01.2018" in page
    assert "Impfungen" not in page


def test_who_speaks_for_no_group_today_is_told_so(sina):
    Membership.objects.update(ended_to="2017-10-31")
    assert "spricht heute für keine Arbeitsgruppe" in text(sina.get("/arbeitsgruppen/meine/"))
    assert sina.get(WRITE).status_code == 404


def test_an_invented_report_says_so_wherever_it_is_read(public):
    report_of(people.language(), State.RELEASED)
    FinalReport.objects.update(example=True)
    for address in (OWN, ALL):
        assert "Beispieldaten (erfunden)" in text(public.get(address))


def test_the_addresses_are_german():
    assert reverse("taskforce:write_report", kwargs={"slug": "sprache"}) == WRITE
