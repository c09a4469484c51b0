"""Pages and downloads of programmes and projects: each asks for a chapter and hands it on."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from pakt.chapter import chapter as pakt_chapter
from pakt.chapter import open_programmes
from pakt.chapter.cards import cards
from pakt.chapter.light import RULE_LINES, signal_of
from pakt.chapter.one_programme import module_facts, programme_chapter, programme_facts
from pakt.chapter.one_project import project_chapter, project_facts
from pakt.models import Programme, Project
from portal.access import for_readers
from portal.answers import chart_answer, table_answer
from portal.figures import Audience, Chapter
from portal.forms import asked_stichtag, exact_stichtag
from portal.freshness.by_rights import alike_by_rights
from portal.roles import audience_of


@require_safe
@alike_by_rights
@for_readers
def chapter(request: HttpRequest) -> HttpResponse:
    as_of, form = asked_stichtag(request)
    audience = audience_of(request.user)
    programmes = open_programmes(audience)
    content = pakt_chapter(as_of, audience, programmes)
    context = {
        "chapter": content,
        "programmes": [(one, cards(one, as_of, audience)) for one in programmes],
        "rule": RULE_LINES,
        "stichtag_form": form,
        "example": content.example,
    }
    return render(request, "pakt/chapter.html", context)


@require_safe
@alike_by_rights
@for_readers
def chart(request: HttpRequest, key: str, extension: str) -> HttpResponse:
    return chart_answer(whole_chapter(request), key, extension)


@require_safe
@alike_by_rights
@for_readers
def table(request: HttpRequest, key: str, extension: str) -> HttpResponse:
    return table_answer(whole_chapter(request), key, extension)


def whole_chapter(request: HttpRequest) -> Chapter:
    return pakt_chapter(exact_stichtag(request), audience_of(request.user))


@require_safe
@for_readers
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    as_of, form = asked_stichtag(request)
    audience = audience_of(request.user)
    found = open_programme(request, slug)
    context = {
        "chapter": programme_chapter(found, as_of, audience),
        "programme": found,
        "cards": cards(found, as_of, audience),
        "rule": RULE_LINES,
        "facts": programme_facts(found),
        "modules": module_facts(found),
        "stichtag_form": form,
        "example": found.example,
    }
    return render(request, "pakt/programme.html", context)


@require_safe
@for_readers
def programme_chart(request: HttpRequest, slug: str, key: str, extension: str) -> HttpResponse:
    return chart_answer(chapter_of_programme(request, slug), key, extension)


@require_safe
@for_readers
def programme_table(request: HttpRequest, slug: str, key: str, extension: str) -> HttpResponse:
    return table_answer(chapter_of_programme(request, slug), key, extension)


def open_programme(request: HttpRequest, slug: str) -> Programme:
    """Raises Http404 for one that this reader may not see."""
    inside = audience_of(request.user) is Audience.INTERNAL
    return get_object_or_404(Programme.objects.open_to(inside).described(), slug=slug)


def chapter_of_programme(request: HttpRequest, slug: str) -> Chapter:
    as_of = exact_stichtag(request)
    return programme_chapter(open_programme(request, slug), as_of, audience_of(request.user))


@require_safe
@for_readers
def project(request: HttpRequest, programme: str, slug: str) -> HttpResponse:
    as_of, form = asked_stichtag(request)
    found = open_project(request, programme, slug)
    context = {
        "chapter": chapter_of_project(request, found, as_of),
        "project": found,
        "signal": signal_of(found, as_of),
        "rule": RULE_LINES,
        "facts": project_facts(found),
        "stichtag_form": form,
        "example": found.example,
    }
    return render(request, "pakt/project.html", context)


@require_safe
@for_readers
def project_chart(request: HttpRequest, programme: str, slug: str, key: str, extension: str) -> HttpResponse:
    as_of = exact_stichtag(request)
    found = open_project(request, programme, slug)
    return chart_answer(chapter_of_project(request, found, as_of), key, extension)


@require_safe
@for_readers
def project_table(request: HttpRequest, programme: str, slug: str, key: str, extension: str) -> HttpResponse:
    as_of = exact_stichtag(request)
    found = open_project(request, programme, slug)
    return table_answer(chapter_of_project(request, found, as_of), key, extension)


def open_project(request: HttpRequest, programme: str, slug: str) -> Project:
    """Raises Http404 for one that this reader may not see, or that belongs to another programme."""
    inside = audience_of(request.user) is Audience.INTERNAL
    projects = Project.objects.open_to(inside).described()
    return get_object_or_404(projects, programme__slug=programme, slug=slug)


def chapter_of_project(request: HttpRequest, found: Project, as_of: date) -> Chapter:
    return project_chapter(found, as_of, audience_of(request.user))
