"""Numbers that come in by a delivered list, one row about one thing on one day."""

from django.db import models

from portal.releases import Releasable


class DeliveredNumbers(models.Model):
    """What a delivery says about one thing on one day. A subclass names the thing and the numbers, allows
    one current statement for a thing and day, and one in a delivery. Never overwritten: a correction is a
    statement of a later delivery that replaces the one before it."""

    as_of = models.DateField("Stichtag", help_text="Der Tag, für den die Zahl gilt.")
    remark = models.CharField(
        "Bemerkung", max_length=300, blank=True,
        help_text="Was man wissen muss, um die Zahl richtig zu lesen. Ohne Namen.",
    )  # fmt: skip
    delivery = models.ForeignKey(
        "portal.Delivery", models.PROTECT, verbose_name="Meldung", related_name="%(app_label)s_%(class)ss"
    )
    sheet = models.CharField("Blatt", max_length=100, blank=True)
    row = models.PositiveIntegerField("Zeile")
    replaces = models.ForeignKey(
        "self", models.PROTECT, verbose_name="ersetzt", null=True, blank=True, related_name="replaced_by"
    )
    current = models.BooleanField("gültig", default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.as_of:%d.%m.%Y}"

    @property
    def handed_in(self) -> Releasable:
        """What somebody handed in and another person decides on."""
        return self.delivery
