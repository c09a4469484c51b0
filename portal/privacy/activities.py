"""Which fields of the models hold personal data, in which activity, and why (Art. 30 DSGVO).

Fields are named „app.Model.field“. `*.history_user` stands for all histories; the other fields of a history
are those of its model. A field that looks personal and stands neither here nor in NOT_PERSONAL fails
tests/privacy/test_register.py.
"""

from dataclasses import dataclass

from portal.models import RetentionPeriod

Kind = RetentionPeriod.Kind

TASK = (
    "Art. 6 Abs. 1 Buchst. e DSGVO mit § 4 LDSG BW (Wahrnehmung einer öffentlichen Aufgabe: "
    "Koordination der Integration von Geflüchteten)"
)
SAFETY = "Art. 6 Abs. 1 Buchst. c mit Art. 5 Abs. 2 und Art. 32 DSGVO (Nachweis und Sicherheit)"
CONSENT = "Art. 6 Abs. 1 Buchst. a DSGVO (Einwilligung, jederzeit widerruflich)"
INSIDE = "Stadtverwaltung mit Zugang zur Verwaltung des Portals"


@dataclass(frozen=True)
class Activity:
    """Verarbeitungstätigkeit. `kept`: the periods that the nightly run applies; `kept_else`: what no run
    deletes, in words. `fields` may be empty where the data lies outside the database."""

    key: str
    name: str
    purpose: str
    legal_basis: str
    persons: str
    recipients: str
    fields: tuple[str, ...]
    kept: tuple[Kind, ...] = ()
    kept_else: str = ""


ACTIVITIES = (
    Activity(
        "konten", "Konten und Anmeldung",
        "Anmelden, Rechte vergeben, zweiten Faktor prüfen, Einladungen und Erinnerungen zustellen",
        TASK, "Beschäftigte der Stadt und der Träger, Mitglieder des Gemeinderats",
        "Rollen Administration und Revision/Datenschutz; Namen auch bei Meldungen und Entscheidungen",
        (
            "portal.User.email", "portal.User.name", "portal.User.organisation", "portal.User.password",
            "portal.User.last_login", "portal.User.date_joined", "portal.User.invited_at",
            "portal.User.expires_on", "account.EmailAddress.user", "account.EmailAddress.email",
            "mfa.Authenticator.user", "mfa.Authenticator.data", "socialaccount.SocialAccount.user",
            "socialaccount.SocialAccount.uid", "socialaccount.SocialAccount.extra_data",
            "sessions.Session.session_data",
        ),
        (Kind.ACCOUNTS, Kind.SESSIONS),
    ),
    Activity(
        "ansprechpersonen", "Ansprechpersonen von Organisationen",
        "Rückfragen zu Unterkünften, Angeboten und Meldungen; öffentlich nur mit eigener Einwilligung",
        CONSENT, "Ansprechpersonen bei Trägern, Vereinen und Ämtern",
        INSIDE + ", die eigene Organisation; mit Einwilligung auch Gemeinderat und Öffentlichkeit",
        (
            "portal.ContactPerson.name", "portal.ContactPerson.function", "portal.ContactPerson.email",
            "portal.ContactPerson.phone", "portal.ContactPerson.consent_on",
            "portal.ContactPerson.consent_by", "portal.ContactPerson.covers",
        ),
        (Kind.CONTACTS,),
    ),
    Activity(
        "gremien", "Mitglieder von Gremien",
        "Sitzungen und Zuständigkeiten der Arbeitsgruppen; ein Name nur mit angegebenem Zweck",
        TASK, "Mitglieder, Sprecherinnen und Sprecher von Arbeitsgruppen",
        INSIDE,
        (
            "taskforce.Membership.person", "taskforce.Membership.purpose", "taskforce.Membership.account",
            "taskforce.Meeting.minutes",
        ),
        (Kind.MEMBERS,),
        "Protokolle: nach der Aktenordnung der Stadt",
    ),
    Activity(
        "freundeskreise", "Kontaktadressen von Freundeskreisen",
        "Öffentliches Verzeichnis der Freundeskreise, Rückfragen zu ihren Zahlen",
        CONSENT, "Ehrenamtliche, sofern hinter einem Funktionspostfach eine Person erkennbar ist",
        "Öffentlichkeit, soweit die Gruppe zugestimmt hat",
        ("volunteering.VolunteerGroup.contact", "volunteering.VolunteerGroup.consent_on"),
        (Kind.GROUP_CONTACTS,),
    ),
    Activity(
        "barrieren", "Gemeldete Barrieren",
        "Hinweise zur Barrierefreiheit beantworten (§ 10 L-BGG)",
        TASK, "wer eine Barriere meldet, auch ohne Namen und Adresse",
        "Rollen Koordination und Revision/Datenschutz",
        ("portal.BarrierReport.reply_to", "portal.BarrierReport.text", "portal.BarrierReport.answered_by"),
        (Kind.BARRIERS,),
        "Meldung und Antwort bleiben ohne Adresse",
    ),
    Activity(
        "verlauf", "Änderungen, Meldungen und Entscheidungen",
        "Nachvollziehen, wer eine Zahl gemeldet, freigegeben oder geändert hat (Vier-Augen-Prinzip)",
        SAFETY, "Personen mit Konto",
        INSIDE + "; Träger sehen, wer für sie gemeldet hat",
        (
            "*.history_user", "admin.LogEntry.user", "portal.AuditEvent.by", "portal.AuditEvent.account",
            "portal.Delivery.created_by",
            "portal.Delivery.submitted_by", "portal.Delivery.decided_by",
            "portal.ReportedFigure.submitted_by", "portal.ReportedFigure.decided_by",
            "portal.Report.submitted_by", "portal.Report.decided_by", "portal.ReportingDate.closed_by",
            "portal.ReportingException.granted_by", "accommodation.Scenario.submitted_by",
            "accommodation.Scenario.decided_by", "taskforce.FinalReport.submitted_by",
            "taskforce.FinalReport.decided_by", "volunteering.VolunteerCount.submitted_by",
            "volunteering.VolunteerCount.decided_by", "volunteering.CountLink.issued_by",
            "volunteering.CountLink.revoked_by",
        ),
        (Kind.ACCOUNTS,),
        "Die Einträge bleiben so lange wie die Zahl; nach der Frist steht dort ein Pseudonym",
    ),
    Activity(
        "dateien", "Originaldateien von Meldungen",
        "Prüfen, woher eine Zahl kommt. Dateien mit Spalten über einzelne Personen nimmt das Portal nicht an",
        TASK, "Beschäftigte der Träger, deren Namen in Dateien oder Dateinamen stehen können",
        INSIDE + ", der eigene Träger",
        ("portal.Delivery.file", "portal.Delivery.file_name"),
        (Kind.DELIVERY_FILES, Kind.DRAFTS),
        "Der Dateiname bleibt bei der Meldung",
    ),
    Activity(
        "verfolgen", "Benachrichtigungen über neue Zahlen",
        "E-Mails an Personen, die einem Kapitel folgen",
        CONSENT, "Personen mit Konto", "niemand außer der Person selbst",
        ("portal.Following.user",),
        (Kind.FOLLOWINGS,),
        "Wer nicht mehr folgt, dessen Eintrag ist sofort gelöscht",
    ),
    Activity(
        "zugriffe", "Protokoll der Zugriffe auf personenbezogene Daten",
        "Prüfen, wer Ansprechpersonen und Konten angesehen hat",
        SAFETY, "Personen mit Konto", "Rolle Revision/Datenschutz",
        ("portal.AccessLogEntry.by", "portal.AccessLogEntry.record"),
        (Kind.ACCESS_LOG,),
    ),
    Activity(
        "schutz", "Schutz vor zu vielen Versuchen, Protokolle des Servers",
        "Angriffe abwehren, Fehler finden",
        SAFETY, "alle, die das Portal aufrufen", "Administration des Servers",
        ("portal.CacheEntry.cache_key",),
        (Kind.COUNTERS,),
        "Protokolle des Webservers mit Adressen: sieben Tage. Das Protokoll des Portals enthält keine "
        "Adressen und Namen, nur die Nummer des Kontos",
    ),
)  # fmt: skip

# Art. 32 DSGVO, in general. The list with its tests is docs/security.md.
MEASURES = (
    "Rechte nach Rollen; Träger sehen nur ihre eigenen Daten",
    "Zweiter Faktor im Betrieb für alle, die etwas ändern können",
    "Vier-Augen-Prinzip bei jeder Freigabe",
    "Verlauf jeder Änderung an Stammdaten; Protokoll der Zugriffe auf Ansprechpersonen und Konten",
    "Verschlüsselte Übertragung, verschlüsselte Sicherungen, Geheimnisse in der Datenbank verschlüsselt",
    "Keine Inhalte von fremden Servern; keine Namen und Adressen im Protokoll des Portals",
    "Löschung nach Fristen in jeder Nacht, mit Bericht",
    "Tabellen mit Angaben zu einzelnen Geflüchteten werden nicht angenommen und nicht gespeichert",
)

# What is called technically, or in English, by those who wrote it: table and field in plain words.
WORDS = {
    "*.history_user": ("Verlauf aller Stammdaten", "wer geändert hat"),
    "admin.LogEntry.user": ("Protokoll der Verwaltung", "wer geändert hat"),
    "portal.User.password": ("Konto", "Passwort (nur als Prüfwert)"),
    "account.EmailAddress.user": ("Konto", "Adresse zur Anmeldung"),
    "account.EmailAddress.email": ("Konto", "Adresse zur Anmeldung"),
    "mfa.Authenticator.user": ("Zweiter Faktor", "Konto"),
    "mfa.Authenticator.data": ("Zweiter Faktor", "Geheimnis (verschlüsselt)"),
    "socialaccount.SocialAccount.user": ("Anmeldung über das Verzeichnis der Stadt", "Konto"),
    "socialaccount.SocialAccount.uid": ("Anmeldung über das Verzeichnis der Stadt", "Kennung"),
    "socialaccount.SocialAccount.extra_data": (
        "Anmeldung über das Verzeichnis der Stadt", "Name, Adresse und Gruppen",
    ),
    "sessions.Session.session_data": ("Angemeldete Sitzung", "Konto und Zeit der Anmeldung"),
    "portal.CacheEntry.cache_key": ("Zähler", "Netzadresse und Konto eines Versuchs (als Prüfwert)"),
    "taskforce.Meeting.minutes": ("Sitzung eines Gremiums", "Protokoll"),
}  # fmt: skip

# Looked at and found not to be about a person, by reason.
NOT_PERSONAL: dict[str, tuple[str, ...]] = {
    "Namen von Organisationen, Orten, Häusern, Gruppen und Vorhaben": (
        "portal.Organisation.name", "portal.Organisation.short_name", "portal.District.name",
        "accommodation.Shelter.name", "accommodation.Scenario.name",
        "accommodation.UtilisationThreshold.name",
        "taskforce.Body.name", "taskforce.ServiceCentre.name", "volunteering.Topic.name",
        "volunteering.VolunteerGroup.name", "volunteering.MeetingSpace.name", "culture_sport.Fund.name",
        "culture_sport.Sport.name", "fim.Placement.name", "pakt.Programme.name", "pakt.Project.name",
    ),
    "Anschriften von Häusern und Räumen, nicht von Personen": (
        "accommodation.Shelter.street", "taskforce.ServiceCentre.address",
        "volunteering.MeetingSpace.address",
    ),
    "Postfächer von Stellen": (
        "culture_sport.SportsOffer.contact", "portal.AccessibilityStatement.email",
        "portal.AccessibilityStatement.phone",
    ),
    "Namen von Rechten und Rollen des Programms, Kennungen von Verzeichnissen": (
        "auth.Permission.name", "auth.Permission.codename", "auth.Group.name", "socialaccount.SocialApp.name",
    ),
}  # fmt: skip
