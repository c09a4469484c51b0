"""Costly pages are limited for each reader, so that one cannot take the portal away from the others.

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
        if not is_costly(request):
            return None
        if may_go_on(request):
            return None
        request.refused = "limit"  # type: ignore[attr-defined]
        response = render(request, "429.html", {"wait": WAIT}, status=429)
        response.headers["Retry-After"] = str(WAIT)
        return response


def is_costly(request: HttpRequest) -> bool:
    """Also every table for download, in whichever chapter it stands."""
    match = request.resolver_match
    assert match is not None
    return (
        match.view_name in COSTLY or match.view_name.endswith("table") or match.view_name.endswith("_export")
    )


def may_go_on(request: HttpRequest) -> bool:
    """Also counts the request."""
    action, reader = reader_of(request)
    used = ratelimit.consume(request, app="allauth.account", action=action, key=reader, limit_get=True)
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
