"""What a sender delivered: the file, who, when, and what became of it."""

import uuid
from datetime import date

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import storages
from django.db import models
from django.utils import timezone

from portal.querysets import DeliveryQuerySet
from portal.releases import Releasable, State


def private_storage():
    """Outside the web root: delivered files are only handed out by a view that asks who you are."""
    return storages["private"]


def stored_name(delivery: "Delivery", file_name: str) -> str:
    """A name of our own; the sender's name is kept as text only."""
    return f"deliveries/{uuid.uuid4().hex}"


TAKEN_OVER = (State.SUBMITTED, State.RELEASED)


class Delivery(Releasable):
    """Meldung. A draft is a preview that waits for its confirmation."""

    class Kind(models.TextChoices):
        OCCUPANCY = "occupancy", "Belegung"
        PLACEMENTS = "placements", "Besetzung der FIM-Plätze"
        VOLUNTEERS = "volunteers", "Zahlen der Engagierten"

    class Way(models.TextChoices):
        FILE = "file", "Datei"
        FORM = "form", "Formular"
        UNCHANGED = "unchanged", "unverändert gemeldet"
        NOTHING = "nothing", "nichts zu melden"

    kind = models.CharField("Art", max_length=20, choices=Kind, default=Kind.OCCUPANCY)
    way = models.CharField("Weg", max_length=10, choices=Way, default=Way.FILE)
    sender = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="Träger", related_name="deliveries"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="hochgeladen von", related_name="+"
    )
    created_at = models.DateTimeField("hochgeladen am", auto_now_add=True)
    file = models.FileField("Datei", upload_to=stored_name, storage=private_storage, blank=True)
    file_name = models.CharField("Dateiname", max_length=255)
    sha256 = models.CharField("Prüfsumme", max_length=64, db_index=True)
    size = models.PositiveIntegerField("Größe in Byte")
    as_of_given = models.DateField("angegebener Stichtag", null=True, blank=True)
    first_as_of = models.DateField("Stichtag", null=True, blank=True)
    last_as_of = models.DateField("letzter Stichtag", null=True, blank=True)
    counts = models.JSONField("Zahl der Zeilen", default=dict)  # new, changed, unchanged, skipped
    messages = models.JSONField("Hinweise", default=list)
    previewed = models.JSONField("Zahlen zur Zeit der Vorschau", default=dict)
    reason = models.CharField("Grund der Änderung", max_length=300, blank=True)
    file_deleted_on = models.DateField("Datei gelöscht am", null=True, blank=True, editable=False)
    preview_digest = models.CharField("Prüfsumme der Vorschau", max_length=64)
    example = models.BooleanField("Beispieldaten", default=False)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "Meldung"
        verbose_name_plural = "Meldungen"
        ordering = ["-created_at", "-id"]
        permissions = [
            ("release_delivery", "Kann Meldungen freigeben und zurückgeben"),
            ("view_all_deliveries", "Kann die Meldungen aller Träger sehen"),
            ("deliver_for_all", "Kann für jeden Träger melden"),
        ]
        constraints = [
            # The same file counts once per sender and reporting date; a returned one may come again.
            models.UniqueConstraint(
                fields=["sender", "sha256"], name="delivery_file_once",
                condition=models.Q(state__in=TAKEN_OVER, as_of_given__isnull=True),
                violation_error_message="Diese Datei wurde bereits übernommen.",
            ),
            models.UniqueConstraint(
                fields=["sender", "sha256", "as_of_given"], name="delivery_file_once_per_date",
                condition=models.Q(state__in=TAKEN_OVER, as_of_given__isnull=False),
                violation_error_message="Diese Datei wurde bereits übernommen.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.file_name} ({self.sender})"

    def save_with_file(self, content: File) -> None:
        """The row first: a process that dies in between leaves a preview without its file, which is deleted
        after a day, never a file that nobody finds."""
        self.file = stored_name(self, self.file_name)
        self.save()
        try:
            self.file.storage.save(self.file.name, content)
        except OSError:  # no space left: neither half a file nor a preview without one
            self.file.storage.delete(self.file.name)
            self.delete()
            raise

    @property
    def decided_on(self) -> date | None:
        """The day of the decision here; None before it."""
        return timezone.localdate(self.decided_at) if self.decided_at else None

    @property
    def on_behalf(self) -> bool:
        """Whether somebody else than the operator itself delivered it."""
        return self.created_by.organisation_id != self.sender_id
