"""Puts the facts of a report into the database, from the files in fixtures/.

A row that is already there is left as it is, because people may have edited it since; where it
differs from the file, that is reported. Rows are found by what the file calls them, so that
loading twice adds nothing.
"""

from pathlib import Path

from django.conf import settings
from django.db import transaction

from portal.report_facts import accommodation, city, culture_sport, fim, pakt, taskforce, volunteering
from portal.report_facts.facts import Facts, Outcome

REPORT_2017 = settings.BASE_DIR / "fixtures" / "stuttgart-2017"

# In the order in which one subject refers to another.
SUBJECTS = (
    city.load_districts,
    city.load_organisations,
    city.load_sources,
    city.load_populations,
    city.load_indicators,
    city.load_figures,
    accommodation.load_flows,
    accommodation.load_shares,
    city.load_statements,
    city.load_claims,
    taskforce.load_bodies,
    taskforce.load_memberships,
    taskforce.load_service_centres,
    taskforce.load_consultations,
    taskforce.load_measures,
    taskforce.load_handovers,
    taskforce.load_goals,
    volunteering.load_topics,
    volunteering.load_qualification_events,
    volunteering.load_meeting_spaces,
    fim.load_quotas,
    fim.load_rules,
    *pakt.SUBJECTS,
    culture_sport.load_funds,
    culture_sport.load_budgets,
    culture_sport.load_projects,
    culture_sport.load_events,
    culture_sport.load_publications,
    culture_sport.load_sports,
)


@transaction.atomic
def load_facts(folder: Path = REPORT_2017) -> Outcome:
    """All facts or none. Raises ValidationError for a row that the models refuse, KeyError or
    DoesNotExist for a reference to something that no file names."""
    facts = Facts(folder)
    for load in SUBJECTS:
        load(facts)
    return facts.outcome
