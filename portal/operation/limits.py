"""Costly pages are limited for each reader, so that one cannot take the portal away from the others.

The counters lie in the cache, which all workers share; a lock on a file beside it makes counting exact, since
neither the cache nor its own lock can add one at a time.
"""

import fcntl
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

SECONDS = 60
PER_PERSON = 30  # in a minute; nobody reads faster
PER_ADDRESS = 120  # a whole town hall may stand behind one, and only who is not signed in is counted there

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
        wait = seconds_to_wait(*reader_of(request), now=time.time())
        if not wait:
            return None
        request.refused = "limit"  # type: ignore[attr-defined]
        response = render(request, "429.html", {"wait": wait}, status=429)
        response.headers["Retry-After"] = str(wait)
        return response


def is_costly(request: HttpRequest) -> bool:
    """Also every table for download, in whichever chapter it stands."""
    match = request.resolver_match
    assert match is not None
    return (
        match.view_name in COSTLY or match.view_name.endswith("table") or match.view_name.endswith("_export")
    )


def reader_of(request: HttpRequest) -> tuple[str, int]:
    """A name for who asks, and how often that one may."""
    if request.user.is_authenticated:
        return f"user-{request.user.pk}", PER_PERSON
    return f"address-{address_of(request)}", PER_ADDRESS


def address_of(request: HttpRequest) -> str:
    """Who comes over a socket without a proxy has none; all of them are counted together."""
    try:
        return get_ip(request)
    except PermissionDenied:
        return "none"


def seconds_to_wait(reader: str, allowed: int, *, now: float) -> int:
    """0 if the reader may go on, which is then counted."""
    key = f"costly-{reader}"
    with one_at_a_time():
        past = [moment for moment in cache.get(key, []) if moment > now - SECONDS]
        if len(past) >= allowed:
            return math.ceil(past[0] + SECONDS - now)
        cache.set(key, [*past, now], SECONDS)
    return 0


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Among all processes of this machine; released even if one dies."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.DATA_DIR / "limits.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
