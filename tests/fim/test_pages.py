"""The pages of FIM places: who finds what on them, and what leads there."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from fim.models import Placement
from fim.own_work import work_of
from portal.models import Delivery
from portal.releases import State
from tests import people
from tests.factories import (
    ContractFactory,
    InternalPlacementFactory,
    PlacementFactory,
    ProviderFactory,
    QuotaFactory,
    RuleFactory,
    UserFactory,
)
from tests.fim.lists import garden, released, submitted, text, workshop

pytestmark = pytest.mark.django_db

WORD = "zebrafink"
SEPTEMBER = date(2017, 9, 15)


@pytest.fixture
def tina(client) -> Client:
    """Anker's account, in September 2017 with a garden and a workshop."""
    garden(end=date(2017, 10, 14))
    workshop()
    client.force_login(people.tina())
    return client


@pytest.fixture
def of_bruecke() -> Placement:
    """Everything of Brücke carries one word."""
    placement = PlacementFactory(
        number=f"{WORD}-1", name=f"Bootshaus {WORD}", activity=WORD,
        provider=ProviderFactory(organisation=people.bruecke()),
    )  # fmt: skip
    ContractFactory(number=f"{WORD}-V", placement=placement, end=date(2017, 10, 1))
    person = UserFactory(name=WORD, organisation=people.bruecke())
    for state in (State.DRAFT, State.SUBMITTED, State.RELEASED):
        Delivery.objects.create(
            kind=Delivery.Kind.PLACEMENTS, sender=people.bruecke(), created_by=person, submitted_by=person,
            file_name=f"{WORD}.csv", size=1, sha256=f"{state:x>64}", state=state,
        )  # fmt: skip
    return placement


def page(client: Client, name: str, *, stichtag: date = SEPTEMBER, **arguments) -> str:
    answer = client.get(reverse(name, kwargs=arguments), {"stichtag": stichtag.isoformat()})
    assert answer.status_code == 200
    return answer.content.decode()


# A provider's own page


def test_a_provider_sees_which_contract_ends_next_month(tina):
    content = page(tina, "fim:own")
    assert "Enden in acht Wochen ohne Anschluss: 1 Vertrag" in content
    assert "14.10.2017" in content


def test_a_provider_sees_which_numbers_it_owes(tina):
    released("Werkstatt;5;31.08.2017")
    assert "Besetzung zum 31.08.2017: 1 Maßnahme fehlt" in page(tina, "fim:own")


def test_what_waits_for_release_is_owed_no_more(tina):
    submitted("Werkstatt;5;31.08.2017", "Lehrgarten;8;31.08.2017")
    assert "Besetzung zum 31.08.2017: alles gemeldet" in page(tina, "fim:own")


@pytest.mark.parametrize("name", ["fim:chapter", "fim:own", "fim:deliveries", "fim:upload", "home"])
def test_on_no_page_a_provider_reads_anything_of_another(tina, of_bruecke, name):
    assert WORD not in page(tina, name).lower()


def test_no_file_of_a_provider_holds_anything_of_another(tina, of_bruecke):
    for key in ("massnahmen", "auslaufend", "vertraege-werte"):
        assert WORD not in page(tina, "fim:own_table", key=key, extension="csv").lower()
    template = tina.get(reverse("fim:template"))
    assert WORD.encode() not in b"".join(template.streaming_content)


def test_a_list_of_another_provider_is_not_found(tina, of_bruecke):
    for delivery in Delivery.objects.all():
        for route in ("delivery", "file", "confirm", "discard", "withdraw"):
            address = reverse(f"fim:{route}", kwargs={"pk": delivery.pk})
            post = route in ("confirm", "discard", "withdraw")
            answer = tina.post(address, {"comment": "x"}) if post else tina.get(address)
            assert answer.status_code == 404


def test_whose_account_offers_no_places_has_no_page_here(act_as):
    assert act_as(people.tom).get(reverse("fim:own")).status_code == 403
    assert "Meine FIM-Maßnahmen" not in page(act_as(people.tom), "home")


# The editor


def test_the_editor_sees_what_ends_of_all_providers(act_as, of_bruecke):
    garden(end=date(2017, 10, 14))
    content = page(act_as(people.fritz), "fim:own")
    assert "Enden in acht Wochen ohne Anschluss: 2 Verträge" in content
    assert reverse("admin:fim_contract_change", args=[of_bruecke.contracts.get().pk]) in content


def test_the_start_page_tells_who_must_act(act_as, time_machine):
    time_machine.move_to("2017-09-15")
    garden(end=date(2017, 10, 14))
    assert "Anschluss für einen FIM-Vertrag klären" in page(act_as(people.fritz), "home")
    assert "Anschluss für einen FIM-Vertrag klären" in page(act_as(people.tina), "home")
    assert "Anschluss für einen FIM-Vertrag klären" not in page(act_as(people.rosa), "home")


def test_the_queries_of_the_work_do_not_grow(django_assert_num_queries):
    person = people.fritz()
    for _ in range(5):
        ContractFactory(end=date(2017, 10, 14))
    person.has_perm("fim.change_contract")
    with django_assert_num_queries(2):
        assert len(work_of(person, SEPTEMBER).urgent) == 5


# A list on its way


def upload(client: Client, *lines: str, name: str = "fim.csv"):
    file = SimpleUploadedFile(name, text("Maßnahme;besetzt;Stichtag", *lines))
    return client.post(reverse("fim:upload"), {"file": file, "as_of": ""}, follow=True)


def test_a_refused_list_says_what_is_wrong_and_leaves_nothing(tina):
    answer = upload(tina, "Lehrgarten;acht;31.08.2017")
    assert answer.status_code == 422
    assert "Zeile 2, Spalte ‚besetzt‘: ‚acht‘ ist keine Zahl" in answer.content.decode()
    assert not Delivery.objects.exists()


def test_a_correction_shows_the_old_number_beside_the_new_one(tina):
    released("Lehrgarten;8;31.08.2017")
    answer = upload(tina, "Lehrgarten;7;31.08.2017")
    assert "bisher 8, jetzt 7" in answer.content.decode()
    draft = Delivery.objects.get(state=State.DRAFT)
    confirm = reverse("fim:confirm", kwargs={"pk": draft.pk})
    without = tina.post(confirm, {"shown": draft.preview_digest})
    assert without.status_code == 422
    assert "Bitte nennen Sie den Grund" in without.content.decode()
    tina.post(confirm, {"shown": draft.preview_digest, "reason": "Nachgezählt"})
    assert "bisher 8, jetzt 7" in page(tina, "fim:delivery", pk=draft.pk)


def test_an_outdated_preview_is_shown_again(tina):
    upload(tina, "Lehrgarten;7;31.08.2017")
    draft = Delivery.objects.get()
    released("Lehrgarten;8;31.08.2017", "Werkstatt;1;31.08.2017")
    answer = tina.post(
        reverse("fim:confirm", kwargs={"pk": draft.pk}), {"shown": draft.preview_digest}, follow=True
    )
    assert "Seit der Vorschau hat sich etwas geändert" in answer.content.decode()
    assert "bisher 8, jetzt 7" in answer.content.decode()


def test_a_returned_list_tells_what_is_to_be_changed(tina, act_as):
    delivery = submitted("Lehrgarten;8;31.08.2017")
    karla = Client()
    karla.force_login(people.karla())
    karla.post(reverse("fim:return_", kwargs={"pk": delivery.pk}), {"comment": "Bitte Juli"})
    assert "Bitte Juli" in page(tina, "fim:own")


# The inbox of occupancy reads its own kind


def test_a_list_of_places_is_in_no_inbox_of_occupancy(tina):
    delivery = submitted("Lehrgarten;8;31.08.2017")
    assert "fim.csv" not in page(tina, "deliveries:list")
    karla = Client()
    karla.force_login(people.karla())
    inbox = page(karla, "deliveries:list")
    assert "fim.csv" not in inbox
    assert "1 Liste wartet auf die Freigabe" in inbox
    for route in ("delivery", "file", "release", "withdraw"):
        address = reverse(f"deliveries:{route}", kwargs={"pk": delivery.pk})
        answer = karla.post(address) if route in ("release", "withdraw") else karla.get(address)
        assert answer.status_code == 404


def test_a_delivery_of_occupancy_is_in_no_list_of_places(tina):
    Delivery.objects.create(
        sender=people.anker(), created_by=people.tina(), file_name="belegung.csv", size=1, sha256="x" * 64,
        state=State.SUBMITTED,
    )  # fmt: skip
    assert "belegung.csv" not in page(tina, "fim:deliveries")
    assert tina.get(reverse("fim:delivery", kwargs={"pk": Delivery.objects.get().pk})).status_code == 404


# The admin


@pytest.fixture
def fritz(client) -> Client:
    client.force_login(people.fritz())
    return client


def sent(placement: Placement, **changes) -> dict[str, object]:
    fields = {"number": "V-1", "placement": placement.pk, "signed_on": "01.06.2017", "places": 10,
              "start": "01.07.2017", "end": "31.12.2017", "extends": ""}  # fmt: skip
    return fields | changes


def test_more_places_than_the_quota_are_saved_with_a_warning(fritz):
    QuotaFactory(external=9)
    answer = fritz.post(
        reverse("admin:fim_contract_add"), sent(PlacementFactory(), end="31.12.2099"), follow=True
    )
    assert "Mehr externe Plätze, als das Kontingent hergibt" in answer.content.decode()
    assert Placement.objects.get().contracts.count() == 1


def test_a_term_that_is_too_long_is_refused_with_rule_and_source(fritz):
    RuleFactory(title="Festlegung vom 08.06.2017")
    answer = fritz.post(
        reverse("admin:fim_contract_add"),
        sent(PlacementFactory(), signed_on="08.06.2017", start="08.06.2017", end="08.12.2017"),
    )
    assert "höchstens bis 07.12.2017" in answer.content.decode()
    assert "Quelle: GRDrs" in answer.content.decode()


def brought_in(client: Client, model: str, content: str):
    file = SimpleUploadedFile("liste.csv", content.encode())
    address = reverse(f"admin:fim_{model}_import")
    return client.post(address, {"import_file": file, "format": "0", "resource": "0"})


def test_measures_and_contracts_leave_as_plain_lists_and_come_back(fritz):
    placement = InternalPlacementFactory(number="M-1")
    ContractFactory(number="V-1", placement=placement)
    for model in ("provider", "placement", "contract"):
        out = fritz.get(reverse(f"admin:fim_{model}_export")).content.decode("utf-8-sig")
        assert out.count("\n") == 2
        answer = fritz.get(brought_in(fritz, model, out).url)
        assert "0 neu, 0 geändert; 1 waren schon so erfasst" in answer.content.decode()


def test_a_list_with_a_term_that_is_too_long_writes_nothing(fritz):
    RuleFactory()
    PlacementFactory(number="M-1")
    header = "number;placement;extends;signed_on;start;end;places\n"
    answer = brought_in(fritz, "contract", f"{header}V-1;M-1;;01.07.2017;01.07.2017;31.01.2018;5\n")
    assert "höchstens bis 31.12.2017" in answer.content.decode()
    assert not Placement.objects.get().contracts.exists()
