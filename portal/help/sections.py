"""Which section of the handbook belongs to which page: the one table, by the names of the routes."""

from functools import cache

from django.http import HttpRequest
from django.urls import reverse

from portal.help import handbook

# From the beginning of a route's name to page and anchor; the longest that fits counts.
SECTIONS = {
    "home": "lesen#die-übersicht",
    "alive": "administration#was-der-betrieb-macht",
    "ready": "administration#was-der-betrieb-macht",
    "help:": "lesen",
    # Chapters, as everybody reads them
    "accommodation:": "lesen#antwort-bild-tabelle-quelle",
    "accommodation:balance": "platzbilanz",
    "accommodation:shelter": "koordination#woher-eine-zahl-kommt",
    "taskforce:": "lesen#antwort-bild-tabelle-quelle",
    "taskforce:own": "arbeitsgruppen#abschlussbericht-schreiben",
    "taskforce:write_report": "arbeitsgruppen#abschlussbericht-schreiben",
    "taskforce:report": "arbeitsgruppen#wer-was-sieht",
    "taskforce:release_report": "arbeitsgruppen#freigeben-und-zurückgeben-koordination",
    "taskforce:return_report": "arbeitsgruppen#freigeben-und-zurückgeben-koordination",
    "taskforce:meeting": "arbeitsgruppen#sitzungen",
    "taskforce:minutes": "arbeitsgruppen#sitzungen",
    "taskforce:calendar": "arbeitsgruppen#sitzungen",
    "volunteering:": "engagement#eine-organisation-meldet-für-ihre-gruppen",
    "volunteering:chapter": "engagement#wer-was-sieht",
    "volunteering:chart": "engagement#wer-was-sieht",
    "volunteering:table": "engagement#wer-was-sieht",
    "volunteering:directory": "engagement#wer-was-sieht",
    "volunteering:work": "engagement#arbeitsliste",
    "volunteering:confirm_": "engagement#arbeitsliste",
    "volunteering:release_count": "engagement#eine-gruppe-meldet-ihre-zahl",
    "volunteering:return_count": "engagement#eine-gruppe-meldet-ihre-zahl",
    "volunteering:report_number": "engagement#eine-gruppe-meldet-ihre-zahl",
    "volunteering:thanks": "engagement#eine-gruppe-meldet-ihre-zahl",
    "volunteering:open_link": "engagement#eine-gruppe-meldet-ihre-zahl",
    "volunteering:links": "engagement#eine-gruppe-meldet-ihre-zahl",
    "volunteering:issue_link": "engagement#eine-gruppe-meldet-ihre-zahl",
    "volunteering:revoke_link": "engagement#eine-gruppe-meldet-ihre-zahl",
    "culture_sport:": "kultur-und-sport#was-die-seite-sagt-und-wem",
    "culture_sport:still_correct": "kultur-und-sport#stimmt-das-noch",
    "fim:": "fim#für-träger-die-besetzung-melden",
    "fim:chapter": "fim#wer-was-sieht",
    "fim:chart": "fim#wer-was-sieht",
    "fim:table": "fim#wer-was-sieht",
    "pakt:": "pakt#die-ampel",
    # What the law asks of every page, and who to ask
    "accessibility:": "lesen#auf-dem-telefon-ohne-maus-vorgelesen",
    "accessibility:reports": "barrierefreiheit#gemeldete-barrieren-beantworten",
    "accessibility:answer": "barrierefreiheit#gemeldete-barrieren-beantworten",
    "accessibility:components": "barrierefreiheit#bausteine",
    "contacts:": "datenschutz#ansprechpersonen",
    "privacy:notice": "datenschutz",
    "privacy:register": "datenschutz#verzeichnis-von-verarbeitungstätigkeiten",
    "own_data": "datenschutz#auskunft",
    # Setting up
    "first_steps:": "administration#der-erste-tag",
    # Looking things up
    "search:": "suche",
    "districts:": "bezirke#karte-und-tabelle-bezirke",
    "districts:district": "bezirke#die-seite-eines-bezirks",
    "factcheck:": "faktencheck#ergebnisse",
    "library:source": "quellen-und-kennzahlen#drucksachen-und-andere-quellen",
    "library:indicator": "quellen-und-kennzahlen#kennzahlen",
    "opendata:": "offene-daten",
    "news:": "verfolgen#für-alle-die-lesen",
    # The council's questions and papers
    "reports:": "berichte#einen-bericht-schreiben-koordination",
    "reports:list": "rat#berichte",
    "reports:release": "berichte#freigeben-eine-zweite-person",
    "reports:return_": "berichte#freigeben-eine-zweite-person",
    "council:": "rat#fragen",
    "council:new": "anfragen#erfassen-koordination",
    "council:change": "anfragen#erfassen-koordination",
    "council:answer": "anfragen#antworten-koordination",
    # Deliveries
    "deliveries:": "meldung#so-melden-sie-mit-einer-datei",
    "deliveries:list": "meldung#ihre-seite-meldungen",
    "deliveries:form": "meldung#vier-wege",
    "deliveries:unchanged": "meldung#vier-wege",
    "deliveries:nothing": "meldung#vier-wege",
    "deliveries:template": "meldung#vier-wege",
    "deliveries:columns": "meldung#was-die-hinweise-bedeuten",
    "deliveries:report": "meldung#was-die-hinweise-bedeuten",
    "deliveries:release": "koordination#prüfen-und-entscheiden",
    "deliveries:return_": "koordination#prüfen-und-entscheiden",
    "deliveries:withdraw": "koordination#eine-meldung-zurückziehen",
    "deliveries:calendar": "koordination#der-meldekalender",
    "deliveries:date": "koordination#einen-stichtag-abschließen",
    "deliveries:close_date": "koordination#einen-stichtag-abschließen",
    "deliveries:reopen_date": "koordination#einen-stichtag-abschließen",
    "deliveries:grant_exception": "koordination#einen-stichtag-abschließen",
    # One's own account
    "account_": "anmelden#zum-ersten-mal",
    "account_inactive": "anmelden#wann-ein-konto-endet",
    "account_reauthenticate": "anmelden#wie-lange-sie-angemeldet-bleiben",
    "mfa_": "anmelden#der-zweite-faktor",
    "openid_connect_": "anmelden#mit-dem-dienstkonto",
    "socialaccount_": "anmelden#mit-dem-dienstkonto",
    # The administration
    "admin:": "verwaltungsbereich#welche-liste-wo-steht",
    "admin:password_change": "anmelden#zum-ersten-mal",
    "admin:portal_source": "quellen-und-kennzahlen#erfassen-fachredaktion-koordination",
    "admin:portal_reportedfigure": "verwaltungsbereich#einen-berichtswert-erfassen",
    "admin:portal_claim": "faktencheck#eine-behauptung-erfassen",
    "admin:portal_reporting": "koordination#der-meldekalender",
    "admin:portal_reminder": "koordination#erinnerungen",
    "admin:portal_district": "bezirke#einwohnerzahlen-koordination-administration",
    "admin:portal_organisation": "administration#stammdaten",
    "admin:portal_indicator": "administration#stammdaten",
    "admin:portal_user": "administration#konten",
    "admin:portal_accessibilitystatement": "barrierefreiheit#die-erklärung-pflegen",
    "admin:portal_knownbarrier": "barrierefreiheit#die-erklärung-pflegen",
    "admin:portal_contactperson": "datenschutz#ansprechpersonen",
    "admin:portal_accesslogentry": "datenschutz#wer-hat-etwas-angesehen",
    "admin:portal_retention": "datenschutz#löschfristen",
    "admin:accommodation_shelter": "platzbilanz#eine-eröffnung-eintragen",
    "admin:accommodation_scenario": "platzbilanz#ein-szenario-anlegen",
    "admin:taskforce_": "arbeitsgruppen#maßnahmen-und-überführungen-koordination",
    "admin:taskforce_meeting": "arbeitsgruppen#sitzungen",
    "admin:taskforce_membership": "arbeitsgruppen#freigeben-und-zurückgeben-koordination",
    "admin:volunteering_": "engagement#arbeitsliste",
    "admin:culture_sport_": "kultur-und-sport#was-wo-steht",
    "admin:fim_": "fim#für-die-fachredaktion",
    "admin:pakt_": "pakt#geld",
    "admin:pakt_programme": "pakt#ein-neues-programm",
}


@cache
def section_of(route: str) -> str | None:
    """„fim#wer-was-sieht“; None for a route that nobody has thought of."""
    fitting = [beginning for beginning in SECTIONS if route.startswith(beginning)]
    return SECTIONS[max(fitting, key=len)] if fitting else None


def address_of_help(request: HttpRequest) -> dict[str, str]:
    """`help_address` for every template. Where there is no page, the whole handbook helps."""
    route = request.resolver_match.view_name if request.resolver_match else ""
    slug, hash_, anchor = (section_of(route) or "").partition("#")
    return {"help_address": f"{handbook.address(slug)}{hash_}{anchor}" if slug else reverse("help:index")}
