"""The second factor: who needs one, what it protects, and how its secrets are kept."""

from collections.abc import Callable
from functools import wraps
from typing import ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from portal.models import AuditEvent, User
from portal.sign_in import encryption
from portal.sign_in.single_sign_on import brought_factor

# A list of recovery codes alone is no factor: it only stands in for one that was lost.
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]

# All that somebody reaches who still has to set a factor up.
SET_UP = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "account_logout",
}


class MFAAdapter(DefaultMFAAdapter):
    error_messages: ClassVar = DefaultMFAAdapter.error_messages | {
        "cannot_generate_recovery_codes": "Wiederherstellungscodes gibt es erst mit einem zweiten Faktor.",
        "incorrect_code": "Der Code stimmt nicht oder wurde schon benutzt.",
    }

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)


class ActivationForm(ActivateTOTPForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Code aus der App"

    def clean_code(self) -> str:
        """The code that sets the app up is used like any other: it does not sign in a second time."""
        code: str = super().clean_code()
        TOTP(Authenticator(user=self.user))._mark_code_used(code)
        return code


class FailureRecorded:
    """A wrong code is a sign-in that failed. Not as a signal: allauth sends none for passkeys."""

    def is_valid(self) -> bool:
        valid: bool = super().is_valid()  # type: ignore[misc]
        if not valid:
            failed = AuditEvent.Kind.SIGN_IN_FAILED
            AuditEvent.objects.create(kind=failed, account=self.user, what="zweiter Faktor")
        return valid


class CodeForm(FailureRecorded, AuthenticateForm): ...


class CodeAgainForm(FailureRecorded, ReauthenticateForm): ...


class PasskeyForm(FailureRecorded, AuthenticateWebAuthnForm): ...


class PasskeyAgainForm(FailureRecorded, ReauthenticateWebAuthnForm): ...


def recorded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What a page changes in somebody's factors is one transaction with what the trace says of it (allauth's
    own signals come after it)."""

    @wraps(view)
    @transaction.atomic
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method != "POST" or request.user.is_anonymous:
            return view(request, *args, **kwargs)
        before = factors_of(request.user)
        response = view(request, *args, **kwargs)
        record_factors(request.user, before)
        return response

    return answer


def factors_of(user: User) -> dict[int, str]:
    """„Authenticator-App“ or „Wiederherstellungscodes“ by key; new codes have a new one."""
    return {factor.pk: factor.get_type_display() for factor in Authenticator.objects.filter(user=user)}


def record_factors(user: User, before: dict[int, str]) -> None:
    after = factors_of(user)
    changes = [
        *(f"{before[key]} entfernt" for key in before.keys() - after.keys()),
        *(f"{after[key]} eingerichtet" for key in after.keys() - before.keys()),
    ]
    for what in changes:
        AuditEvent.objects.create(kind=AuditEvent.Kind.FACTOR, account=user, what=what)


def has_factor(user: User) -> bool:
    return is_mfa_enabled(user, FACTORS)


def needs_factor(user: User) -> bool:
    """Who can write anything, or enters the admin. Council members only read."""
    return user.is_staff or any(
        not right.partition(".")[2].startswith("view_") for right in user.get_all_permissions()
    )


def must_set_up(request: HttpRequest) -> bool:
    required = settings.REQUIRE_SECOND_FACTOR and needs_factor(request.user)
    return required and not has_factor(request.user) and not brought_factor(request)


class SecondFactorMiddleware:
    """Stands before every view there is; who lacks a factor gets to the set-up and no further."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object):
        if request.resolver_match.view_name in SET_UP or request.user.is_anonymous:
            return None
        return redirect("mfa_index") if must_set_up(request) else None


class StateOfFactor:
    """What the pages of the account say about it; asked by these alone."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def required(self) -> bool:
        return settings.REQUIRE_SECOND_FACTOR and needs_factor(self.request.user)

    @property
    def missing(self) -> bool:
        return must_set_up(self.request)

    @property
    def only_offered(self) -> bool:
        """To somebody for whom it would be required in production."""
        return not settings.REQUIRE_SECOND_FACTOR and needs_factor(self.request.user)


@transaction.atomic
def remove_factors(user: User) -> None:
    """For somebody who lost the phone and the codes: whoever does this has made sure who asks."""
    before = factors_of(user)
    Authenticator.objects.filter(user=user).delete()
    record_factors(user, before)
