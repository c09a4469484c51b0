"""Who meets: the task force, its working groups, committees, round tables, and who sits in them."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from portal.history import History
from portal.models.places import Named
from portal.models.times import Lasting
from taskforce.querysets import BodyQuerySet, MembershipQuerySet, ServiceCentreQuerySet


class Body(Named, Lasting):
    """Gremium. Six working groups are six rows with a topic."""

    class Kind(models.TextChoices):
        TASK_FORCE = "task_force", "Task Force"
        WORKING_GROUP = "working_group", "Arbeitsgruppe"
        STEERING_BODY = "steering_body", "Steuerungsgremium"
        STEERING_GROUP = "steering_group", "Steuerungsgruppe"
        COUNCIL = "council", "Gemeinderat"
        COMMITTEE = "committee", "Ausschuss"
        DISTRICT_COUNCIL = "district_council", "Bezirksbeirat"
        PACT = "pact", "Gremium des Pakts"
        ROUND_TABLE = "round_table", "Runder Tisch"
        OFFICE_TALKS = "office_talks", "Ämtergespräche"
        NETWORK = "network", "Netzwerk"

    class Status(models.TextChoices):
        PLANNED = "planned", "geplant"
        ACTIVE = "active", "tätig"
        DORMANT = "dormant", "ruht"
        ENDED = "ended", "beendet"

    slug = models.SlugField("Adresse", unique=True, help_text="Steht in der Adresse der Seite.")
    name = models.CharField(
        "Name", max_length=200, unique=True, help_text="So steht das Gremium auf allen Seiten."
    )
    kind = models.CharField(
        "Art", max_length=20, choices=Kind, help_text="Danach sind die Gremien auf den Seiten geordnet."
    )
    status = models.CharField(
        "Stand", max_length=10, choices=Status, default=Status.ACTIVE,
        help_text="„Beendet“ braucht den Grund des Endes.",
    )  # fmt: skip
    mandate = models.TextField(
        "Auftrag", blank=True, help_text="Was es tun soll. Steht auf der Seite des Gremiums."
    )
    topic = models.CharField(
        "Thema", max_length=200, blank=True, help_text="Womit es sich befasst, in wenigen Worten: „Sprache“."
    )
    order = models.PositiveSmallIntegerField(
        "Reihenfolge", null=True, blank=True,
        help_text="An welcher Stelle es unter seinesgleichen steht: bei Arbeitsgruppen ihre Nummer.",
    )  # fmt: skip
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name="gehört zu", null=True, blank=True, related_name="parts",
        help_text="Das Gremium darüber; so entsteht das Schaubild.",
    )  # fmt: skip
    seat = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="angesiedelt bei", null=True, blank=True,
        related_name="+",
        help_text="Die Stelle, die es führt und dazu einlädt.",
    )  # fmt: skip
    ended_reason = models.CharField(
        "Grund des Endes", max_length=300, blank=True,
        help_text="Nötig, wenn es beendet ist. Steht auf der Seite des Gremiums.",
    )  # fmt: skip
    successor = models.ForeignKey(
        "self", models.PROTECT, verbose_name="Nachfolge", null=True, blank=True, related_name="predecessors",
        help_text="Welches Gremium die Aufgabe fortführt.",
    )  # fmt: skip
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", null=True, blank=True, related_name="+",
        help_text="Die Quelle und die Stelle, an der es steht.",
    )  # fmt: skip
    example = models.BooleanField("Beispieldaten", default=False, help_text="Erfunden, nur zum Ausprobieren.")
    history = History()

    objects = BodyQuerySet.as_manager()

    class Meta(Lasting.Meta):
        verbose_name = "Gremium"
        verbose_name_plural = "Gremien"
        ordering = ["kind", F("order").asc(nulls_last=True), "name"]
        constraints = [
            *Lasting.Meta.constraints,
            models.UniqueConstraint(
                fields=["parent", "order"], name="body_order_once",
                violation_error_message="An dieser Stelle steht schon ein anderes Gremium.",
            ),
            models.CheckConstraint(
                condition=~Q(status="ended") | ~Q(ended_reason=""), name="body_ended_has_reason",
                violation_error_message="Ein beendetes Gremium braucht den Grund des Endes.",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("id")), name="body_is_not_its_successor",
                violation_error_message="Ein Gremium kann nicht sein eigener Nachfolger sein.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        above = self.parent
        while above is not None:
            if above.pk == self.pk:
                raise ValidationError({"parent": "Ein Gremium kann nicht zu sich selbst gehören."})
            above = above.parent


class Membership(Lasting):
    """Mitgliedschaft, by organisation. A person's name only where somebody says what for."""

    class Role(models.TextChoices):
        SPEAKER = "speaker", "Sprecherin, Sprecher"
        DEPUTY = "deputy", "Stellvertretung"
        MEMBER = "member", "Mitglied"
        GUEST = "guest", "Gast"

    body = models.ForeignKey(
        Body, models.PROTECT, verbose_name="Gremium", related_name="memberships",
        help_text="Worin die Stelle mitarbeitet.",
    )  # fmt: skip
    organisation = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="Organisation", related_name="memberships",
        help_text="Mitglied ist die Stelle, nicht die Person.",
    )  # fmt: skip
    role = models.CharField(
        "Rolle", max_length=10, choices=Role, default=Role.MEMBER,
        help_text="Für eine Gruppe spricht immer nur eine Stelle.",
    )  # fmt: skip
    person = models.CharField(
        "Name der Person", max_length=150, blank=True,
        help_text="Im Regelfall leer. Nur mit einem Zweck, siehe nebenan.",
    )  # fmt: skip
    purpose = models.CharField(
        "Zweck der Namensnennung",
        max_length=200,
        blank=True,
        help_text="Ohne Zweck kein Name (DSGVO Art. 5).",
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="Konto", null=True, blank=True,
        related_name="memberships", help_text="Mit diesem Konto spricht die Person für ihre Gruppe.",
    )  # fmt: skip
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", null=True, blank=True, related_name="+",
        help_text="Die Quelle und die Stelle, an der es steht.",
    )  # fmt: skip
    example = models.BooleanField("Beispieldaten", default=False, help_text="Erfunden, nur zum Ausprobieren.")
    history = History(excluded_fields=["person"])

    objects = MembershipQuerySet.as_manager()

    # Not where one form changes several: who follows is right only together with who goes.
    judged_alone = True

    class Meta(Lasting.Meta):
        verbose_name = "Mitgliedschaft"
        verbose_name_plural = "Mitgliedschaften"
        ordering = ["body", "role", "organisation"]
        constraints = [
            *Lasting.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person="") | ~Q(purpose=""), name="membership_name_has_purpose",
                violation_error_message="Ein Name braucht den Zweck, zu dem er genannt wird.",
            ),
            models.UniqueConstraint(
                fields=["body"], condition=Q(role="speaker", ended_to__isnull=True),
                name="body_has_one_speaker",
                violation_error_message="Für diese Gruppe spricht schon jemand, ohne Ende.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organisation}, {self.get_role_display()}"

    def clean(self) -> None:
        """One speaker per group and day."""
        if self.judged_alone and self.role == self.Role.SPEAKER and self.body_id is not None:
            others = Membership.objects.speakers().filter(body=self.body_id).exclude(pk=self.pk)
            expect_one_speaker([self, *others.overlapping(self.started_from, self.ended_to)])


def expect_one_speaker(speakers: Iterable[Membership]) -> None:
    """Raises ValidationError if two of one group share a day."""
    in_order = sorted(speakers, key=lambda one: one.started_from or date.min)
    for before, after in pairwise(in_order):
        if (before.ended_to or date.max) >= (after.started_from or date.min):
            raise ValidationError("In dieser Zeit spricht schon jemand anderes für die Gruppe.")


class ServiceCentre(models.Model):
    """Dienstleistungszentrum: several offices under one roof."""

    name = models.CharField(
        "Name", max_length=200, unique=True, help_text="So steht das Zentrum auf den Seiten."
    )
    address = models.CharField(
        "Adresse", max_length=200, blank=True, help_text="Straße und Hausnummer; für alle zu sehen."
    )
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", null=True, blank=True, related_name="+",
        help_text="Die Quelle und die Stelle, an der es steht.",
    )  # fmt: skip
    history = History()

    objects = ServiceCentreQuerySet.as_manager()

    class Meta:
        verbose_name = "Dienstleistungszentrum"
        verbose_name_plural = "Dienstleistungszentren"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ServiceUnit(models.Model):
    """Stelle im Dienstleistungszentrum."""

    centre = models.ForeignKey(
        ServiceCentre, models.CASCADE, verbose_name="Dienstleistungszentrum", related_name="units"
    )
    organisation = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="Stelle", related_name="+",
        help_text="Wer dort sitzt.",
    )  # fmt: skip
    order = models.PositiveSmallIntegerField(
        "Reihenfolge", help_text="An welcher Stelle sie in der Liste des Zentrums steht."
    )
    history = History()

    class Meta:
        verbose_name = "Stelle im Zentrum"
        verbose_name_plural = "Stellen im Zentrum"
        ordering = ["centre", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "organisation"], name="service_unit_once",
                violation_error_message="Diese Stelle gehört schon zu diesem Zentrum.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.organisation)
