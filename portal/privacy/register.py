"""The register of processing (Verzeichnis von Verarbeitungstätigkeiten), made from the models."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models

from portal.models import RetentionPeriod
from portal.numbers import german, rounded
from portal.privacy.activities import ACTIVITIES, MEASURES, NOT_PERSONAL, WORDS, Activity

# Parts of a field's name that speak of a person or of a way to reach one.
TELLING = {
    "name", "person", "persons", "mail", "email", "phone", "mobile", "fax", "contact", "address", "street",
    "author", "birth", "born", "first", "last", "surname", "signature", "ip",
}  # fmt: skip
HISTORY = "*.history_user"
DAYS_OF_A_YEAR = 365


@dataclass(frozen=True)
class Held:
    """What an activity holds in one table: „Konto: E-Mail-Adresse, Name“."""

    table: str
    labels: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.table}: {', '.join(self.labels)}"


@dataclass(frozen=True)
class Entry:
    """One activity with everything that the register says of it. `periods` in words."""

    activity: Activity
    held: tuple[Held, ...]
    periods: tuple[str, ...]


def described() -> dict[str, object]:
    """Everything that the register says, for its page and its file."""
    looked_at = {
        reason: [": ".join(words_of(path)) for path in paths] for reason, paths in NOT_PERSONAL.items()
    }
    return {
        "answering": answering(),
        "entries": entries(),
        "measures": MEASURES,
        "looked_at": looked_at,
    }


def answering() -> dict[str, str]:
    """Who answers for the portal; empty where nobody has entered it."""
    return {
        "controller": settings.CONTROLLER,
        "contact": settings.CONTROLLER_CONTACT,
        "officer": settings.DATA_PROTECTION_OFFICER,
        "authority": settings.SUPERVISORY_AUTHORITY,
    }


def entries() -> list[Entry]:
    """Raises LookupError (FieldDoesNotExist) for a declared field that no model has."""
    periods = {period.kind: period for period in RetentionPeriod.objects.complete()}
    return [Entry(one, tuple(held(one.fields)), tuple(kept(one, periods))) for one in ACTIVITIES]


def held(fields: tuple[str, ...]) -> Iterator[Held]:
    """In the order of the declaration, each table and each label once."""
    tables: dict[str, dict[str, None]] = {}
    for path in fields:
        table, label = words_of(path)
        tables.setdefault(table, {})[label] = None
    for table, labels in tables.items():
        yield Held(table, tuple(labels))


def words_of(path: str) -> tuple[str, str]:
    """Table and field as the model calls them, or in plainer words."""
    if path in WORDS:
        return WORDS[path]
    label, _, name = path.rpartition(".")
    model = apps.get_model(label)
    field = model._meta.get_field(name)
    return str(model._meta.verbose_name), str(getattr(field, "verbose_name", name))


def kept(activity: Activity, periods: dict[str, RetentionPeriod]) -> Iterator[str]:
    for kind in activity.kept:
        yield f"{kind.label}: {days_text(periods[kind].days)} {periods[kind].since}"
    if activity.kept_else:
        yield activity.kept_else


def days_text(days: int) -> str:
    """„1 Tag“, „3 Jahre“; „höchstens ein Tag“ for 0, since the run is nightly."""
    if days < 2:
        return "1 Tag" if days else "höchstens ein Tag"
    if days % DAYS_OF_A_YEAR == 0:
        years = days // DAYS_OF_A_YEAR
        return "1 Jahr" if years == 1 else f"{german(years)} Jahre"
    months = int(rounded(Decimal(12 * days) / DAYS_OF_A_YEAR))
    about = f" (rund {german(months)} Monate)" if months > 1 else ""
    return f"{german(days)} Tage{about}"


def undeclared() -> list[str]:
    """Fields that look personal and of which nobody has said what they are; empty if all is well."""
    declared = {path for one in ACTIVITIES for path in one.fields}
    declared |= {path for paths in NOT_PERSONAL.values() for path in paths}
    looking = {
        path_of(field)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if looks_personal(field)
    }
    return sorted(looking - declared)


def looks_personal(field: models.Field) -> bool:
    """By its type, or by a word in its name."""
    if isinstance(field, models.EmailField | models.GenericIPAddressField):
        return True
    if field.is_relation:
        return field.related_model is get_user_model()
    text = isinstance(field, models.CharField | models.TextField | models.JSONField)
    return text and not TELLING.isdisjoint(field.name.split("_"))


def path_of(field: models.Field) -> str:
    """The field of a history is that of its model."""
    if field.name == "history_user":
        return HISTORY
    model = getattr(field.model, "instance_type", field.model)
    return f"{model._meta.label}.{field.name}"
