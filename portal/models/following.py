"""Which chapters a person follows. It goes with the account, and nobody else can look at it."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from portal.models.areas import Area
from portal.querysets import FollowingQuerySet


class Following(models.Model):
    """Verfolgtes Kapitel. What was decided by `told_until` has been told by mail, or was there before."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="Konto", related_name="followings"
    )
    area = models.CharField("Kapitel", max_length=20, choices=Area)
    since = models.DateTimeField("verfolgt seit", auto_now_add=True)
    told_until = models.DateTimeField("benachrichtigt bis", default=timezone.now)

    objects = FollowingQuerySet.as_manager()

    class Meta:
        verbose_name = "verfolgtes Kapitel"
        verbose_name_plural = "verfolgte Kapitel"
        ordering = ["user", "area"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "area"], name="following_once",
                violation_error_message="Dieses Kapitel verfolgen Sie schon.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_area_display()}, {self.user}"
