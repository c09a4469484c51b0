"""Two people at one record: both versions side by side, in the administration and outside it (CON-01)."""

import re

from django.urls import reverse
from playwright.sync_api import expect

from tests import people
from tests.browser.steps import PHONE, axe, enter, overflows, press
from tests.factories import ShelterFactory

SAVED_MEANWHILE = "Der Eintrag ist inzwischen geändert"


def test_two_people_save_one_shelter(new_page, live_server):
    house = ShelterFactory(name="Haus Linde", street="Lindenweg 1")
    address = reverse("admin:accommodation_shelter_change", args=[house.pk])
    karla, konrad = new_page(), new_page()
    for page, person in ((karla, people.karla()), (konrad, people.konrad())):
        enter(page, live_server.url, person)
        page.goto(address)
    karla.locator("[name=street]").fill("Lindenweg 10")
    karla.locator("[name=capacities-0-places]").fill("120")
    karla.locator("[name=_save]").first.click()
    expect(karla).to_have_url(re.compile("/admin/accommodation/shelter/"))

    konrad.locator("[name=street]").fill("Lindenweg 12")
    konrad.locator("[name=name]").fill("Haus am Lindenweg")
    konrad.locator("[name=_save]").first.click()
    told = konrad.get_by_role("alert").filter(has_text=SAVED_MEANWHILE)
    expect(told).to_contain_text("Karla Koordination hat diesen Eintrag am")
    expect(told.get_by_role("row").filter(has_text="Straße")).to_contain_text("Lindenweg 10")
    expect(told.get_by_role("row").filter(has_text="Straße")).to_contain_text("Lindenweg 12")
    for width in (1280, PHONE):
        konrad.set_viewport_size({"width": width, "height": 900})
        axe(konrad)
        assert not overflows(konrad)
    press(konrad, "Meine Fassung speichern")
    house.refresh_from_db()
    assert (house.street, house.name) == ("Lindenweg 12", "Haus am Lindenweg")
    assert house.capacities.get().places == 120


def test_two_windows_of_one_final_report(new_page, live_server):
    sina, address = people.sina(), reverse("taskforce:write_report", args=["sprache"])
    first, second = new_page(), new_page()
    for page in (first, second):
        enter(page, live_server.url, sina)
        page.goto(address)
    first.locator("[name=text_4]").fill("Früh reden.")
    press(first, "Entwurf speichern")
    second.locator("[name=text_4]").fill("Spät reden.")
    second.locator("[name=text_1]").fill("Sprachcafé")
    press(second, "Entwurf speichern")
    told = second.get_by_role("alert").filter(has_text=SAVED_MEANWHILE)
    expect(told.get_by_role("row").filter(has_text="Früh reden.")).to_contain_text("Spät reden.")
    second.get_by_role("link", name="Verwerfen und den neuen Stand ansehen").click()
    expect(second.locator("[name=text_4]")).to_have_value("Früh reden.")
