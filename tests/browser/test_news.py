"""A member of the council follows a chapter, is told of a figure that two others entered and released, and
opts out by the link in the mail."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from portal.releases import State
from tests import people
from tests.browser.steps import PHONE, axe, overflows, press
from tests.factories import ReportedFigureFactory


@pytest.fixture
def _emil_has_submitted_a_figure(transactional_db) -> None:
    ReportedFigureFactory(
        indicator__key="occupancy_total", indicator__label="Menschen in Unterkünften",
        indicator__area="accommodation", value=Decimal(7362), leading=True, state=State.SUBMITTED,
        submitted_by=people.emil(), submitted_at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def _mails_lead_here(settings, live_server) -> None:
    settings.BASE_URL = live_server.url


@pytest.mark.usefixtures("_emil_has_submitted_a_figure", "_mails_lead_here")
def test_a_figure_is_released_told_and_one_click_ends_it(desk, new_page, mailoutbox):
    rosa, karla = desk(people.rosa(), PHONE), desk(people.karla())

    rosa.goto("/unterbringung/")
    press(rosa, "Diesem Kapitel folgen")
    expect(rosa.get_by_role("status")).to_contain_text("Neue Zahlen kommen an rosa.rat@")
    rosa.get_by_role("main").get_by_role("link", name="Was Sie verfolgen").click()
    expect(rosa.get_by_role("listitem").filter(has_text="Unterbringung").last).to_contain_text("seit")
    axe(rosa)
    assert not overflows(rosa)

    karla.goto("/admin/portal/reportedfigure/")
    karla.locator("#result_list [name=_selected_action]").check()
    karla.locator("select[name=action]").select_option(label="freigeben")
    karla.locator("[name=index]").click()
    expect(karla.locator("#result_list")).to_contain_text("freigegeben")

    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        call_command("send_news")
    (mail,) = mailoutbox
    assert "7.362\N{NO-BREAK SPACE}Personen (31. August 2017)" in mail.body

    rosa.goto(re.search(r"\S+/kennzahlen/\S+", mail.body)[0])
    expect(rosa.get_by_role("table")).to_contain_text("7.362")

    phone = new_page(PHONE, javascript=False)
    phone.goto(re.search(r"\S+/abbestellen/\S+", mail.body)[0])
    press(phone, "Nicht mehr folgen")
    expect(phone.get_by_role("status")).to_contain_text("keine E-Mails mehr")

    rosa.goto(phone.url)
    press(rosa, "Wieder folgen")
