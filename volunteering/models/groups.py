"""Who helps: circles and initiatives, and the topics that they work on."""

from django.db import models
from django.db.models import Q

from portal.history import History
from portal.models.places import Named
from portal.models.times import Lasting
from volunteering.models.confirmed import Confirmed
from volunteering.querysets import TopicPhaseQuerySet, VolunteerGroupQuerySet


class Topic(models.Model):
    """Thema of volunteers: flats, jobs, everyday life."""

    class Effort(models.TextChoices):
        SMALL = "small", "klein"
        LARGE = "large", "zeitintensiv und anspruchsvoll"

    name = models.CharField(
        "Thema", max_length=100, unique=True,
        help_text="Womit sich Gruppen befassen: „Patenschaften“. So steht es zur Auswahl.",
    )  # fmt: skip
    effort = models.CharField(
        "Aufwand", max_length=10, choices=Effort, blank=True,
        help_text="Wie viel es den Engagierten abverlangt. Leer: keine Angabe.",
    )  # fmt: skip
    example = models.BooleanField("Beispieldaten", default=False, help_text="Erfunden, nur zum Ausprobieren.")
    history = History()

    class Meta:
        verbose_name = "Thema"
        verbose_name_plural = "Themen"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class TopicPhase(Lasting):
    """When a topic belonged to the „Willkommen“ and when to the „Ankommen“."""

    class Phase(models.TextChoices):
        WELCOME = "welcome", "Willkommen"
        ARRIVAL = "arrival", "Ankommen"

    topic = models.ForeignKey(
        Topic, models.PROTECT, verbose_name="Thema", related_name="phases",
        help_text="Womit sich die Gruppen in dieser Zeit befassten.",
    )  # fmt: skip
    phase = models.CharField(
        "Phase", max_length=10, choices=Phase, help_text="In welchem Abschnitt des Berichts das Thema steht."
    )
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", null=True, blank=True, related_name="+",
        help_text="Die Quelle und die Stelle, an der es steht.",
    )  # fmt: skip
    example = models.BooleanField("Beispieldaten", default=False, help_text="Erfunden, nur zum Ausprobieren.")
    history = History()

    objects = TopicPhaseQuerySet.as_manager()

    class Meta(Lasting.Meta):
        verbose_name = "Phase eines Themas"
        verbose_name_plural = "Phasen der Themen"
        ordering = ["topic", "started_from", "pk"]
        constraints = [
            *Lasting.Meta.constraints,
            models.UniqueConstraint(
                fields=["topic", "phase"], name="topic_phase_once",
                violation_error_message="Diese Phase ist für das Thema schon erfasst.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.topic}: {self.get_phase_display()}"


class VolunteerGroup(Named, Lasting, Confirmed):
    """Freundeskreis, Initiative. Nobody in it is named: the only address is a function mailbox."""

    class Kind(models.TextChoices):
        CIRCLE = "circle", "Freundeskreis"
        INITIATIVE = "initiative", "Initiative"
        PROJECT = "project", "Projekt"
        ASSOCIATION = "association", "Verein"
        INSTITUTION = "institution", "Institution"
        FOUNDATION = "foundation", "Stiftung"
        COMPANY = "company", "Unternehmen"

    name = models.CharField(
        "Name", max_length=200, unique=True, help_text="So steht die Gruppe im Verzeichnis."
    )
    kind = models.CharField("Art", max_length=12, choices=Kind, help_text="Was für eine Gruppe es ist.")
    districts = models.ManyToManyField(
        "portal.District", verbose_name="Stadtbezirke", blank=True, related_name="volunteer_groups",
        help_text="Wo sie tätig ist. Danach wird im Verzeichnis gesucht.",
    )  # fmt: skip
    shelters = models.ManyToManyField(
        "accommodation.Shelter", verbose_name="betreute Unterkünfte", blank=True,
        related_name="volunteer_groups",
        help_text="Um welche Häuser sie sich kümmert.",
    )  # fmt: skip
    topics = models.ManyToManyField(
        Topic, verbose_name="Themen", blank=True, related_name="groups",
        help_text="Womit sie sich befasst. Danach wird im Verzeichnis gesucht.",
    )  # fmt: skip
    coordinated_by = models.ManyToManyField(
        "portal.Organisation", verbose_name="koordiniert durch", blank=True, related_name="+",
        help_text="Welche Stellen sie begleiten.",
    )  # fmt: skip
    contact = models.EmailField(
        "Kontaktadresse", blank=True,
        help_text="Nur ein Funktionspostfach, nie die Adresse einer Person. Sie ist öffentlich.",
    )  # fmt: skip
    website = models.URLField(
        "Webseite", blank=True, help_text="Vollständige Adresse mit https://; öffentlich."
    )
    consent_on = models.DateField(
        "Einwilligung vom", null=True, blank=True,
        help_text="Ohne Einwilligung steht die Gruppe nicht im öffentlichen Verzeichnis. "
        "Ist sie widerrufen, leeren Sie dieses Feld und die Kontaktadresse.",
    )  # fmt: skip
    example = models.BooleanField("Beispieldaten", default=False, help_text="Erfunden, nur zum Ausprobieren.")
    history = History(excluded_fields=["contact"])

    objects = VolunteerGroupQuerySet.as_manager()

    class Meta(Lasting.Meta):
        verbose_name = "Freundeskreis, Initiative"
        verbose_name_plural = "Freundeskreise, Initiativen"
        ordering = ["name"]
        constraints = [
            *Lasting.Meta.constraints,
            models.CheckConstraint(
                condition=Q(contact="") | Q(consent_on__isnull=False), name="volunteer_contact_has_consent",
                violation_error_message="Eine Kontaktadresse braucht die Einwilligung der Gruppe.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name
