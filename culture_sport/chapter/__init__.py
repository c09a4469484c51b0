"""What there is to say about culture and sport as of a date, for one reader."""

from datetime import date

from culture_sport.chapter import findings
from culture_sport.chapter.culture import event_tables, project_tables, publication_tables
from culture_sport.chapter.fund_years import fund_years
from culture_sport.chapter.funds import budget_tables, fund_charts, fund_tables, grant_tables
from culture_sport.chapter.lead import budget_figures, lead
from culture_sport.chapter.reported import beside_grants, key_figures
from culture_sport.chapter.sports import mentor_tables, offer_charts, swimming_tables
from culture_sport.models import Event, Fund, Project, Publication
from portal.alphabet import alphabetical
from portal.figures import Audience, Chapter
from portal.models import ReportedFigure
from portal.statements import checks, texts

AREA = "culture_sport"
TITLE = "Kultur und Sport"
ADDRESS = "/kultur-und-sport/"


def overview(as_of: date, audience: Audience) -> Chapter:
    """The first sentence and the key figures alone: what the start page says."""
    figures = ReportedFigure.objects.newest_by_key(AREA, as_of)
    return Chapter(
        key=AREA, title=TITLE, address=ADDRESS, as_of=as_of, audience=audience,
        lead=lead(figures), key_figures=tuple(key_figures(figures)),
    )  # fmt: skip


def chapter(as_of: date, audience: Audience, *, invented: bool = True) -> Chapter:
    """Reported figures, money, projects and sport by `as_of`. Who got a grant is not for the public;
    small counts of persons are hidden from all but the administration. Not `invented`: as if there were
    no example data."""
    everything = whole_chapter(as_of, audience)
    return everything if invented else everything.without_examples()


def whole_chapter(as_of: date, audience: Audience) -> Chapter:
    figures = ReportedFigure.objects.newest_by_key(AREA, as_of)
    years = fund_years(as_of)
    funds = sorted(Fund.objects.known_on(as_of), key=lambda one: (one.branch, alphabetical(one.name)))
    events = list(Event.objects.held_by(as_of))
    return Chapter(
        key=AREA, title=TITLE, address=ADDRESS, as_of=as_of, audience=audience,
        lead=lead(figures),
        key_figures=(*key_figures(figures), *budget_figures(years)),
        charts=(*fund_charts(years, as_of), *offer_charts(as_of)),
        tables=(
            *fund_tables(funds),
            *budget_tables(years),
            *beside_grants(figures, as_of),
            *grant_tables(as_of, audience),
            *project_tables(Project.objects.known_on(as_of)),
            *event_tables(events, audience),
            *publication_tables(Publication.objects.described()),
            *mentor_tables(as_of, audience),
            *swimming_tables(as_of, audience),
        ),
        checks=tuple(checks(AREA, as_of)),
        texts=tuple(texts(AREA, as_of)),
        findings=(
            *findings.overdrawn(years),
            *findings.grants_without_budget(years),
            *findings.missing_proofs(as_of, audience),
            *findings.hidden_offers(as_of, audience),
            *findings.one_figure_for_several(events),
            *findings.without_single_grants(years),
        ),
    )  # fmt: skip
