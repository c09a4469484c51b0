"""Answers that are the same for every stranger: made once for each state of the data.

Nothing is ever taken back: what has another version, day or program has another name. A browser that has the
page already is told so (304), without anybody making or reading it.
"""

import hashlib
import os
from collections.abc import Callable
from functools import cache, lru_cache, wraps
from pathlib import Path

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import caches
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control

from portal.freshness.once import alone
from portal.freshness.versions import data_version
from portal.freshness.watching import AREAS, watched_models

View = Callable[..., HttpResponseBase]
STORE = "pages"
FOLDERS = (*AREAS, "templates", "static", "docs/handbuch")
# Of a reader about whom the portal remembers something, and to whom it may have to say something.
REMEMBERED = {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name}


def kept(view: View) -> View:
    """For a view whose answer to a stranger depends on nothing but the address, the day and the data."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        version = data_version(areas_behind(view.__module__.partition(".")[0])) if may_keep(request) else ""
        if not version:
            return view(request, *args, **kwargs)
        name = name_of(request, version)
        etag = f'"{name}"'
        known = get_conditional_response(request, etag=etag)
        return known or if_changed(
            request, found(name) or made(request, name, etag, lambda: view(request, *args, **kwargs))
        )

    return answer


def may_keep(request: HttpRequest) -> bool:
    return request.method in ("GET", "HEAD") and not REMEMBERED & request.COOKIES.keys()


@cache
def areas_behind(package: str) -> frozenset[str]:
    """Whose rows a page of this package may show: the area's own, what these point to, and the ground
    floor's. Pages of the portal itself put all areas together."""
    if package not in AREAS or package == "portal":
        return frozenset(AREAS)
    behind, new = {"portal"}, {package}
    while new:
        behind |= new
        new = {area for model in watched_models() if model._meta.app_label in new for area in areas_of(model)}
        new = new & set(AREAS) - behind
    return frozenset(behind)


def areas_of(model: type[models.Model]) -> set[str]:
    """Of the tables to which the model's rows point."""
    pointers = (*model._meta.fields, *model._meta.many_to_many)
    return {field.related_model._meta.app_label for field in pointers if field.related_model}


def name_of(request: HttpRequest, version: str, *reader: str) -> str:
    """`reader`: what counts of somebody who is signed in."""
    parts = (
        program(), version, str(timezone.localdate()), str(request.scheme), request.get_host(),
        request.get_full_path(), str(settings.READ_ONLY.exists()),  # each page says so while nobody may write
        *reader,
    )  # fmt: skip
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@cache
def program() -> str:
    """A name for what makes the pages: the files of this release, and what the city has set; the same on
    every machine."""
    files = (path for folder in FOLDERS for path in settings.BASE_DIR.joinpath(folder).rglob("*.*"))
    content = (f"{path.relative_to(settings.BASE_DIR)} {digest(path)}" for path in files if is_part(path))
    chosen = (f"{name} {value}" for name, value in os.environ.items() if name.startswith("PORTAL_"))
    where = f"PORTAL_DATA_DIR {os.environ.get('PORTAL_DATA_DIR')}"  # shows on no page
    return hashlib.sha256("\n".join([*sorted(content), *sorted({*chosen} - {where})]).encode()).hexdigest()


def is_part(path: Path) -> bool:
    return path.is_file() and path.suffix != ".pyc"


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def found(name: str) -> HttpResponse | None:
    try:
        content, headers = from_store(name)
    except KeyError:
        return None
    return HttpResponse(content, headers=headers)


@lru_cache(maxsize=64)
def from_store(name: str) -> tuple[bytes, dict[str, str]]:
    """What is asked for often stays at hand in each worker, some ten megabytes: nothing kept ever changes.
    Raises KeyError, which is not remembered."""
    kept = caches[STORE].get(name)
    if kept is None:
        raise KeyError(name)
    return kept


def made(
    request: HttpRequest, name: str, etag: str, make: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """By one of those who ask at the same time."""
    with alone(STORE, name):
        return found(name) or remembered(request, name, etag, make())


def is_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    """Not what a form with this reader's own token stands in."""
    own = response.cookies or request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    return response.status_code == 200 and not own


def remembered(request: HttpRequest, name: str, etag: str, response: HttpResponseBase) -> HttpResponseBase:
    if not isinstance(response, HttpResponse) or not is_for_everybody(request, response):
        return response
    response.headers.setdefault("ETag", etag)
    patch_cache_control(response, no_cache=True)
    caches[STORE].set(name, (response.content, dict(response.headers)), timeout=None)
    return response


def if_changed(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Open data name their answers themselves, by what they hold."""
    if not isinstance(response, HttpResponse) or "ETag" not in response.headers:
        return response
    known = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    return known or response
