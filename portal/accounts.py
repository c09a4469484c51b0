"""Accounts: who gets one, and the rules of sign-in. Nobody chooses or sees a password of others."""

from collections.abc import Collection
from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core.internal import ratelimit
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import get_random_string

from portal.dates import german_date
from portal.models import AuditEvent, Organisation, User
from portal.roles import OPERATOR, Role, give_role

EXAMPLE_DOMAIN = "portal.example"  # reserved (RFC 2606): no mail ever arrives there
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # without signs that look alike


class Backend(AuthenticationBackend):
    """Asked at sign-in and with every request after it."""

    def user_can_authenticate(self, user: User) -> bool:
        return super().user_can_authenticate(user) and not user.over


class AccountAdapter(DefaultAccountAdapter):
    # allauth's German says „du“.
    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "Die E-Mail-Adresse oder das Passwort stimmt nicht.",
        "enter_current_password": "Bitte geben Sie Ihr jetziges Passwort ein.",
        "incorrect_password": "Das Passwort stimmt nicht.",
        "invalid_password_reset": "Der Link zum Zurücksetzen ist ungültig oder abgelaufen.",
        "rate_limited": "Das waren zu viele Versuche. Bitte warten Sie einige Minuten.",
        "too_many_login_attempts": "Das waren zu viele Versuche. Bitte warten Sie einige Minuten.",
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: str) -> None:
        """Count a try before it is made; one that succeeds is taken back. Raises ValidationError."""
        usage = []
        for action, key in self.counters(request, credentials):
            used = ratelimit.consume(request, app="allauth.account", action=action, key=key)
            if used is None:
                raise self.validation_error("too_many_login_attempts")
            usage += used.usage
        self._login_failed_rl_usage = ratelimit.RateLimitUsage(usage)

    def pre_login(self, request: HttpRequest, user: User, **kwargs: object) -> HttpResponse | None:
        """Whoever proved to be somebody whose account is over gets the page that says so."""
        return (
            self.respond_user_inactive(request, user)
            if user.over
            else super().pre_login(request, user, **kwargs)
        )

    def authentication_failed(self, request: HttpRequest, **credentials: str) -> None:
        """Whose account it was, if it is one: what was typed may be a password in the wrong field."""
        account = User.objects.filter(email__iexact=credentials.get("email", "")).first()
        AuditEvent.objects.create(kind=AuditEvent.Kind.SIGN_IN_FAILED, account=account, what="Passwort")

    @transaction.atomic
    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        AuditEvent.objects.create(kind=AuditEvent.Kind.SIGN_IN, by=user, account=user)

    @transaction.atomic
    def set_password(self, user: User, password: str) -> None:
        super().set_password(user, password)
        AuditEvent.objects.create(kind=AuditEvent.Kind.PASSWORD, account=user, what="selbst gewählt")

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: str) -> None:
        """Whoever chose a new password by mail starts afresh, also when others used up the tries."""
        for action, key in self.counters(request, credentials):
            ratelimit.clear(request, app="allauth.account", action=action, key=key)

    def counters(self, request: HttpRequest, credentials: dict[str, str]) -> tuple[tuple[str, str], ...]:
        account = credentials.get("email", "").lower()
        return (
            ("login_failed", f"{ratelimit.get_ip(request)} {account}"),
            ("login_failed_anywhere", account),
        )

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by the administration; nobody registers."""
        return False


def check_operator(role: Role | None, organisation: Organisation | None) -> None:
    """Who reports for an operator belongs to one. Raises ValidationError otherwise."""
    if role == OPERATOR and (organisation is None or organisation.kind != Organisation.Kind.OPERATOR):
        raise ValidationError({"organisation": "Ein Konto für Träger gehört zu einem Träger."})


@transaction.atomic
def open_account(*, email: str, name: str, role: Role, organisation: Organisation | None = None) -> User:
    """An account that cannot sign in until a password is issued. Raises ValidationError for an
    address that is wrong or taken, and for an operator's account without operator."""
    check_operator(role, organisation)
    user = User(email=User.objects.normalize_email(email), name=name, organisation=organisation)
    user.set_unusable_password()
    user.full_clean()
    user.save()
    give_role(user, role)
    return user


def record_rights(user: User, changed: Collection[str]) -> None:
    """What of an account's rights an administrator has changed. The address is not told: it is a name."""
    told = {
        "organisation": f"Organisation: {user.organisation or 'keine'}",
        "is_active": "aktiv" if user.is_active else "stillgelegt",
        "expires_on": f"gilt bis {german_date(user.expires_on)}" if user.expires_on else "gilt unbefristet",
        "email": "andere E-Mail-Adresse",
    }
    for what in (told[field] for field in changed if field in told):
        AuditEvent.objects.create(kind=AuditEvent.Kind.RIGHTS, account=user, what=what)


@transaction.atomic
def issue_password(user: User) -> str:
    """Replace the password by a random one of 79 bits, which is returned once and kept nowhere;
    whoever is signed in with the old one is signed out."""
    password = get_random_string(16, READABLE)
    user.set_password(password)
    user.invited_at = timezone.now()
    user.save(update_fields=["password", "invited_at"])
    AuditEvent.objects.create(kind=AuditEvent.Kind.PASSWORD, account=user, what="zufällig vergeben")
    return password
