"""Pages that everybody with the same rights sees alike, but for the reader's own name and token: made once,
with a gap for each of the two.

Accounts that belong to an organisation get theirs made for them: it may show what is theirs alone.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache, wraps
from typing import cast

from django.contrib.messages.storage.session import SessionStorage
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.utils.html import escape

from portal.freshness.kept import STORE, View, areas_behind, found, name_of
from portal.freshness.once import alone
from portal.freshness.versions import data_version
from portal.freshness.watching import READERS
from portal.models import Following, User
from portal.roles import audience_of

# By what stands around them, see components/navigation.html.
TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")\w+(?=")')
NAME = re.compile(rb'(?<=title="Angemeldet als )[^"]*(?=")')
GAP_FOR_TOKEN, GAP_FOR_NAME = b"\0token\0", b"\0name\0"  # no page can hold these bytes otherwise


def alike_by_rights(view: View) -> View:
    """For a view to which the reader means no more than rights, followed chapters, name and token."""
    return kept_if(may_share, what_counts, view)


def alike_in_session(view: View) -> View:
    """For a view that also tells what is new since the last visit and what waits for the reader. Made each
    time for staff, whose tasks depend on more than the data: on the machine and on the time of day."""
    return kept_if(lambda request: may_share(request) and not request.user.is_staff, what_is_own, view)


def kept_if(
    may_keep: Callable[[HttpRequest], bool],
    what_decides: Callable[[HttpRequest, str], Iterable[str]],
    view: View,
) -> View:
    """Outside of the view's own check: whoever may not have the page has other rights, under whose name
    nothing is ever kept.

    The account was read before the version, and may have changed in between; so it is read again for what is
    made. What was made while something changed is for this reader alone: it may show more than the rights do
    by which it would be found.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if not may_keep(request):
            return view(request, *args, **kwargs)
        areas = areas_behind(view.__module__.partition(".")[0]) | {READERS}
        version = data_version(areas)
        if not version:
            return view(request, *args, **kwargs)

        def make() -> HttpResponseBase:
            request.user = as_it_is_now(cast(User, request.user))
            return view(request, *args, **kwargs)

        name = name_of(request, version, *what_decides(request, version))
        with_gaps = found(name) or made(name, make, lambda: data_version(areas) == version)
        return filled(request, with_gaps)

    return answer


def as_it_is_now(reader: User) -> User:
    """With none of the rights that this copy remembers."""
    return User.objects.get(pk=reader.pk)


def may_share(request: HttpRequest) -> bool:
    if request.method not in ("GET", "HEAD") or request.user.is_anonymous or request.user.organisation_id:
        return False
    return SessionStorage.session_key not in request.session  # something is to be said to this reader alone


def what_counts(request: HttpRequest, version: str) -> list[str]:
    return rights_of(request.user, version)


def what_is_own(request: HttpRequest, version: str) -> list[str]:
    """The session stands for the reader, and for the visit before it."""
    return [f"session {request.session.session_key}", *rights_of(request.user, version)]


@lru_cache(maxsize=256)
def rights_of(reader: User, version: str) -> list[str]:
    """Remembered in each worker as long as neither accounts nor rights nor what somebody follows change."""
    reader = as_it_is_now(reader)
    followed = Following.objects.all().of(reader).values_list("area", flat=True)
    rights = [*reader.get_all_permissions(), *(f"follows {area}" for area in followed)]
    return [str(audience_of(reader)), f"staff {reader.is_staff}", *sorted(rights)]


def made(
    name: str, make: Callable[[], HttpResponseBase], still_holds: Callable[[], bool]
) -> HttpResponseBase:
    """By one of those who ask at the same time."""
    with alone(STORE, name):
        return found(name) or remembered(name, make(), still_holds)


def remembered(name: str, response: HttpResponseBase, still_holds: Callable[[], bool]) -> HttpResponseBase:
    if not isinstance(response, HttpResponse) or response.status_code != 200 or response.cookies:
        return response
    if still_holds():
        response.content = NAME.sub(GAP_FOR_NAME, TOKEN.sub(GAP_FOR_TOKEN, response.content))
        caches[STORE].set(name, (response.content, dict(response.headers)), timeout=None)
    return response


def filled(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """A picture and a file have no gaps."""
    if isinstance(response, HttpResponse) and GAP_FOR_TOKEN in response.content:
        own = response.content.replace(GAP_FOR_TOKEN, get_token(request).encode())
        response.content = own.replace(GAP_FOR_NAME, escape(request.user).encode())
    return response
