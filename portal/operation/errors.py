"""The pages of what went wrong. Those that may be shown without a database are made without one: they stand
alone, without navigation and without who is signed in."""

import logging
import sys

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views import defaults
from django.views.csrf import csrf_failure

from portal.operation.database import has_waited, is_full, is_gone
from portal.operation.requests import error_number

logger = logging.getLogger(__name__)

TOO_BIG = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
RETRY_SECONDS = 5


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    note(request, exception)
    too_big = isinstance(exception, TOO_BIG)
    return alone("413.html", 413) if too_big else alone("400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    note(request, exception)
    return defaults.permission_denied(request, exception)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token. The reason is for developers."""
    request.refused = "csrf"  # type: ignore[attr-defined]
    return csrf_failure(request, reason)


def server_error(request: HttpRequest) -> HttpResponse:
    """Asked by Django while it handles the error, wherever in the portal that came from."""
    error = sys.exc_info()[1]
    if getattr(request, "failed", None) is not type(error):  # each layer of the portal meets the same failure
        logger.error("error", exc_info=error)
    request.failed = type(error)  # type: ignore[attr-defined]
    if is_full(error):
        return unavailable("operation/full.html")
    if has_waited(error):
        return unavailable("operation/waited.html")
    if is_gone(error):
        return unavailable("503.html")
    return alone("500.html", 500)


def unavailable(template: str) -> HttpResponse:
    response = alone(template, 503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def alone(template: str, status: int) -> HttpResponse:
    """Rendered without the request, so that nothing asks who reads it."""
    context = {"city": settings.CITY, "kern": settings.KERN_DIR.exists(), "error_number": error_number()}
    return HttpResponse(render_to_string(template, context), status=status)


def note(request: HttpRequest, exception: Exception) -> None:
    """For the line in the log: the kind of refusal, not its text."""
    request.refused = type(exception).__name__  # type: ignore[attr-defined]
