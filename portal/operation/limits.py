"""Costly pages are limited for each reader, so that one cannot take the portal away from the others; so
are uploads for each sender.

Counted as tries at the sign-in are, in the database, which all workers share; how often stands there, too
(ACCOUNT_RATE_LIMITS).
"""

from collections.abc import Callable

from allauth.core.internal import ratelimit
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

WAIT = 60  # seconds, after which the whole limit is free again
WAIT_TO_UPLOAD = 3600
UPLOADS = {"deliveries:upload", "fim:upload", "volunteering:upload"}

# The report as a file, everything at once, and searching through all of it.
COSTLY = {
    "search:search", "reports:file", "taskforce:organigram_file",
    "opendata:catalogue", "opendata:figures_csv", "opendata:figures_json", "opendata:figures_german",
    "opendata:chapter_csv", "opendata:chapter_json", "opendata:chapter_german",
    "opendata:opendata_api:figures", "opendata:opendata_api:chapter",
}  # fmt: skip


class Limits:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponseBase | None:
        if is_upload(request) and not counted(request, "uploads_of_sender", sender_of(request)):
            return too_many(request, WAIT_TO_UPLOAD, uploads=True)
        if is_costly(request) and not counted(request, *reader_of(request)):
            return too_many(request, WAIT)
        return None


def too_many(request: HttpRequest, seconds: int, *, uploads: bool = False) -> HttpResponseBase:
    request.refused = "limit"  # type: ignore[attr-defined]
    response = render(request, "429.html", {"wait": seconds, "uploads": uploads}, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def is_upload(request: HttpRequest) -> bool:
    """A file that is sent by somebody who is signed in; to all others the sign-in answers."""
    match = request.resolver_match
    assert match is not None
    return match.view_name in UPLOADS and request.method == "POST" and request.user.is_authenticated


def sender_of(request: HttpRequest) -> str:
    """The operator, however many of its people send; of staff, who send for all, the person."""
    organisation = getattr(request.user, "organisation_id", None)
    return f"organisation {organisation}" if organisation else f"person {request.user.pk}"


def is_costly(request: HttpRequest) -> bool:
    """Also every table for download, in whichever chapter it stands."""
    match = request.resolver_match
    assert match is not None
    return (
        match.view_name in COSTLY or match.view_name.endswith("table") or match.view_name.endswith("_export")
    )


def counted(request: HttpRequest, action: str, key: str) -> bool:
    """Whether this one more is still within the limit."""
    used = ratelimit.consume(request, app="allauth.account", action=action, key=key, limit_get=True)
    return used is not None


def reader_of(request: HttpRequest) -> tuple[str, str]:
    """Which limit holds, and whom it counts."""
    if request.user.is_authenticated:
        return "costly_for_person", str(request.user.pk)
    return "costly_for_address", address_of(request)


def address_of(request: HttpRequest) -> str:
    """Who comes over a socket without a proxy has none; all of them are counted together."""
    try:
        return ratelimit.get_ip(request)
    except PermissionDenied:
        return "none"
