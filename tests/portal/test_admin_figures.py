"""Figures in the admin: drafted, submitted, released by another person, corrected, never overwritten."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.urls import reverse

from portal.actions import release_figure
from portal.models import ReportedFigure, User
from portal.releases import State
from tests import people
from tests.factories import (
    CitationFactory,
    IndicatorFactory,
    ReportedFigureFactory,
    SourceFactory,
    UserFactory,
)
from tests.sent_forms import sent_by

pytestmark = pytest.mark.django_db

FIGURES = "admin:portal_reportedfigure_changelist"


def told(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def choose(client, action: str, *figures: ReportedFigure, comment: str = "") -> str:
    """Tick the figures in the list and choose an action; what the page then says."""
    form = {"action": action, "_selected_action": [figure.pk for figure in figures], "comment": comment}
    return told(client.post(reverse(FIGURES), form))


def change_page(figure: ReportedFigure) -> str:
    return reverse("admin:portal_reportedfigure_change", args=[figure.pk])


def filled_in(**changes: object) -> dict[str, object]:
    return {
        "indicator": IndicatorFactory(label="Menschen in Unterkünften").pk,
        "value": "7362",
        "period_start": "31.08.2017",
        "precision": "day",
        "quality": "reported",
        "citation": CitationFactory().pk,
        **changes,
    }


def submitted(by: User, **fields: object) -> ReportedFigure:
    return ReportedFigureFactory(state=State.SUBMITTED, submitted_by=by, **fields)


class TestFigures:
    def test_a_new_figure_is_a_draft(self, act_as):
        act_as(people.emil).post(reverse("admin:portal_reportedfigure_add"), filled_in())
        assert ReportedFigure.objects.get().state == State.DRAFT

    def test_hidden_fields_cannot_be_sent_along(self, act_as):
        form = filled_in(state="released", submitted_by=people.karla().pk, decided_by=people.karla().pk)
        act_as(people.emil).post(reverse("admin:portal_reportedfigure_add"), form)
        figure = ReportedFigure.objects.get()
        assert (figure.state, figure.submitted_by, figure.decided_by) == (State.DRAFT, None, None)

    def test_emil_submits_and_karla_releases(self, client):
        figure = ReportedFigureFactory(state=State.DRAFT)
        client.force_login(people.emil())
        assert "eingereicht" in choose(client, "submit", figure)
        client.force_login(people.karla())
        assert "freigegeben" in choose(client, "release", figure)
        figure.refresh_from_db()
        assert (figure.submitted_by, figure.decided_by) == (people.emil(), people.karla())

    def test_karla_does_not_release_her_own_figure_and_is_told_why(self, act_as):
        figure = submitted(people.karla())
        assert "nicht selbst frei" in choose(act_as(people.karla), "release", figure)
        figure.refresh_from_db()
        assert figure.state == State.SUBMITTED

    def test_what_can_be_released_is_released_and_the_rest_explained(self, act_as):
        own, other = submitted(people.karla()), submitted(people.emil())
        text = choose(act_as(people.karla), "release", own, other)
        assert ("nicht selbst frei" in text, "freigegeben" in text) == (True, True)
        states = ReportedFigure.objects.order_by("pk").values_list("state", flat=True)
        assert list(states) == [State.SUBMITTED, State.RELEASED]

    def test_emil_has_no_way_to_release(self, act_as):
        figure = submitted(people.karla())
        client = act_as(people.emil)
        offered = dict(client.get(reverse(FIGURES)).context["action_form"].fields["action"].choices)
        choose(client, "release", figure)
        figure.refresh_from_db()
        assert (figure.state, "release" in offered, "submit" in offered) == (State.SUBMITTED, False, True)

    def test_dora_has_no_way_to_submit(self, act_as):
        figure = ReportedFigureFactory(state=State.DRAFT)
        choose(act_as(people.dora), "submit", figure)
        figure.refresh_from_db()
        assert figure.state == State.DRAFT

    def test_karla_returns_a_figure_with_a_comment(self, act_as):
        figure = submitted(people.emil())
        choose(act_as(people.karla), "return_to_editor", figure, comment="Seite fehlt.")
        figure.refresh_from_db()
        assert (figure.state, figure.comment) == (State.RETURNED, "Seite fehlt.")

    def test_without_a_comment_nothing_is_returned(self, act_as):
        figure = submitted(people.emil())
        assert "was zu ändern ist" in choose(act_as(people.karla), "return_to_editor", figure)
        figure.refresh_from_db()
        assert figure.state == State.SUBMITTED

    @pytest.mark.parametrize("state", [State.SUBMITTED, State.RELEASED, State.WITHDRAWN])
    def test_after_it_was_submitted_a_figure_is_read_only(self, act_as, state):
        figure = ReportedFigureFactory(state=state, submitted_by=people.emil())
        client = act_as(people.karla)
        assert client.get(change_page(figure)).status_code == 200
        assert client.post(change_page(figure), {"value": "1"}).status_code == 403
        figure.refresh_from_db()
        assert figure.value == 7362

    @pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED])
    def test_a_draft_can_be_edited_with_a_decimal_comma(self, act_as, state):
        figure = ReportedFigureFactory(state=state)
        form = filled_in(indicator=figure.indicator_id, value="7574,5")
        emil = act_as(people.emil)
        shown = sent_by(emil.get(change_page(figure)))
        assert emil.post(change_page(figure), shown | form).status_code == 302
        figure.refresh_from_db()
        assert figure.value == Decimal("7574.5")

    def test_nobody_deletes_a_figure(self, client):
        figure = ReportedFigureFactory(state=State.DRAFT)
        client.force_login(UserFactory(is_staff=True, is_superuser=True))
        address = reverse("admin:portal_reportedfigure_delete", args=[figure.pk])
        assert client.post(address, {"post": "yes"}).status_code == 403


class TestCorrections:
    def test_it_starts_as_a_copy_of_the_released_figure(self, act_as):
        old = ReportedFigureFactory(value=Decimal(8558))
        client = act_as(people.emil)
        assert "Berichtigung anlegen" in client.get(change_page(old)).content.decode()
        page = client.get(reverse("admin:portal_reportedfigure_add"), {"replaces": old.pk})
        initial = page.context["adminform"].form.initial
        assert (initial["value"], initial["replaces"]) == (8558, str(old.pk))
        assert "leading" not in initial

    def test_who_may_not_add_figures_is_offered_no_correction(self, act_as):
        page = act_as(people.adam).get(change_page(ReportedFigureFactory()))
        assert "Berichtigung anlegen" not in page.content.decode()

    @pytest.mark.parametrize("replaces", ["x", "999999", ""])
    def test_an_address_that_leads_to_no_figure_opens_an_empty_form(self, act_as, replaces):
        client = act_as(people.emil)
        page = client.get(reverse("admin:portal_reportedfigure_add"), {"replaces": replaces})
        assert page.status_code == 200

    def test_it_needs_a_reason(self, act_as):
        old = ReportedFigureFactory()
        form = filled_in(indicator=old.indicator_id, replaces=old.pk, reason="")
        page = act_as(people.emil).post(reverse("admin:portal_reportedfigure_add"), form)
        assert "Eine Berichtigung braucht einen Grund." in page.content.decode()

    def test_it_corrects_the_same_indicator(self):
        correction = ReportedFigureFactory.build(
            indicator=IndicatorFactory(), citation=CitationFactory(), leading=False,
            replaces=ReportedFigureFactory(), reason="Bereinigung",
        )  # fmt: skip
        with pytest.raises(ValidationError, match="derselben Kennzahl"):
            correction.full_clean()

    def test_the_old_figure_counts_until_the_correction_is_released(self):
        old, correction = corrected()
        assert list(ReportedFigure.objects.released()) == [old]
        release_figure(figure=correction, by=people.karla())
        assert list(ReportedFigure.objects.released()) == [correction]

    def test_with_the_release_the_lead_moves_to_the_correction(self):
        old, correction = corrected()
        release_figure(figure=correction, by=people.karla())
        old.refresh_from_db()
        correction.refresh_from_db()
        assert (old.leading, correction.leading) == (False, True)

    def test_the_old_value_stays_readable_and_leads_to_its_correction(self, act_as):
        old, correction = corrected()
        release_figure(figure=correction, by=people.karla())
        text = act_as(people.dora).get(change_page(old)).content.decode()
        assert ("8.558" in text, "Berichtigt durch" in text) == (True, True)

    def test_if_another_figure_leads_at_the_corrected_time_nothing_changes(self):
        old, correction = corrected(period_start=date(2017, 1, 1))
        ReportedFigureFactory(indicator=old.indicator, period_start=date(2017, 1, 1))
        with pytest.raises(ValidationError, match="schon einen führenden Wert"):
            release_figure(figure=correction, by=people.karla())
        old.refresh_from_db()
        correction.refresh_from_db()
        assert (old.leading, correction.state) == (True, State.SUBMITTED)


def corrected(**fields: object) -> tuple[ReportedFigure, ReportedFigure]:
    """8.558 → 8.117 through a data clean-up, submitted by Emil."""
    old = ReportedFigureFactory(value=Decimal(8558))
    correction = submitted(
        people.emil(), indicator=old.indicator, value=Decimal(8117), leading=False, replaces=old,
        reason="Datenbereinigung", **fields,
    )  # fmt: skip
    return old, correction


def test_a_list_of_twenty_figures_costs_a_handful_of_queries(act_as, django_assert_max_num_queries):
    ReportedFigureFactory.create_batch(20, citation__source=SourceFactory())
    client = act_as(people.karla)
    with django_assert_max_num_queries(15):
        client.get(reverse(FIGURES))
