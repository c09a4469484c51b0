"""What every row of this area carries: the place in a source, and whether it is invented."""

from django.db import models


class Branch(models.TextChoices):
    CULTURE = "culture", "Kultur"
    SPORT = "sport", "Sport"


class Documented(models.Model):
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", null=True, blank=True, related_name="+",
        help_text="Die Quelle und die Stelle, an der es steht.",
    )  # fmt: skip
    example = models.BooleanField("Beispieldaten", default=False, help_text="Erfunden, nur zum Ausprobieren.")

    class Meta:
        abstract = True
