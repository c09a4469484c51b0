"""Each request gets a number and one line in the log."""

import logging
import re
import uuid
from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.db import Error
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from portal.freshness.services import told
from portal.operation.logs import WITHHELD, request_number

logger = logging.getLogger(__name__)

FROM_NGINX = re.compile("[0-9a-f]{32}")
GAP = re.compile(r"<(?:\w+:)?(\w+)>")
HARMLESS = re.compile(r"[0-9-]{1,10}", re.ASCII)  # numbers of rows, dates
# Whoever is not let in there gets the form once more.
SIGN_IN = {"account_login", "account_reauthenticate", "mfa_authenticate", "mfa_reauthenticate"}


def numbered(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable:
    """The outermost of the portal's own layers: whatever goes wrong inside has a number."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-ID", "")
        number = given if FROM_NGINX.fullmatch(given) else uuid.uuid4().hex
        request.number = number  # type: ignore[attr-defined]
        token, without, start = request_number.set(number), told.set({}), perf_counter()
        try:
            response = get_response(request)
            if not request.path.startswith(settings.STATIC_URL):
                write_line(request, response, milliseconds=round((perf_counter() - start) * 1000))
            return response
        finally:
            request_number.reset(token)
            told.reset(without)

    return answer


def error_number() -> str:
    """What a page shows: the beginning of the request's number, short enough for the telephone. Not on the
    page of 404, where what is somebody else's must look like what was never there."""
    return (request_number.get() or "")[:10]


def write_line(request: HttpRequest, response: HttpResponseBase, *, milliseconds: int) -> None:
    refusal = refusal_of(request, response)
    facts = {
        "method": request.method if (request.method or "").isalpha() else WITHHELD,
        "path": path_without_secrets(request),
        "status": response.status_code,
        "ms": milliseconds,
        "user": user_number(request),
    } | ({"refused": refusal} if refusal else {})
    facts |= told.get() or {}
    level = logging.WARNING if refusal else logging.ERROR if response.status_code >= 500 else logging.INFO
    logger.log(level, "request", extra={"facts": facts})


def refusal_of(request: HttpRequest, response: HttpResponseBase) -> str:
    """Why somebody was not let in: the class of the error, or what the status says; otherwise nothing."""
    match = request.resolver_match
    if match and match.view_name in SIGN_IN and request.method == "POST" and response.status_code == 200:
        return "sign-in"
    if response.status_code in {400, 403, 413, 429}:
        return getattr(request, "refused", str(response.status_code))
    return getattr(request, "refused", "")


def path_without_secrets(request: HttpRequest) -> str | None:
    """The address without its query. Of what addresses are filled with only numbers are told: some hold a
    secret or a name. None for an address that does not exist."""
    match = request.resolver_match
    if match is None:
        return None

    def filled(gap: re.Match) -> str:
        value = str(match.kwargs.get(gap[1], ""))
        return value if HARMLESS.fullmatch(value) else WITHHELD

    return "/" + GAP.sub(filled, match.route)


def user_number(request: HttpRequest) -> int | None:
    """None for who is not signed in, and while no database says who somebody is."""
    try:
        return request.user.pk
    except (AttributeError, Error):
        return None
