"""What is stored about one account holder (Art. 15 DSGVO), as they read it themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.db import models
from django.db.models import Count, Value
from django.utils import timezone

from portal.dates import german_date
from portal.models import Following, User
from portal.privacy.register import path_of, words_of
from portal.roles import role_of

NOTHING = "keine"
FACTORS = {
    Authenticator.Type.TOTP: "App mit Codes",
    Authenticator.Type.WEBAUTHN: "Passkey",
    Authenticator.Type.RECOVERY_CODES: "Wiederherstellungscodes",
}


@dataclass(frozen=True)
class OwnData:
    """`facts`: what stands in the account; `traces`: how many records name it, by table and field."""

    facts: list[tuple[str, str]]
    traces: list[tuple[str, int]]


def own_data(user: User) -> OwnData:
    return OwnData(list(facts(user)), traces(user))


def facts(user: User) -> Iterator[tuple[str, str]]:
    role = role_of(user)
    yield "E-Mail-Adresse", user.email
    yield "Name", user.name
    yield "Rolle", role.name if role else "keine"
    yield "Organisation", str(user.organisation or "keine")
    yield "Konto angelegt am", moment(user.date_joined)
    yield "Zuletzt eingeladen am", moment(user.invited_at)
    yield "Zuletzt angemeldet am", moment(user.last_login)
    yield "Konto gilt bis", german_date(user.expires_on) if user.expires_on else "unbefristet"
    yield "Passwort", "nur als Prüfwert" if user.has_usable_password() else "keines"
    factors = Authenticator.objects.filter(user=user).order_by("pk")
    yield "Zweiter Faktor", ", ".join(FACTORS[factor.type] for factor in factors) or "keiner"
    linked = SocialAccount.objects.filter(user=user).exists()
    yield "Verbunden mit dem Verzeichnis der Stadt", "ja" if linked else "nein"
    chapters = Following.objects.all().of(user)
    yield "Verfolgte Kapitel", ", ".join(one.get_area_display() for one in chapters) or NOTHING


def moment(when: datetime | None) -> str:
    return f"{timezone.localtime(when):%d.%m.%Y, %H:%M} Uhr" if when else "noch nie"


def traces(user: User) -> list[tuple[str, int]]:
    """One question to the database, however many tables name accounts."""
    counts = [
        model._base_manager.filter(**{field.name: user})
        .order_by()
        .annotate(path=Value(path_of(field)))
        .values("path")
        .annotate(count=Count("pk"))
        .values_list("path", "count")
        for model, field in naming_accounts()
    ]
    found: dict[str, int] = {}
    for path, count in counts[0].union(*counts[1:], all=True):
        found[path] = found.get(path, 0) + count
    return sorted((": ".join(words_of(path)), count) for path, count in found.items() if count)


def naming_accounts() -> Iterator[tuple[type[models.Model], models.Field]]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.related_model is User:
                yield model, field
