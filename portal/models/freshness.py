"""What tells whether anything has changed since a page was made."""

from django.db import models


class DataVersion(models.Model):
    """Written by triggers in the transaction that changes a table (portal.freshness.watching). A row for each
    area and, on PostgreSQL, for each transaction since last night."""

    area = models.CharField(max_length=32)
    number = models.BigIntegerField()

    class Meta:
        verbose_name = "Datenstand"
        verbose_name_plural = "Datenstände"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "number"],
                name="one_version_per_transaction",
                violation_error_message="Diesen Datenstand gibt es schon.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.number}"
