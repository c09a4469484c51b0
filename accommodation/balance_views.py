"""The place balance: a page to read, to compare scenarios on, and to try assumptions."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accommodation.chapter.balance import PlaceBalance, as_it_is, place_balance
from accommodation.chapter.balance.calculation import Ground, ground_on, people_known_on
from accommodation.forms import SIDE_BY_SIDE, ScenarioForm, TryForm, as_in
from accommodation.scenarios import Scenario
from portal.answers import chart_answer, table_answer
from portal.figures import Audience, Chapter
from portal.forms import StichtagForm, asked_stichtag, exact_stichtag
from portal.numbers import german
from portal.roles import audience_of


@dataclass(frozen=True)
class Asked:
    """What the address asks for: scenarios, the first one in full, and the forms that say so."""

    scenarios: list[Scenario]
    choice: ScenarioForm
    attempt: TryForm

    @property
    def tried(self) -> bool:
        return self.scenarios[0].pk is None and self.attempt.is_bound


@login_required
@require_safe
def balance(request: HttpRequest) -> HttpResponse:
    as_of, stichtag_form = asked_stichtag(request)
    ground = readable_ground(request, as_of)
    asked = asked_scenarios(request, ground)
    page = page_of(ground, asked)
    return render(request, "accommodation/balance.html", context(request, page, asked, stichtag_form))


@login_required
@require_safe
def balance_chart(request: HttpRequest, key: str, extension: str) -> HttpResponse:
    return chart_answer(exact_chapter(request), key, extension)


@login_required
@require_safe
def balance_table(request: HttpRequest, key: str, extension: str) -> HttpResponse:
    return table_answer(exact_chapter(request), key, extension)


def exact_chapter(request: HttpRequest) -> Chapter:
    """For files, which cannot say that they show something else than was asked for. Raises Http404."""
    ground = readable_ground(request, exact_stichtag(request))
    asked = asked_scenarios(request, ground)
    if asked.choice.errors or asked.attempt.errors:
        raise Http404
    return page_of(ground, asked).chapter


def readable_ground(request: HttpRequest, as_of: date) -> Ground:
    """Raises PermissionDenied for an account without a role."""
    audience = audience_of(request.user)
    if audience is Audience.PUBLIC:
        raise PermissionDenied("Ihrem Konto ist noch keine Rolle zugeordnet.")
    return ground_on(as_of, audience)


def page_of(ground: Ground, asked: Asked) -> PlaceBalance:
    return place_balance(ground, asked.scenarios, people_known_on(timezone.localdate(), ground))


def asked_scenarios(request: HttpRequest, ground: Ground) -> Asked:
    """The chosen scenarios, else the one released last, else what follows from the shelters alone. One that
    is tried comes first, and beside it what it started from."""
    readable = Scenario.objects.readable_by(request.user).of_half(ground.example).with_sources()
    choice = ScenarioForm(request.GET if "szenario" in request.GET else None, readable=readable)
    chosen = list(choice.cleaned_data["szenario"]) if choice.is_bound and choice.is_valid() else []
    chosen = chosen or [readable.released_last() or as_it_is(example=ground.example)]
    attempt = TryForm(request.GET if "versuch" in request.GET else None, initial=as_in(chosen[0]))
    tried = [attempt.tried_on(chosen[0])] if attempt.is_bound and attempt.is_valid() else []
    return Asked([*tried, *chosen][:SIDE_BY_SIDE], choice, attempt)


def context(request: HttpRequest, page: PlaceBalance, asked: Asked, stichtag_form: StichtagForm) -> dict:
    return {
        "page": page,
        "chapter": page.chapter,
        "asked": asked,
        "stichtag_form": stichtag_form,
        "also": also(request),
        "keep": address_to_keep(asked.scenarios[0]) if asked.tried else "",
    }


def also(request: HttpRequest) -> str:
    """What else than the Stichtag the address asks for, so that a file says the same as its page."""
    asked = [(key, value) for key, values in request.GET.lists() for value in values if key != "stichtag"]
    return f"&{urlencode(asked)}" if asked else ""


def address_to_keep(tried: Scenario) -> str:
    """The admin's page for a new scenario, filled in with what was tried."""
    fields = {
        "months": tried.months,
        "arrivals_from": tried.arrivals_from,
        "arrivals_per_month": tried.arrivals_per_month,
        "departures_per_month": tried.departures_per_month,
        "departure_rate": german(tried.departure_rate, 2),
        "square_metres": "" if tried.square_metres is None else german(tried.square_metres, 1),
        "start_from": tried.start_from or "",
        "count_planned": tried.count_planned or "",
        "count_possible": tried.count_possible or "",
        "example": tried.example or "",
    }
    given = {name: value for name, value in fields.items() if value != ""}
    return f"{reverse('admin:accommodation_scenario_add')}?{urlencode(given)}"
