"""How many: head counts of circles with the rule that they counted by, and mentorships. Never a name."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from portal.dates import german_date
from portal.history import History
from portal.models.delivered import DeliveredNumbers
from portal.releases import Releasable, State
from volunteering.models.groups import Topic, VolunteerGroup
from volunteering.querysets import CountLinkQuerySet, MentorshipCountQuerySet, VolunteerCountQuerySet

# More than any circle has; such a number is the city's.
HIGHEST_PLAUSIBLE = 2_000


class Quality(models.TextChoices):
    COUNTED = "counted", "gezählt"
    ESTIMATED = "estimated", "geschätzt"


class CountLink(models.Model):
    """Persönlicher Link: whoever holds it may report the number of one circle, and nothing else.

    Only its digest is kept, so nobody can read the link off the database.
    """

    group = models.ForeignKey(
        VolunteerGroup, models.PROTECT, verbose_name="Gruppe", related_name="links", editable=False
    )
    digest = models.CharField("Prüfsumme", max_length=64, unique=True, editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="ausgestellt von", related_name="+",
        editable=False,
    )  # fmt: skip
    issued_on = models.DateField("ausgestellt am", editable=False)
    expires_on = models.DateField("gilt bis", editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="widerrufen von", null=True, blank=True,
        related_name="+", editable=False,
    )  # fmt: skip
    revoked_on = models.DateField("widerrufen am", null=True, blank=True, editable=False)

    objects = CountLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "persönlicher Link"
        verbose_name_plural = "persönliche Links"
        ordering = ["group", "-issued_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group"], condition=Q(revoked_on__isnull=True), name="volunteer_group_has_one_link",
                violation_error_message="Diese Gruppe hat schon einen Link, der nicht widerrufen ist.",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("issued_on")), name="count_link_ends_after_start",
                violation_error_message="Der Link wäre schon abgelaufen.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.group}, bis {german_date(self.expires_on)}"


class VolunteerCount(Releasable, DeliveredNumbers):
    """Zahl der Engagierten of one group. Counts by different rules are never added together.

    One series, three ways into it: by a personal link, entered by the city, or in a list (`delivery`). A
    number of a list is decided on with its list and has its state. What a later number of the same day and
    way of counting replaces stays released, but is not `current` any more.
    """

    class Rule(models.TextChoices):
        ACTIVE = "active", "nur aktiv Engagierte"
        WITH_PASSIVE = "passive", "aktive und passive"
        MAILING_LIST = "mailing_list", "alle im Verteiler"

    class Scope(models.TextChoices):
        OWN = "own", "nur der Kreis selbst"
        WITH_INITIATIVES = "initiatives", "mit angeschlossenen Initiativen"

    group = models.ForeignKey(
        VolunteerGroup, models.PROTECT, verbose_name="Gruppe", related_name="counts",
        help_text="Für wen die Zahl gilt.",
    )  # fmt: skip
    number = models.PositiveIntegerField(
        "Zahl", validators=[MaxValueValidator(HIGHEST_PLAUSIBLE)],
        help_text="Wie viele Menschen sich engagieren. Keine Namen.",
    )  # fmt: skip
    rule = models.CharField(
        "gezählt sind", max_length=12, choices=Rule,
        help_text="Wen die Gruppe mitzählt. Nur Zahlen nach derselben Regel werden verglichen.",
    )  # fmt: skip
    scope = models.CharField(
        "Umfang", max_length=12, choices=Scope, default=Scope.OWN,
        help_text="Ob Initiativen, die ihr angeschlossen sind, mitgezählt sind.",
    )  # fmt: skip
    quality = models.CharField(
        "Qualität", max_length=10, choices=Quality, default=Quality.COUNTED,
        help_text="Schätzungen sind auf den Seiten gekennzeichnet.",
    )  # fmt: skip
    link = models.ForeignKey(
        CountLink, models.PROTECT, verbose_name="gemeldet über", null=True, blank=True, related_name="counts",
        editable=False,
    )  # fmt: skip
    delivery = models.ForeignKey(  # type: ignore[assignment]  # may come alone
        "portal.Delivery", models.PROTECT, verbose_name="Liste", null=True, blank=True, editable=False,
        related_name="volunteer_counts",
    )  # fmt: skip
    row = models.PositiveIntegerField(  # type: ignore[assignment]
        "Zeile", null=True, blank=True, editable=False
    )
    example = models.BooleanField("Beispieldaten", default=False, help_text="Erfunden, nur zum Ausprobieren.")
    history = History()

    objects = VolunteerCountQuerySet.as_manager()

    class Meta:
        verbose_name = "Zahl der Engagierten"
        verbose_name_plural = "Zahlen der Engagierten"
        ordering = ["group", "-as_of", "-pk"]
        permissions = [("release_volunteercount", "Kann Zahlen der Engagierten freigeben")]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "as_of", "rule", "scope"], condition=Q(current=True),
                name="volunteer_count_once",
                violation_error_message="Zu diesem Tag und dieser Zählweise gilt schon eine Zahl.",
            ),
            models.UniqueConstraint(
                fields=["delivery", "group", "as_of", "rule", "scope"],
                name="volunteer_count_once_per_delivery",
                violation_error_message="Diese Liste enthält die Gruppe schon mit Tag und Zählweise.",
            ),
            models.CheckConstraint(
                condition=Q(current=False) | Q(state=State.RELEASED),
                name="volunteer_count_current_is_released",
                violation_error_message="Was nicht freigegeben ist, gilt nicht.",
            ),
            models.CheckConstraint(
                condition=Q(delivery__isnull=True) | Q(link__isnull=True),
                name="volunteer_count_came_one_way",
                violation_error_message="Eine Zahl kommt über einen Link oder in einer Liste.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.group}: {self.number} ({self.get_rule_display()}), {german_date(self.as_of)}"

    @property
    def handed_in(self) -> Releasable:
        return self

    def clean(self) -> None:
        """A group that has ended gets no new number, one that has not begun none either."""
        if self.group_id and self.as_of and not self.group.lasts_on(self.as_of):
            raise ValidationError({"as_of": "An diesem Tag gab es die Gruppe noch nicht oder nicht mehr."})


class MentorshipCount(models.Model):
    """Patenschaften by topic: how many run on a day. Neither of the two is ever named."""

    group = models.ForeignKey(
        VolunteerGroup, models.PROTECT, verbose_name="Gruppe", related_name="mentorships",
        help_text="Wer die Patenschaften vermittelt.",
    )  # fmt: skip
    topic = models.ForeignKey(
        Topic, models.PROTECT, verbose_name="Thema", related_name="mentorships",
        help_text="Welche Art von Patenschaft.",
    )  # fmt: skip
    as_of = models.DateField("Stand", help_text="Der Tag, für den die Zahl gilt.")
    running = models.PositiveIntegerField(
        "laufende Patenschaften", help_text="Wie viele es an diesem Tag gibt. Keine Namen."
    )
    quality = models.CharField(
        "Qualität", max_length=10, choices=Quality, default=Quality.COUNTED,
        help_text="Schätzungen sind auf den Seiten gekennzeichnet.",
    )  # fmt: skip
    example = models.BooleanField("Beispieldaten", default=False, help_text="Erfunden, nur zum Ausprobieren.")
    history = History()

    objects = MentorshipCountQuerySet.as_manager()

    class Meta:
        verbose_name = "Zahl der Patenschaften"
        verbose_name_plural = "Zahlen der Patenschaften"
        ordering = ["group", "topic", "-as_of"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "topic", "as_of"], name="mentorship_count_once",
                violation_error_message="Zu diesem Tag und Thema ist für die Gruppe schon eine Zahl erfasst.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.group}, {self.topic}: {self.running} ({german_date(self.as_of)})"
