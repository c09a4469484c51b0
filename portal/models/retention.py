"""Löschfristen as data: what is deleted after how long and why, and what each run deleted."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from portal.history import History
from portal.querysets import DeletionQuerySet, RetentionPeriodQuerySet


@dataclass(frozen=True)
class Proposal:
    """What holds until the city decides otherwise. `since`: from when the days are counted."""

    days: int
    since: str
    reason: str


class RetentionPeriod(models.Model):
    """Löschfrist. The kinds are those that the portal knows how to delete (`portal.privacy.retention`)."""

    class Kind(models.TextChoices):
        CONTACTS = "contacts", "Ansprechpersonen"
        GROUP_CONTACTS = "group_contacts", "Kontaktadressen von Freundeskreisen"
        BARRIERS = "barriers", "Adressen gemeldeter Barrieren"
        MEMBERS = "members", "Namen ehemaliger Mitglieder von Gremien"
        ACCOUNTS = "accounts", "Namen und Adressen geschlossener Konten"
        FOLLOWINGS = "followings", "Verfolgte Kapitel geschlossener Konten"
        SESSIONS = "sessions", "Abgelaufene Sitzungen"
        COUNTERS = "counters", "Zähler gegen zu viele Versuche"
        ACCESS_LOG = "access_log", "Protokoll der Zugriffe auf personenbezogene Daten"
        DELIVERY_FILES = "delivery_files", "Originaldateien von Meldungen"
        DRAFTS = "drafts", "Nicht bestätigte Vorschauen"
        REMINDERS = "reminders", "Gesendete Erinnerungen zu abgeschlossenen Stichtagen"
        DELETIONS = "deletions", "Berichte über Löschläufe"

    kind = models.CharField("Was", max_length=20, choices=Kind, unique=True)
    days = models.PositiveIntegerField("Frist in Tagen", help_text="0: in der nächsten Nacht.")
    reason = models.TextField("Begründung", help_text="Rechtsgrundlage und Zweck in Worten.")
    history = History()

    objects = RetentionPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "Löschfrist"
        verbose_name_plural = "Löschfristen"
        ordering = ["kind"]

    def __str__(self) -> str:
        return self.get_kind_display()

    @classmethod
    def proposed(cls, kind: str) -> RetentionPeriod:
        """Not saved yet."""
        proposal = PROPOSALS[cls.Kind(kind)]
        return cls(kind=kind, days=proposal.days, reason=proposal.reason)

    @property
    def since(self) -> str:
        return PROPOSALS[self.Kind(self.kind)].since


Kind = RetentionPeriod.Kind

STORAGE = "Art. 5 Abs. 1 Buchst. e DSGVO (Speicherbegrenzung): "
PROPOSALS: dict[Kind, Proposal] = {
    Kind.CONTACTS: Proposal(
        548, "ab der letzten Bestätigung",
        STORAGE + "jährlich wird gefragt; wer ein halbes Jahr lang nicht antwortet, gilt als nicht mehr "
        "einverstanden. Nach einem Widerruf (Art. 7 Abs. 3, Art. 17 DSGVO) in der nächsten Nacht.",
    ),
    Kind.GROUP_CONTACTS: Proposal(
        548, "ab der letzten Bestätigung, sonst der Einwilligung",
        STORAGE + "wie bei Ansprechpersonen; die Gruppe bleibt, ihre Adresse geht.",
    ),
    Kind.BARRIERS: Proposal(
        90, "ab der Antwort", STORAGE + "für eine Rückfrage; Meldung und Antwort bleiben ohne Adresse.",
    ),
    Kind.MEMBERS: Proposal(
        730, "ab dem Ende der Mitgliedschaft",
        STORAGE + "so lange sind Rückfragen zur Arbeit des Gremiums üblich; die Organisation bleibt.",
    ),
    Kind.ACCOUNTS: Proposal(
        1095, "ab der letzten Nutzung eines geschlossenen Kontos",
        STORAGE + "so lange muss nachvollziehbar sein, wer eine Zahl gemeldet oder freigegeben hat; "
        "danach steht ein Pseudonym an dieser Stelle.",
    ),
    Kind.FOLLOWINGS: Proposal(
        0, "ab der Schließung des Kontos", STORAGE + "niemand bekommt mehr E-Mails.",
    ),
    Kind.SESSIONS: Proposal(0, "ab dem Ablauf", STORAGE + "eine abgelaufene Sitzung öffnet nichts mehr."),
    Kind.COUNTERS: Proposal(0, "ab dem Ablauf", STORAGE + "die Zähler gelten höchstens einen Tag."),
    Kind.ACCESS_LOG: Proposal(
        365, "ab dem Zugriff",
        "Art. 5 Abs. 2 und Art. 32 DSGVO: Zugriffe müssen geprüft werden können; ein Jahr genügt dafür.",
    ),
    Kind.DELIVERY_FILES: Proposal(
        365, "ab der Entscheidung über die Meldung",
        STORAGE + "so lange sind Rückfragen zur Datei üblich. Zahlen und Prüfsumme bleiben.",
    ),
    Kind.DRAFTS: Proposal(
        1, "ab dem Hochladen", STORAGE + "wer nach einem Tag nicht bestätigt hat, lädt noch einmal hoch.",
    ),
    Kind.REMINDERS: Proposal(
        1095, "ab dem Versand", STORAGE + "so lange kann über verspätete Meldungen gestritten werden.",
    ),
    Kind.DELETIONS: Proposal(
        1095, "ab dem Löschlauf", "Art. 5 Abs. 2 DSGVO: Nachweis, dass die Fristen eingehalten wurden.",
    ),
}  # fmt: skip


class Deletion(models.Model):
    """What one run deleted of one kind; nothing about whom."""

    kind = models.CharField("Was", max_length=20, choices=Kind)
    ran_at = models.DateTimeField("gelaufen am", auto_now_add=True, db_index=True)
    days = models.PositiveIntegerField("Frist in Tagen")
    removed = models.PositiveIntegerField("gelöscht")

    objects = DeletionQuerySet.as_manager()

    class Meta:
        verbose_name = "Löschlauf"
        verbose_name_plural = "Löschläufe"
        ordering = ["-ran_at", "kind"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.removed}"
