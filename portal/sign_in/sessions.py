"""How long a sign-in lasts, and how it is ended for others. All of it is kept on the server.

This module is the session engine (SESSION_ENGINE): so no sign-in, whatever way it came about, is without
the time at which it began.
"""

import time
from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from portal.models import AuditEvent, User

LONGEST = timedelta(hours=12)
IDLE = timedelta(hours=3)
IDLE_OF_ADMINISTRATORS = timedelta(minutes=30)
NOTED_EVERY = timedelta(minutes=1)  # so that reading does not mean writing with every page

SINCE, SEEN = "signed_in_since", "last_seen"


class SessionStore(DatabaseStore):
    def save(self, must_create: bool = False) -> None:
        if SESSION_KEY in self:
            self.setdefault(SINCE, time.time())
            self.setdefault(SEEN, time.time())
        super().save(must_create)


def limited(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = time.time()
            if is_over(request, now):
                logout(request)
                messages.info(request, "Sie wurden abgemeldet, weil Sie längere Zeit nichts getan haben.")
            else:
                note(request, now)
        return get_response(request)

    return answer


def is_over(request: HttpRequest, now: float) -> bool:
    """A session from before these limits has no times and is over."""
    idle = timedelta(seconds=now - request.session.get(SEEN, 0))
    if idle >= IDLE or timedelta(seconds=now - request.session.get(SINCE, 0)) >= LONGEST:
        return True
    return idle >= IDLE_OF_ADMINISTRATORS and request.user.has_perm("portal.change_user")


def note(request: HttpRequest, now: float) -> None:
    if now - request.session[SEEN] >= NOTED_EVERY.total_seconds():
        request.session[SEEN] = now


@transaction.atomic
def end_sessions(users: QuerySet[User]) -> int:
    """Whoever of these is signed in anywhere has to do so again; returns how many sessions that were."""
    keys = set(map(str, users.values_list("pk", flat=True)))
    ended = {session.pk: owner(session) for session in Session.objects.iterator() if owner(session) in keys}
    Session.objects.filter(pk__in=ended).delete()
    for account in users.filter(pk__in=set(ended.values())):
        AuditEvent.objects.create(kind=AuditEvent.Kind.SIGN_OUT, account=account, what="überall")
    return len(ended)


def record_sign_out(*, user: User | None, **signal: object) -> None:
    """By whatever door: the portal's, the admin's, or because nobody did anything for long."""
    if user:
        AuditEvent.objects.create(kind=AuditEvent.Kind.SIGN_OUT, by=user, account=user)


def owner(session: Session) -> str | None:
    """The key of the account; None where nobody is signed in."""
    return session.get_decoded().get(SESSION_KEY)
