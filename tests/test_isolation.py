"""Operator A finds nothing of operator B: on no page, form, download or drop-down.

Everything of B carries one word. That Tina of Anker, who follows every link there is, never reads it, and the
council and the public neither that nor the word of A, is shown by tests/test_unreleased.py.
"""

from dataclasses import dataclass

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accommodation.models import Occupancy, Shelter
from portal.models import Delivery, Organisation
from portal.releases import State
from tests import people
from tests.crawling import crawl, text_of
from tests.factories import (
    ContactPersonFactory,
    DeliveryFactory,
    OccupancyFactory,
    OrganisationFactory,
    ReportedFigureFactory,
    ShelterFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # about rights alone

WORD = "zebrafink"


@dataclass
class Belongings:
    shelter: Shelter
    released: Delivery
    submitted: Delivery
    draft: Delivery


def belongings(operator: Organisation, word: str) -> Belongings:
    """A shelter with a curve, and deliveries in every stage, all of which carry the word."""
    shelter = ShelterFactory(
        code=f"{word}-1", name=f"Haus {word}", street=f"{word}weg 1", aliases=f"Villa {word}",
        operation__operator=operator,
    )  # fmt: skip
    person = UserFactory(name=f"Eva {word}", email=f"eva@{word}.example", organisation=operator)
    common = {"sender": operator, "created_by": person, "submitted_by": person}
    messages = [{"level": "notice", "code": "note", "text": f"Haus {word}: Hinweis", "sheet": word}]
    released, submitted, draft = (
        DeliveryFactory(**common, state=state, file_name=f"{word}-{state}.csv", messages=messages)
        for state in (State.RELEASED, State.SUBMITTED, State.DRAFT)
    )
    for delivery in (released, submitted, draft):
        delivery.file.save("x", ContentFile(f"Unterkunft;belegt\nHaus {word};80\n".encode()))
    ContactPersonFactory(organisation=operator, function=f"Leitung {word}", name=f"Kim {word}")
    OccupancyFactory(shelter=shelter, delivery=released, sheet=word, remark=word)
    OccupancyFactory(shelter=shelter, delivery=submitted, sheet=word, remark=word, current=False)
    return Belongings(shelter, released, submitted, draft)


@pytest.fixture
def of_b() -> Belongings:
    return belongings(OrganisationFactory(name=f"{WORD} e. V.", short_name=WORD), WORD)


@pytest.fixture
def of_a(of_b) -> Belongings:
    ReportedFigureFactory(indicator__key="occupancy_total")
    return belongings(people.anker(), "amsel")


@pytest.fixture
def tina(client, of_a) -> Client:
    client.force_login(people.tina())
    return client


STARTS = (
    "/",
    "/unterbringung/",
    "/unterbringung/unterkuenfte/",
    "/meldungen/",
    "/meldungen/neu/",
    "/meldungen/vorlage/",
    "/meldungen/formular/",
    "/meldungen/unveraendert/",
    "/meldungen/nichts-zu-melden/",
    "/ansprechpersonen/",
    "/konto/meine-daten/",
)


def test_the_same_walk_of_the_editor_meets_both(client, of_a, of_b):
    client.force_login(people.emil())
    assert any(WORD in text for _, text in crawl(client, *STARTS))


def foreign_pages(of_b: Belongings) -> list[str]:
    code = of_b.shelter.code
    pages = [
        reverse("accommodation:shelter", args=[code]),
        reverse("accommodation:shelter_chart", args=[code, "belegung", "svg"]),
        reverse("accommodation:shelter_table", args=[code, "werte", "csv"]),
    ]
    return pages + [
        reverse(f"deliveries:{route}", args=[delivery.pk])
        for delivery in (of_b.released, of_b.submitted, of_b.draft)
        for route in ("delivery", "file", "report")
    ]


def test_what_is_not_hers_does_not_exist_for_tina(tina, of_b):
    assert {tina.get(address).status_code for address in foreign_pages(of_b)} == {404}


def test_the_answer_is_the_same_as_for_something_that_was_never_there(tina, of_b):
    code = of_b.shelter.code.lower()
    nowhere = "n" * len(code)  # as long: the page names its own address, for who wants to report a barrier
    foreign = tina.get(reverse("accommodation:shelter", args=[of_b.shelter.code]))
    never = tina.get(reverse("accommodation:shelter", args=[nowhere]))
    assert text_of(foreign).replace(code, nowhere) == text_of(never)


def stored(of_b: Belongings) -> list[dict]:
    deliveries = Delivery.objects.filter(sender=of_b.released.sender).order_by("pk").values()
    return [*deliveries, *Occupancy.objects.filter(shelter=of_b.shelter).order_by("pk").values()]


@pytest.mark.parametrize("step", ["confirm", "discard", "release", "return_", "withdraw"])
def test_the_other_operators_steps_replayed_by_tina_change_nothing(tina, of_b, step):
    before = stored(of_b)
    form = {"comment": "Nein.", "warnings_accepted": "on"}
    for delivery in (of_b.released, of_b.submitted, of_b.draft):
        answer = tina.post(reverse(f"deliveries:{step}", args=[delivery.pk]), form)
        assert answer.status_code in (403, 404)
    assert stored(of_b) == before


def upload(client: Client, shelter: str, **fields: object) -> HttpResponse:
    data = f"Unterkunft;Stichtag;belegt;Plätze\n{shelter};30.09.2017;70;100\n".encode()
    form = {"file": SimpleUploadedFile("amsel.csv", data), **fields}
    return client.post(reverse("deliveries:upload"), form, follow=True)


def test_tina_delivers_for_her_own_operator_whatever_the_form_says(tina, of_b):
    before = stored(of_b)
    upload(tina, "Haus amsel", sender=of_b.released.sender.pk)
    assert Delivery.objects.latest("pk").sender == people.anker()
    assert stored(of_b) == before


def fill_in(client: Client, of_b: Belongings, page: str, **fields: object) -> HttpResponse:
    """The page about the other operator, with its shelter in a form that was made for an own one."""
    form = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-code": of_b.shelter.code}
    address = f"/meldungen/{page}/?stichtag=2017-09-30&traeger={of_b.released.sender.pk}"
    return client.post(address, {**form, "form-0-occupied": 70, "form-0-remark": "", **fields})


def test_a_form_about_a_foreign_shelter_is_refused_without_any_detail_about_it(tina, of_b):
    before, deliveries = stored(of_b), Delivery.objects.count()
    answer = fill_in(tina, of_b, "formular")
    assert answer.status_code == 422
    assert "gehört nicht zu ihrem träger" in text_of(answer)
    assert WORD not in text_of(answer).replace(of_b.shelter.code, "")  # her own words are repeated
    assert (stored(of_b), Delivery.objects.count()) == (before, deliveries)


@pytest.mark.parametrize(
    ("page", "said"), [("unveraendert", {"checked": "on"}), ("nichts-zu-melden", {"reason": "Saniert."})]
)
def test_what_tina_states_is_about_her_own_operator_whatever_the_address_says(tina, of_a, of_b, page, said):
    before = stored(of_b)
    fill_in(tina, of_b, page, **said)
    assert Delivery.objects.exclude(way=Delivery.Way.FILE).get().sender == people.anker()
    assert stored(of_b) == before


@pytest.mark.parametrize("written", ["Haus Zebrafinc", "Zebrafinkk", "Villa Zebrafin"])
def test_a_misspelt_foreign_shelter_is_not_suggested(tina, of_b, written):
    text = text_of(upload(tina, written))
    assert written.lower() in text
    assert WORD not in text.replace(written.lower(), "")


def test_a_foreign_shelter_is_refused_without_any_detail_about_it(tina, of_b):
    before = stored(of_b)
    text = text_of(upload(tina, of_b.shelter.name))
    assert "gehört nicht zu ihrem träger" in text
    assert WORD not in text.replace(of_b.shelter.name.lower(), "")  # her own words are repeated
    assert stored(of_b) == before
