"""Who is at work, and where what they write comes from: the page, the command, the list.

Both are written beside each version of a record (portal.history) and each event (portal.models.audit).
Nobody passes them on: the request is known for as long as it is answered, a command for as long as it runs.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.apps import apps
from django.http import HttpRequest
from simple_history.models import HistoricalRecords

_named: ContextVar[str] = ContextVar("source", default="")
GAP = re.compile(r"<[^>]+>")  # of an address; what fills it may be a secret
ADMIN_PAGE = re.compile(r"Seite /admin/(?P<app>\w+)/(?P<model>\w+)/(?P<form>(?:…/change|add)/)?")
LONGEST = 200


@contextmanager
def coming_from(source: str) -> Iterator[None]:
    """What is written inside says `source` of where it came from: „Meldung 17“, „Befehl load_shelters“."""
    token = _named.set(source[:LONGEST])
    try:
        yield
    finally:
        _named.reset(token)


def current_source() -> str:
    """What was named nearest; otherwise the page that is being answered. Empty for a script that says
    nothing."""
    request = current_request()
    return _named.get() or (page_of(request) if request else "")


def current_person() -> int | None:
    """The key of the account that is signed in; None for commands and for strangers."""
    user = getattr(current_request(), "user", None)
    return user.pk if user and user.is_authenticated else None


def current_request() -> HttpRequest | None:
    return getattr(HistoricalRecords.context, "request", None)


def page_of(request: HttpRequest) -> str:
    """„Seite /kalender/…/oeffnen/“: without what only this one address holds."""
    match = request.resolver_match
    return f"Seite /{GAP.sub('…', match.route)}"[:LONGEST] if match else ""


def in_words(source: str) -> str:
    """„in der Verwaltung, Formular Unterkunft“ for an address of the admin; all else as it was noted."""
    page = ADMIN_PAGE.fullmatch(source)
    if page is None or page["model"] not in apps.all_models[page["app"]]:
        return source
    opts = apps.get_model(page["app"], page["model"])._meta
    on = f"Formular {opts.verbose_name}" if page["form"] else f"Liste {opts.verbose_name_plural}"
    return f"in der Verwaltung, {on}"
