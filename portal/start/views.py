from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accommodation.chapter import overview as accommodation_overview
from culture_sport.chapter import overview as culture_sport_overview
from fim.chapter import overview as fim_overview
from pakt.chapter import overview as pakt_overview
from portal.access import for_readers
from portal.forms import asked_stichtag
from portal.freshness.by_rights import alike_in_session
from portal.models import User
from portal.roles import audience_of
from portal.start import administering, deciding, editing, sending
from portal.start.news import new_to
from portal.start.tasks import tasks_of
from taskforce.chapter import overview as taskforce_overview
from volunteering.chapter import overview as volunteering_overview

OVERVIEWS = {
    "taskforce": taskforce_overview,
    "volunteering": volunteering_overview,
    "culture_sport": culture_sport_overview,
    "fim": fim_overview,
    "pakt": pakt_overview,
}
ASKED = (
    sending.returned_lists, sending.owed_numbers, sending.unsent_lists, sending.unreported_placements,
    editing.final_report,
    deciding.lists_to_release, deciding.figures_to_release, deciding.reports_to_release,
    deciding.questions_to_answer, deciding.missing_lists,
    editing.ending_contracts, editing.volunteers_to_confirm, editing.offers_to_confirm,
    administering.set_up, administering.machine, administering.accounts,
)  # fmt: skip


@require_safe
@alike_in_session
@for_readers
def home(request: HttpRequest) -> HttpResponse:
    as_of, form = asked_stichtag(request)
    audience = audience_of(request.user)
    chapter = accommodation_overview(as_of, audience)
    others = {name: overview(as_of, audience) for name, overview in OVERVIEWS.items()}
    own = for_this_reader(request.user) if request.user.is_authenticated else {}
    shown = (chapter, *others.values(), *filter(None, [own.get("news")]), *own.get("questions", ()))
    example = any(one.example for one in shown)
    context = {"chapter": chapter, **others, "stichtag_form": form, "example": example}
    return render(request, "home.html", context | own)


def for_this_reader(user: User) -> dict[str, Any]:
    now = timezone.now()
    today = timezone.localdate(now)
    return {
        "tasks": tasks_of(user, today, ASKED),
        "news": new_to(user, now),
        "questions": deciding.open_questions(user, today),
    }
