"""The index of the admin in the order of the work: what comes in, the chapters of the report, what they rest
on, who may do what. Every model stands in exactly one group."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

from portal.models.areas import Area


@dataclass(frozen=True)
class Group:
    key: str
    name: str
    sentence: str
    models: tuple[str, ...]  # in the order in which one works with them

    @property
    def address(self) -> str:
        return f"{reverse('admin:index')}#{self.key}"


GROUPS = (
    Group(
        "meldungen", "Meldungen und Termine",
        "Was Träger und Gruppen gemeldet haben, wann sie melden und wer noch nachmelden darf.",
        (
            "portal.delivery", "portal.reportingdate", "portal.reportingexception", "portal.reportingrule",
            "portal.reminder",
        ),
    ),
    Group(
        "unterbringung", Area.ACCOMMODATION.label,
        "Unterkünfte mit Trägern und Plätzen, gemeldete Belegung, und was in den nächsten Monaten kommt.",
        (
            "accommodation.shelter", "accommodation.operation", "accommodation.capacity",
            "accommodation.occupancy", "accommodation.utilisationthreshold", "accommodation.monthlyflow",
            "accommodation.allocationshare", "accommodation.stateforecast", "accommodation.scenario",
        ),
    ),
    Group(
        "task-force", Area.TASKFORCE.label,
        "Wer zusammensitzt, was beraten und beschlossen ist, und wer eine Aufgabe weiterführt.",
        (
            "taskforce.body", "taskforce.membership", "taskforce.meeting", "taskforce.agendaitem",
            "taskforce.consultation", "taskforce.measure", "taskforce.handover", "taskforce.goal",
            "taskforce.actionplan", "taskforce.finalreport", "taskforce.answer", "taskforce.servicecentre",
            "taskforce.serviceunit",
        ),
    ),
    Group(
        "ehrenamt", Area.VOLUNTEERING.label,
        "Freundeskreise und Initiativen, ihre Zahlen und Bedarfe, Kurse und Orte der Begegnung.",
        (
            "volunteering.volunteergroup", "volunteering.volunteercount", "volunteering.countlink",
            "volunteering.mentorshipcount", "volunteering.supportneed", "volunteering.goodpractice",
            "volunteering.qualificationevent", "volunteering.meetingspace", "volunteering.meetingspacecount",
            "volunteering.topic", "volunteering.topicphase",
        ),
    ),
    Group(
        "kultur-sport", Area.CULTURE_SPORT.label,
        "Fördertöpfe und Förderungen, Projekte und Veranstaltungen, Sportangebote und Schwimmkurse.",
        (
            "culture_sport.fund", "culture_sport.fundbudget", "culture_sport.grant", "culture_sport.project",
            "culture_sport.event", "culture_sport.publication", "culture_sport.sportsoffer",
            "culture_sport.sport", "culture_sport.sportmentorcount", "culture_sport.swimmingcoursecount",
        ),
    ),
    Group(
        "fim", Area.FIM.label,
        "Kontingent und Regeln, Maßnahmeträger, ihre Maßnahmen und Verträge, und die gemeldete Besetzung.",
        (
            "fim.quota", "fim.rule", "fim.provider", "fim.placement", "fim.contract", "fim.placementcount",
        ),
    ),
    Group(
        "pakt", Area.PAKT.label,
        "Förderprogramme mit ihren Modulen und Projekten: Geld, Meilensteine, Soll und Ist.",
        (
            "pakt.programme", "pakt.module", "pakt.project", "pakt.budgetline", "pakt.fundingshare",
            "pakt.fundingperiod", "pakt.milestone", "pakt.projectindicator",
        ),
    ),
    Group(
        "quellen", "Quellen und Zahlen",
        "Woraus der Bericht schöpft: Drucksachen und ihre Stellen, die Zahlen und Aussagen darin.",
        (
            "portal.source", "portal.attachment", "portal.citation", "portal.indicator",
            "portal.reportedfigure", "portal.statement", "portal.claim", "portal.claimreading",
        ),
    ),
    Group(
        "verzeichnisse", "Stellen und Stadtbezirke",
        "Was alle Kapitel gemeinsam brauchen: Ämter, Träger, Vereine, ihre Ansprechpersonen, die Bezirke.",
        ("portal.organisation", "portal.contactperson", "portal.district"),
    ),
    Group(
        "konten", "Konten und Rechte",
        "Wer sich anmelden darf und in welcher Rolle.",
        ("portal.user", "auth.group", "account.emailaddress"),
    ),
    Group(
        "portal", "Verwaltung des Portals",
        "Was das Portal über sich selbst festhält: Barrierefreiheit, Löschfristen, Zugriffe, Ereignisse.",
        (
            "portal.accessibilitystatement", "portal.knownbarrier", "portal.retentionperiod",
            "portal.deletion", "portal.accesslogentry", "portal.auditevent",
        ),
    ),
)  # fmt: skip


class PortalAdminSite(admin.AdminSite):
    site_header = site_title = "Integrationsportal: Verwaltung"
    index_title = "Was möchten Sie bearbeiten?"

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Only what this person may look at; of an app the groups that its models stand in."""
        open_to = {
            f"{app}.{model['object_name']}".lower(): model
            for app, content in self._build_app_dict(request).items()
            for model in content["models"]
        }
        return [
            {
                "name": group.name,
                "app_label": group.key,
                "app_url": group.address,
                "sentence": group.sentence,
                "models": [open_to[name] for name in group.models if name in open_to],
            }
            for group in GROUPS
            if any(name in open_to and is_of(name, app_label) for name in group.models)
        ]


def is_of(name: str, app_label: str | None) -> bool:
    return app_label is None or name.partition(".")[0] == app_label
