"""What stands in the way of confirming a preview, each as an error that a page can say."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from accommodation.imports import DeliveryCheck
from accommodation.imports.big_list import BigCheck
from accommodation.imports.since_preview import as_sentence, basis_of, basis_today, moved_numbers
from accommodation.models import Shelter
from accommodation.querysets import OccupancyQuerySet
from portal import releases
from portal.models import Delivery, User
from portal.models.deliveries import TAKEN_OVER

LONGEST_REASON = 300


class OutdatedError(ValidationError):
    """The data changed since the preview, so that confirming would write something else."""


class AlreadySubmittedError(ValidationError):
    """It was handed in before: a second click, which has no second effect."""


class GoneError(ValidationError):
    """The preview was discarded meanwhile, or a day passed over it."""

    def __init__(self) -> None:
        super().__init__(
            "Diese Vorschau gibt es nicht mehr: Sie ist verworfen oder nach einem Tag gelöscht worden."
        )


def same_delivery(delivery: Delivery, *, lock: bool = False) -> Delivery:
    """As it stands in the database now; locked, until the transaction ends. Raises GoneError."""
    deliveries = Delivery.objects.select_for_update() if lock else Delivery.objects.all()
    found = deliveries.filter(pk=delivery.pk).first()
    if found is None:
        raise GoneError
    return found


def lock_places(rows: OccupancyQuerySet) -> None:
    """See lock_shelters."""
    lock_shelters(rows.values("shelter"))


def lock_shelters(keys: Collection[int] | QuerySet) -> None:
    """Confirmations, releases and withdrawals about the same shelters wait for each other until one is
    committed. First the delivery, then its dates, then its shelters, so that no two wait in a circle."""
    shelters = Shelter.objects.filter(pk__in=keys).order_by("pk")
    list(shelters.select_for_update(no_key=True).values_list("pk"))


def expect_draft(delivery: Delivery, by: User) -> None:
    """Raises AlreadySubmittedError to the person who confirmed it, ValidationError to anybody else."""
    if delivery.state in TAKEN_OVER and delivery.submitted_by_id == by.pk:
        raise AlreadySubmittedError("Diese Meldung haben Sie schon eingereicht. Sie zählt nur einmal.")
    releases.expect(delivery, releases.State.DRAFT)


def expect_same_numbers(check: DeliveryCheck, delivery: Delivery) -> None:
    """Raises OutdatedError for what was released or withdrawn while the file was read once more."""
    moved = moved_numbers(basis_of(check.rows), basis_today(check.rows, delivery.sender))
    if moved:
        raise OutdatedError(as_sentence(moved))


def expect_acceptable(check: DeliveryCheck | BigCheck, *, warnings_accepted: bool, reason: str) -> None:
    """Raises ValidationError with what stands in the way of taking a file over; what the person can
    still say is an error of the field in which to say it."""
    if check.outcome == "rejected":
        raise ValidationError("Die Datei ist abgelehnt. Es wurde nichts übernommen.")
    missing = {}
    if check.outcome == "confirm" and not warnings_accepted:
        missing["warnings_accepted"] = "Bitte bestätigen Sie die Warnungen oder berichtigen Sie die Datei."
    if check.counts["changed"] and not reason.strip():
        missing["reason"] = "Bitte nennen Sie den Grund, aus dem sich gemeldete Zahlen ändern."
    if len(reason.strip()) > LONGEST_REASON:
        missing["reason"] = f"Der Grund ist zu lang (höchstens {LONGEST_REASON} Zeichen)."
    if missing:
        raise ValidationError(missing)


def expect_rows(delivery: Delivery) -> None:
    """Raises ValidationError if nothing of the file had to be written: all of it counts already, and nothing
    else of the sender waits."""
    if not delivery.occupancies.exists():
        raise ValidationError(
            "Die Datei enthält nichts Neues: Alle Werte sind schon so erfasst, und „keine Angabe“ ersetzt "
            "keine Zahl. Was falsch ist, zieht die Stadt zurück."
        )


def kept_reason(check: DeliveryCheck | BigCheck, reason: str) -> str:
    """Only a correction has one, whatever was said."""
    return reason.strip() if check.counts["changed"] else ""
