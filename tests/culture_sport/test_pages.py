"""The page of culture and sport, its downloads, and the way there."""

from decimal import Decimal
from html import unescape

import pytest
from django.core.management import call_command
from django.test import Client

from culture_sport.models import Fund
from tests import people
from tests.factories import FundBudgetFactory, GrantFactory, ReportedFigureFactory, SportsOfferFactory
from tests.the_report import load_the_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(client, settings) -> Client:
    settings.PUBLIC_VIEW = True
    return client


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_the_start_page_leads_to_chapter_and_finder(public):
    ReportedFigureFactory(
        indicator__key="sports_offers_total",
        indicator__area="culture_sport",
        value=Decimal(310),
        qualifier="über",
    )
    page = text(public, "/?stichtag=2018-01-01")
    assert "Über 310 Sportangebote für Geflüchtete." in page
    assert 'href="/kultur-und-sport/?stichtag=2018-01-01"' in page
    assert 'href="/kultur-und-sport/sportangebote/"' in page


def test_chart_and_table_can_be_downloaded(public):
    GrantFactory(fund=FundBudgetFactory().fund, granted=Decimal(600))
    page = text(public, "/kultur-und-sport/?stichtag=2017-12-31")
    assert "/kultur-und-sport/foerdertoepfe-jahre.svg?stichtag=2017-12-31" in page
    table = public.get("/kultur-und-sport/ansatz-und-foerderung.csv?stichtag=2017-12-31")
    assert "75000" in table.content.decode("utf-8-sig")


def test_the_public_downloads_no_single_grants(public):
    GrantFactory()
    assert public.get("/kultur-und-sport/foerderungen.csv").status_code == 404


def test_the_way_to_unconfirmed_offers_is_for_editors(act_as, public):
    address = "/kultur-und-sport/sportangebote/bestaetigen/"
    assert address not in text(public, "/kultur-und-sport/")
    assert address in text(act_as(people.kuno), "/kultur-und-sport/")


def test_the_admin_shows_what_the_public_does_not_find(act_as):
    SportsOfferFactory(confirmed_on="2016-06-01", code="ALT-1")
    SportsOfferFactory(code="NEU-1")
    page = text(act_as(people.kuno), "/admin/culture_sport/sportsoffer/?stand=ausgeblendet")
    assert "ALT-1" in page
    assert "NEU-1" not in page


def test_invented_data_is_marked_and_never_real(public):
    load_the_report()
    call_command("load_example", verbosity=0)
    assert Fund.objects.filter(example=True, name__startswith="Beispiel").count() == 2
    page = text(public, "/kultur-und-sport/?stichtag=2017-12-31")
    assert "Beispieldaten (erfunden)" in page
    assert "Was bewilligt und ausgezahlt wurde, ist nicht erfasst" in page
