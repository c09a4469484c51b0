"""Pages and downloads of FIM places: each asks for a chapter and hands it on."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fim.chapter import chapter as fim_chapter
from fim.chapter.own import own_chapter
from fim.imports.placement_list import PLACEMENT_LIST
from fim.models import Provider
from fim.own_work import work_of
from portal.access import for_readers
from portal.answers import chart_answer, table_answer
from portal.figures import Audience
from portal.forms import asked_stichtag, exact_stichtag
from portal.freshness.by_rights import alike_by_rights
from portal.models import User
from portal.roles import audience_of


def reader(user: User) -> Audience:
    """Accounts of operators read what everybody may: of other providers and their contracts nothing."""
    audience = audience_of(user)
    speaks_for_one = audience is Audience.COUNCIL and user.has_perm("portal.add_delivery")
    return Audience.PUBLIC if speaks_for_one else audience


@require_safe
@alike_by_rights
@for_readers
def chapter(request: HttpRequest) -> HttpResponse:
    as_of, form = asked_stichtag(request)
    content = fim_chapter(as_of, reader(request.user))
    context = {
        "chapter": content,
        "stichtag_form": form,
        "example": content.example,
        "has_work": Provider.objects.of_user(request.user).exists()
        or request.user.has_perm("fim.change_contract"),
    }
    return render(request, "fim/chapter.html", context)


@require_safe
@alike_by_rights
@for_readers
def chart(request: HttpRequest, key: str, extension: str) -> HttpResponse:
    return chart_answer(fim_chapter(exact_stichtag(request), reader(request.user)), key, extension)


@require_safe
@alike_by_rights
@for_readers
def table(request: HttpRequest, key: str, extension: str) -> HttpResponse:
    return table_answer(fim_chapter(exact_stichtag(request), reader(request.user)), key, extension)


@login_required
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """What is to be done, and for a provider all that is known of its measures."""
    as_of, form = asked_stichtag(request)
    work = work_of(request.user, as_of)
    if work is None:
        raise PermissionDenied("Diese Seite ist für Maßnahmeträger und für die Fachredaktion FIM.")
    context = {
        "work": work,
        "chapter": own_chapter(work.provider, as_of) if work.provider else None,
        "waiting": PLACEMENT_LIST.deliveries(request.user).waiting(),
        "returned": PLACEMENT_LIST.deliveries(request.user).not_sent_again(),
        "stichtag_form": form,
        "as_of": as_of,
        "example": work.example,
    }
    return render(request, "fim/own.html", context)


def own_or_403(request: HttpRequest) -> Provider:
    provider = Provider.objects.of_user(request.user).first()
    if provider is None:
        raise PermissionDenied("Diese Datei ist für Maßnahmeträger.")
    return provider


@login_required
@require_safe
def own_chart(request: HttpRequest, key: str, extension: str) -> HttpResponse:
    return chart_answer(own_chapter(own_or_403(request), exact_stichtag(request)), key, extension)


@login_required
@require_safe
def own_table(request: HttpRequest, key: str, extension: str) -> HttpResponse:
    return table_answer(own_chapter(own_or_403(request), exact_stichtag(request)), key, extension)
