"""Who may do what: one table, from role to rights. A test walks every route with every role.

A role is a Django group of the same name. `manage.py sync_roles` makes the groups match this
table; the commands that create accounts call it too. Nobody holds a right to delete.
"""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from portal.figures import Audience
from portal.models import AuditEvent

READ_INSIDE = (
    "accommodation.view_shelter", "accommodation.view_operation", "accommodation.view_capacity",
    "accommodation.view_occupancy", "accommodation.view_monthlyflow", "accommodation.view_allocationshare",
    "accommodation.view_utilisationthreshold",
    "accommodation.view_stateforecast", "accommodation.view_scenario",
    "portal.view_delivery", "portal.view_all_deliveries", "portal.view_organisation", "portal.view_district",
    "portal.view_source", "portal.view_citation", "portal.view_statement", "portal.view_indicator",
    "portal.view_attachment",
    "portal.view_reportedfigure", "portal.view_claim", "portal.view_claimreading",
    "portal.view_reportingrule", "portal.view_reportingdate", "portal.view_reportingexception",
    "portal.view_reminder", "portal.view_contactperson",
    "portal.view_accessibilitystatement", "portal.view_knownbarrier",
    "taskforce.view_body", "taskforce.view_membership", "taskforce.view_servicecentre",
    "taskforce.view_serviceunit", "taskforce.view_meeting", "taskforce.view_agendaitem",
    "taskforce.view_consultation", "taskforce.view_measure", "taskforce.view_handover", "taskforce.view_goal",
    "taskforce.view_actionplan",
    "fim.view_quota", "fim.view_rule", "fim.view_provider", "fim.view_placement", "fim.view_contract",
    "fim.view_placementcount",
    "volunteering.view_volunteergroup", "volunteering.view_topic", "volunteering.view_topicphase",
    "volunteering.view_volunteercount", "volunteering.view_countlink", "volunteering.view_mentorshipcount",
    "volunteering.view_supportneed", "volunteering.view_goodpractice",
    "volunteering.view_qualificationevent", "volunteering.view_meetingspace",
    "volunteering.view_meetingspacecount",
    "pakt.view_programme", "pakt.view_module", "pakt.view_project", "pakt.view_budgetline",
    "pakt.view_fundingshare", "pakt.view_fundingperiod", "pakt.view_milestone", "pakt.view_projectindicator",
    "culture_sport.view_fund", "culture_sport.view_fundbudget", "culture_sport.view_grant",
    "culture_sport.view_project", "culture_sport.view_event", "culture_sport.view_publication",
    "culture_sport.view_sport", "culture_sport.view_sportsoffer", "culture_sport.view_sportmentorcount",
    "culture_sport.view_swimmingcoursecount",
)  # fmt: skip

EDIT_SOURCES = tuple(
    f"portal.{action}_{model}"
    for model in ("source", "attachment", "citation", "statement", "reportedfigure", "claim", "claimreading")
    for action in ("add", "change")
)

EDIT_CONTACTS = ("portal.add_contactperson", "portal.change_contactperson")

EDIT_ACCOMMODATION = tuple(
    f"accommodation.{action}_{model}"
    for model in (
        "shelter", "operation", "capacity", "utilisationthreshold", "monthlyflow", "allocationshare",
        "stateforecast", "scenario",
    )
    for action in ("add", "change")
)  # fmt: skip

# Without the final reports: those are written by the groups' speakers, on pages of their own.
EDIT_TASKFORCE = tuple(
    f"taskforce.{action}_{model}"
    for model in (
        "body", "membership", "servicecentre", "serviceunit", "meeting", "agendaitem", "consultation",
        "measure", "handover", "goal", "actionplan",
    )
    for action in ("add", "change")
)  # fmt: skip

# What the editors of the other areas may write; each area names its models here.
# A circle's number is entered, but never overwritten; who may give out its link may revoke it, too.
EDIT_VOLUNTEERING = (
    *(
        f"volunteering.{action}_{model}"
        for model in (
            "volunteergroup", "topic", "topicphase", "mentorshipcount", "supportneed", "goodpractice",
            "qualificationevent", "meetingspace", "meetingspacecount",
        )
        for action in ("add", "change")
    ),
    "volunteering.add_volunteercount",
    "volunteering.add_countlink",
)  # fmt: skip
EDIT_CULTURE_SPORT = tuple(
    f"culture_sport.{action}_{model}"
    for model in (
        "fund", "fundbudget", "grant", "project", "event", "publication", "sport", "sportsoffer",
        "sportmentorcount", "swimmingcoursecount",
    )
    for action in ("add", "change")
)  # fmt: skip
EDIT_FIM = (
    *(
        f"fim.{action}_{model}"
        for model in ("quota", "rule", "provider", "placement", "contract")
        for action in ("add", "change")
    ),
    "fim.add_placementcount",  # to hand in a provider's list
)
EDIT_PAKT = tuple(
    f"pakt.{action}_{model}"
    for model in (
        "programme", "module", "project", "budgetline", "fundingshare", "fundingperiod", "milestone",
        "projectindicator",
    )
    for action in ("add", "change")
)  # fmt: skip

EDIT_LISTS = tuple(
    f"portal.{action}_{model}"
    for model in ("organisation", "district", "indicator")
    for action in ("add", "change")
)


EDIT_DATES = ("portal.add_reportingdate", "portal.change_reportingdate")

RUN_CALENDAR = (
    *EDIT_DATES, "portal.add_reportingrule", "portal.change_reportingrule",
    "portal.add_reportingexception", "portal.change_reportingexception", "portal.close_reportingdate",
)  # fmt: skip

# The declaration of accessibility, and answers to readers who report a barrier.
EDIT_ACCESSIBILITY = (
    "portal.add_accessibilitystatement", "portal.change_accessibilitystatement",
    "portal.add_knownbarrier", "portal.change_knownbarrier",
    "portal.view_barrierreport", "portal.change_barrierreport",
)  # fmt: skip

# Reports before their release: apart from READ_INSIDE, because another office has no business there.
READ_DRAFTS = ("taskforce.view_finalreport", "taskforce.view_answer", "portal.view_report")

READ_RETENTION = ("portal.view_retentionperiod", "portal.view_deletion")


@dataclass(frozen=True)
class Role:
    key: str  # for commands and the addresses of the example accounts
    name: str
    description: str
    permissions: tuple[str, ...] = ()
    staff: bool = False  # enters the admin


COUNCIL = Role("rat", "Ratsmitglied", "Sieht alle freigegebenen Kapitel.")
OPERATOR = Role(
    "traeger",
    "Träger",
    "Meldet für die eigene Organisation: Belegung, FIM-Plätze, Zahlen von Freundeskreisen.",
    ("portal.add_delivery", "portal.keep_own_contacts"),
)
SPEAKER = Role(
    "sprecher",
    "Sprecherin, Sprecher",
    "Schreibt den Abschlussbericht der eigenen Arbeitsgruppe.",
    ("taskforce.write_finalreport",),
)
EDITOR = Role(
    "fachredaktion",
    "Fachredaktion Unterbringung",
    "Bearbeitet den Bereich Unterbringung und meldet für Träger.",
    READ_INSIDE
    + EDIT_ACCOMMODATION
    + EDIT_SOURCES
    + EDIT_CONTACTS
    + EDIT_DATES
    + ("portal.add_delivery", "portal.deliver_for_all"),
    staff=True,
)


def editor_of(key: str, area: str, permissions: tuple[str, ...]) -> Role:
    """Reads all areas and writes in one."""
    return Role(
        f"fachredaktion-{key}",
        f"Fachredaktion {area}",
        f"Bearbeitet den Bereich {area}.",
        READ_INSIDE + EDIT_SOURCES + EDIT_CONTACTS + permissions,
        staff=True,
    )


VOLUNTEERING_EDITOR = editor_of("ehrenamt", "Ehrenamt", EDIT_VOLUNTEERING)
CULTURE_SPORT_EDITOR = editor_of("kultur-sport", "Kultur und Sport", EDIT_CULTURE_SPORT)
FIM_EDITOR = editor_of("fim", "FIM", EDIT_FIM)
PAKT_EDITOR = editor_of("pakt", "Pakt", EDIT_PAKT)
EDITORS = (EDITOR, VOLUNTEERING_EDITOR, CULTURE_SPORT_EDITOR, FIM_EDITOR, PAKT_EDITOR)
COORDINATION = Role(
    "koordination",
    "Koordination",
    "Bearbeitet alles und gibt frei, was eine andere Person eingereicht hat.",
    READ_INSIDE
    + EDIT_ACCOMMODATION
    + EDIT_TASKFORCE
    + EDIT_VOLUNTEERING
    + EDIT_CULTURE_SPORT
    + EDIT_FIM
    + EDIT_PAKT
    + EDIT_SOURCES
    + EDIT_CONTACTS
    + EDIT_LISTS
    + RUN_CALENDAR
    + EDIT_ACCESSIBILITY
    + READ_DRAFTS
    + (
        "portal.add_delivery",
        "portal.deliver_for_all",
        "portal.release_delivery",
        "portal.release_reportedfigure",
        "accommodation.release_scenario",
        "taskforce.release_finalreport",
        "volunteering.release_volunteercount",
        "portal.add_report",
        "portal.change_report",
        "portal.release_report",
    ),
    staff=True,
)
ADMINISTRATION = Role(
    "administration",
    "Administration",
    "Verwaltet Konten und Listen, ändert keine Zahl.",
    READ_INSIDE
    + EDIT_LISTS
    + READ_RETENTION
    + (
        "portal.add_user",
        "portal.change_user",
        "portal.view_user",
        "portal.view_auditevent",
        "portal.change_retentionperiod",
    ),
    staff=True,
)
AUDIT = Role(
    "revision",
    "Revision/Datenschutz",
    "Liest alles, auch Verlauf, Ereignisse, Löschläufe und Zugriffe.",
    (
        *READ_INSIDE,
        *READ_DRAFTS,
        *READ_RETENTION,
        "portal.view_user",
        "portal.view_auditevent",
        "portal.view_accesslogentry",
        "portal.view_barrierreport",
    ),
    staff=True,
)

ROLES = (COUNCIL, OPERATOR, SPEAKER, *EDITORS, COORDINATION, ADMINISTRATION, AUDIT)


def role_called(key: str) -> Role:
    """Raises KeyError for a key that no role has."""
    return {role.key: role for role in ROLES}[key]


def role_of(user) -> Role | None:
    """None for an account without a role."""
    names = {group.name for group in user.groups.all()}
    return next((role for role in ROLES if role.name in names), None)


@transaction.atomic
def sync_roles() -> None:
    """Make the groups and their rights match the table; raises LookupError for a right that
    does not exist."""
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for role in ROLES:
        unknown = set(role.permissions) - known.keys()
        if unknown:
            raise LookupError(f"{role.name}: {', '.join(sorted(unknown))}")
        group, new = Group.objects.get_or_create(name=role.name)
        before = set(group.permissions.values_list("pk", flat=True))
        group.permissions.set(known[name] for name in role.permissions)
        if not new and before != {known[name].pk for name in role.permissions}:
            what = f"Rolle {role.name}: {len(before)} → {len(set(role.permissions))} Rechte"
            AuditEvent.objects.create(kind=AuditEvent.Kind.RIGHTS, what=what)


@transaction.atomic
def give_role(user, role: Role | None) -> None:
    """One role per account, or none; entering the admin follows from it."""
    before = role_of(user)
    if before != role:
        what = f"Rolle: {name_of(before)} → {name_of(role)}"
        AuditEvent.objects.create(kind=AuditEvent.Kind.RIGHTS, account=user, what=what)
    user.groups.set([Group.objects.get(name=role.name)] if role else [])
    user.is_staff = user.is_superuser or (role is not None and role.staff)
    user.save(update_fields=["is_staff"])


def name_of(role: Role | None) -> str:
    return role.name if role else "keine"


def audience_of(user) -> Audience:
    """For whom a chapter is written. Operators read the city's figures as the council does; an
    account without a role reads what everybody may."""
    if user.is_anonymous or (role_of(user) is None and not user.is_superuser):
        return Audience.PUBLIC
    return Audience.INTERNAL if user.has_perm("accommodation.view_shelter") else Audience.COUNCIL
