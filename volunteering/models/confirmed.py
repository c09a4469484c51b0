"""Stock data that somebody has to say is still right."""

from django.db import models


class Confirmed(models.Model):
    confirmed_on = models.DateField(
        "zuletzt bestätigt", null=True, blank=True,
        help_text="Wann zuletzt jemand gesagt hat, dass die Angaben stimmen.",
    )  # fmt: skip

    class Meta:
        abstract = True
