"""Deliveries without a file: the form, „unverändert“ and „nichts zu melden“."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from accommodation import form_deliveries
from accommodation.confirmation import AlreadySubmittedError
from accommodation.form_deliveries import NO_SHELTER, form_problems
from accommodation.imports.closed_dates import lock_sentence, locked_dates
from portal.forms import sent
from portal.inbox.views import own_organisation
from portal.inbox.without_file import (
    MOST_LINES,
    AboutForm,
    LineFormSet,
    NothingForm,
    UnchangedForm,
    day_to_report,
)
from portal.models import Delivery, Organisation, User
from portal.numbers import german
from portal.sheets.template import Template

TOO_MANY = (
    f"Das Formular ist für höchstens {german(MOST_LINES)} Unterkünfte. Bitte laden Sie eine Datei hoch."
)
HEADINGS = {"form": "Formular", "unchanged": "Unverändert melden", "nothing": "Nichts zu melden"}
HANDED_IN = "Ihre Angabe ist eingereicht. Eine zweite Person prüft sie und gibt sie frei."


@dataclass(frozen=True)
class Subject:
    """Whose report, of which day, by whom."""

    sender: Organisation
    as_of: date
    by: User

    @property
    def words(self) -> dict[str, object]:
        """What actions want to know."""
        return {"sender": self.sender, "as_of": self.as_of, "by": self.by}

    @property
    def address(self) -> dict[str, object]:
        return {"stichtag": self.as_of.isoformat(), "traeger": self.sender.pk}


def about_a_day(
    view: Callable[[HttpRequest, Subject], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """The address says whose report it is, and of which day; until it does, the page asks for that."""

    @login_required
    @permission_required("portal.add_delivery", raise_exception=True)
    @require_http_methods(["GET", "POST"])
    @wraps(view)
    def asked(request: HttpRequest) -> HttpResponse:
        about = AboutForm(request.GET, user=request.user)
        if not about.is_valid():
            return answer(request, view.__name__, {"about": about}, wrong=bool(about.errors))
        sender = about.cleaned_data.get("traeger") or own_organisation(request)
        as_of = about.cleaned_data["stichtag"] or day_to_report(sender)
        return view(request, Subject(sender, as_of, request.user))

    return asked


def answer(request: HttpRequest, name: str, context: dict[str, object], *, wrong: bool) -> HttpResponse:
    """Whatever was sent and is shown again is to be put right."""
    refused = wrong or request.method == "POST"
    context["heading"] = HEADINGS[name]
    return render(request, f"deliveries/{name}.html", context, status=422 if refused else 200)


def page(request: HttpRequest, name: str, subject: Subject, **context: object) -> HttpResponse:
    context |= {
        "sender": subject.sender,
        "as_of": subject.as_of,
        "about": AboutForm(subject.address, user=request.user),
        "here": f"?{urlencode(subject.address)}",
        "lock": "" if request.method == "POST" else lock_on(subject),
        "example": subject.sender.example,
    }
    return answer(request, name, context, wrong=False)


def lock_on(subject: Subject) -> str:
    """Said before somebody types for nothing; what was sent is refused with the same sentence."""
    closed = locked_dates(subject.sender, {subject.as_of}, timezone.localdate())
    return lock_sentence(closed[subject.as_of]) if closed else ""


@about_a_day
def form(request: HttpRequest, subject: Subject) -> HttpResponse:
    template = form_deliveries.form_template(subject.sender, subject.as_of)
    lines = LineFormSet(sent(request), template=template)  # type: ignore[call-arg]  # it is its subclass
    obstacle = obstacle_to(template)
    if not obstacle and lines.is_valid():
        draft, check = form_deliveries.draft_form(answers=lines.answers, **subject.words)
        if draft:
            return redirect("deliveries:delivery", pk=draft.pk)
        lines.show(form_problems(check))
    return page(request, "form", subject, lines=lines, obstacle=obstacle)


def obstacle_to(template: Template) -> str:
    """Why there is no form for these shelters; empty if there is one."""
    if not template.rows:
        return NO_SHELTER
    return TOO_MANY if len(template.rows) > MOST_LINES else ""


@about_a_day
def unchanged(request: HttpRequest, subject: Subject) -> HttpResponse:
    stated = UnchangedForm(sent(request), as_of=subject.as_of)
    if stated.is_valid():
        draft, problems = draft_of_unchanged(subject)
        if draft:
            return redirect("deliveries:delivery", pk=draft.pk)
        stated.add_error(None, problems)
    numbers = form_deliveries.last_numbers(subject.sender, subject.as_of)
    return page(request, "unchanged", subject, form=stated, numbers=numbers)


def draft_of_unchanged(subject: Subject) -> tuple[Delivery | None, list[str]]:
    try:
        draft, check = form_deliveries.draft_unchanged(**subject.words)
    except ValidationError as error:
        return None, error.messages
    return draft, [problem.text for problem in form_problems(check)]


@about_a_day
def nothing(request: HttpRequest, subject: Subject) -> HttpResponse:
    stated = NothingForm(sent(request))
    if stated.is_valid():
        try:
            delivery = form_deliveries.report_nothing(reason=stated.cleaned_data["reason"], **subject.words)
        except AlreadySubmittedError as error:
            messages.info(request, error.message)
            return redirect("deliveries:list")
        except ValidationError as error:
            stated.add_error(None, error)
        else:
            messages.success(request, HANDED_IN)
            return redirect("deliveries:delivery", pk=delivery.pk)
    return page(request, "nothing", subject, form=stated)
