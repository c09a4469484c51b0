"""The declaration, the page in Leichte Sprache, and the page of components."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.accessibility.plain_language import newest_number
from portal.accessibility.report_views import periods
from portal.accessibility.specimens import specimens
from portal.accessibility.statement import ELSEWHERE, declaration_on
from portal.figures import Audience
from portal.roles import audience_of


@require_safe
def statement(request: HttpRequest) -> HttpResponse:
    context = {
        "declaration": declaration_on(timezone.localdate()),
        "publisher": settings.PUBLISHER,
        "portal_address": settings.BASE_URL,
        "elsewhere": ELSEWHERE,
        **periods(),
    }
    return render(request, "accessibility/statement.html", context)


@require_safe
def plain_language(request: HttpRequest) -> HttpResponse:
    """Open to everybody; the number only to who may read figures."""
    audience = audience_of(request.user)
    readable = settings.PUBLIC_VIEW or audience is not Audience.PUBLIC
    today = timezone.localdate()
    context = {
        "number": newest_number(today, audience) if readable else None,
        "declaration": declaration_on(today),
        **periods(),
    }
    return render(request, "accessibility/plain_language.html", context)


@login_required
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    if not request.user.is_staff:
        raise PermissionDenied("Diese Seite ist für die Verwaltung.")
    return render(request, "accessibility/components.html", specimens())
