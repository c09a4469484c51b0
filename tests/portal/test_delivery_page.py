"""The page of a delivery: reasons, comments, second clicks, and taking it back."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accommodation.models import Occupancy
from portal.models import Delivery
from portal.releases import State
from tests import people
from tests.accommodation.sending import counting, drafted, released, submitted
from tests.factories import ShelterFactory
from tests.sheets import occupancy_csv, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ahorn():
    return ShelterFactory(code="A1", name="Haus Ahorn", operation__operator=people.anker())


def words(answer) -> str:
    """What a reader reads."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", text.replace("&quot;", '"'))


def page(client: Client, delivery: Delivery, person=people.tina) -> str:
    client.force_login(person())
    return words(client.get(reverse("deliveries:delivery", args=[delivery.pk])))


def post(client: Client, name: str, delivery: Delivery, person=people.tina, *, follow=True, **fields):
    client.force_login(person())
    return client.post(reverse(f"deliveries:{name}", args=[delivery.pk]), fields, follow=follow)


def shown_fields(client: Client, delivery: Delivery, person=people.tina) -> dict[str, str]:
    """Names and values of the inputs that the page really has."""
    client.force_login(person())
    html = client.get(reverse("deliveries:delivery", args=[delivery.pk])).content.decode()
    inputs = re.findall(r"<(?:input|textarea)[^>]*\bname=\"([^\"]+)\"(?:[^>]*\bvalue=\"([^\"]*)\")?", html)
    return dict(inputs)


class TestPreview:
    def test_a_correction_shows_old_new_and_difference_and_asks_why(self, client):
        released("Haus Ahorn;100;80")
        draft = drafted("Haus Ahorn;100;78")

        text = page(client, draft)

        assert "bisher 80 → neu 78 −2" in text
        assert "Grund der Änderung" in text

    def test_new_numbers_need_no_reason(self, client):
        assert "Grund der Änderung" not in page(client, drafted("Haus Ahorn;100;78"))

    def test_without_a_reason_the_field_says_what_is_missing(self, client):
        released("Haus Ahorn;100;80")
        draft = drafted("Haus Ahorn;100;78")

        answer = post(client, "confirm", draft, warnings_accepted="on", reason="  ")

        assert answer.status_code == 422
        assert "Bitte nennen Sie den Grund, aus dem sich gemeldete Zahlen ändern." in words(answer)
        assert 'href="#id_reason"' in answer.content.decode()
        assert counting() == {"Haus Ahorn": 80}

    def test_what_was_typed_stays_when_something_else_is_missing(self, client, ahorn):
        draft = drafted("Haus Ahorn;100;125")
        comment = f"comment-{ahorn.pk}-2017-08-31"

        answer = post(client, "confirm", draft, **{comment: "Notbelegung"})

        assert answer.status_code == 422
        assert "Bitte bestätigen Sie die Warnungen" in words(answer)
        assert 'value="Notbelegung"' in answer.content.decode()
        assert "Anmerkung zu Haus Ahorn. Zeile 4" in words(answer)

    def test_each_row_with_a_warning_may_be_explained(self, client, ahorn):
        draft = drafted("Haus Ahorn;100;125")
        comment = f"comment-{ahorn.pk}-2017-08-31"
        assert comment in shown_fields(client, draft)
        assert "Anmerkung zu Haus Ahorn. Zeile 4, Spalte ‚Belegung‘: Überbelegung" in page(client, draft)

        post(client, "confirm", draft, warnings_accepted="on", **{comment: "Notbelegung"})

        assert Occupancy.objects.get().comment == "Notbelegung"
        assert "Anmerkung: Notbelegung" in page(client, draft)

    def test_a_comment_that_is_too_long_is_refused_in_its_field(self, client, ahorn):
        draft = drafted("Haus Ahorn;100;125")
        comment = f"comment-{ahorn.pk}-2017-08-31"

        answer = post(client, "confirm", draft, warnings_accepted="on", **{comment: "x" * 301})

        assert answer.status_code == 422
        assert "Die Anmerkung ist zu lang (höchstens 300 Zeichen)." in words(answer)
        assert not Occupancy.objects.exists()

    def test_at_most_fifty_rows_are_asked_about(self, client):
        for number in range(55):
            ShelterFactory(name=f"Haus {number}", operation__operator=people.anker())
        draft = drafted(*(f"Haus {number};100;125" for number in range(55)))

        fields = shown_fields(client, draft)

        assert len([name for name in fields if name.startswith("comment-")]) == 50

    def test_a_comment_to_somebody_elses_shelter_is_kept_nowhere(self, client):
        foreign = ShelterFactory(operation__operator=people.bruecke())
        draft = drafted("Haus Ahorn;100;125")

        post(client, "confirm", draft, warnings_accepted="on", **{f"comment-{foreign.pk}-2017-08-31": "Nein"})

        assert Occupancy.objects.get().comment == ""

    def test_the_answer_counts_what_was_written(self, client):
        ShelterFactory(name="Haus Birke", operation__operator=people.anker())
        released("Haus Ahorn;100;80")
        draft = drafted("Haus Ahorn;100;78", "Haus Birke;100;60")

        answer = post(client, "confirm", draft, warnings_accepted="on", reason="Nachgezählt")

        assert "Die Meldung ist eingereicht (1 neu, 1 geändert)." in words(answer)

    def test_a_second_click_shows_the_delivery_and_no_error(self, client):
        draft = drafted("Haus Ahorn;100;80")
        post(client, "confirm", draft)

        answer = post(client, "confirm", draft)

        assert "Diese Meldung haben Sie schon eingereicht. Sie zählt nur einmal." in words(answer)
        assert "kern-alert--danger" not in answer.content.decode()
        assert Occupancy.objects.count() == 1

    def test_a_window_with_an_older_preview_is_refused_and_shows_the_new_one(self, client):
        draft = drafted("Haus Ahorn;100;90")
        old_window = shown_fields(client, draft)
        released("Haus Ahorn;100;80")
        post(client, "confirm", draft, **old_window)  # the other window: told, and renewed

        answer = post(client, "confirm", draft, warnings_accepted="on", reason="x", shown=old_window["shown"])

        assert "Diese Seite zeigte einen älteren Stand der Vorschau." in words(answer)
        assert "bisher 80 → neu 90 +10" in words(answer)

    @pytest.mark.parametrize("step", ["discard", "confirm"])
    def test_a_preview_that_was_discarded_in_another_window_is_told(self, client, step):
        draft = drafted("Haus Ahorn;100;80")
        fields = shown_fields(client, draft)
        post(client, "discard", draft, **fields)

        answer = post(client, step, draft, **fields)

        assert answer.status_code == 200
        assert "Diese Vorschau gibt es nicht mehr" in words(answer)

    def test_to_who_never_saw_it_a_discarded_preview_never_was(self, client):
        draft = drafted("Haus Ahorn;100;80")
        fields = shown_fields(client, draft)
        post(client, "discard", draft, **fields)

        assert post(client, "discard", draft, people.tom, **fields).status_code == 404
        assert post(client, "discard", draft).status_code == 404


class TestWithdrawal:
    def test_the_sender_takes_back_what_waits(self, client):
        delivery = submitted("Haus Ahorn;100;80")
        assert "Meldung zurückziehen" in page(client, delivery)

        answer = post(client, "withdraw", delivery, comment="Falsche Liste")

        assert "Die Meldung ist zurückgezogen." in words(answer)
        assert Delivery.objects.get().state == State.WITHDRAWN

    def test_who_when_and_why_stand_on_the_page(self, client):
        delivery = released("Haus Ahorn;100;80")
        post(client, "withdraw", delivery, people.konrad, comment="Falsches Haus")

        text = page(client, delivery)

        assert "zurückgezogen" in text
        assert re.search(r"Zurückgezogen am \d\d\.\d\d\.\d{4}, \d\d:\d\d Uhr von Konrad Koordination", text)
        assert "Falsches Haus (War freigegeben am" in text
        assert "von Karla Koordination.)" in text

    def test_after_the_release_its_sender_is_not_offered_to(self, client):
        delivery = released("Haus Ahorn;100;80")

        assert "Meldung zurückziehen" not in page(client, delivery)
        assert post(client, "withdraw", delivery, comment="Nein").status_code == 403
        assert "Meldung zurückziehen" in page(client, delivery, people.karla)

    def test_without_a_reason_the_field_says_so(self, client):
        delivery = submitted("Haus Ahorn;100;80")

        answer = post(client, "withdraw", delivery, comment=" ")

        assert (answer.status_code, "Bitte nennen Sie den Grund." in words(answer)) == (422, True)

    def test_what_stands_on_it_is_named(self, client):
        first = released("Haus Ahorn;100;80")
        released("Haus Ahorn;100;82", name="korrigiert.csv")

        answer = post(client, "withdraw", first, people.karla, comment="Falsch")

        assert "Auf dieser Meldung baut auf: ‚korrigiert.csv‘" in words(answer)

    def test_a_second_click_is_told(self, client):
        delivery = submitted("Haus Ahorn;100;80")
        post(client, "withdraw", delivery, comment="Falsch")

        answer = post(client, "withdraw", delivery, comment="Falsch")

        assert "Der Stand ist inzwischen „zurückgezogen“" in words(answer)


class TestCorrected:
    def test_the_reason_stands_on_the_page_and_on_that_of_the_shelter(self, client):
        released("Haus Ahorn;100;80", name="erste.csv")
        correction = released("Haus Ahorn;100;82")
        Delivery.objects.filter(pk=correction.pk).update(reason="Zwei Zimmer vergessen")

        assert "Grund der Änderung Zwei Zimmer vergessen" in page(client, correction)
        history = words(client.get(reverse("accommodation:shelter", args=["A1"])))
        assert "Berichtigungen und Rückzüge: Haus Ahorn" in history
        assert re.search(r"82 \+2 gilt Zwei Zimmer vergessen belegung\.csv, Zeile 4", history)
        assert re.search(r"80 – ersetzt – erste\.csv, Zeile 4", history)

    def test_the_history_of_a_shelter_can_be_downloaded(self, client):
        released("Haus Ahorn;100;80")
        released("Haus Ahorn;100;82")
        client.force_login(people.tina())

        csv = client.get("/unterbringung/unterkuenfte/A1/verlauf.csv").content.decode("utf-8-sig")

        assert ";82;+2;gilt;Nachgezählt;" in csv.replace("'", "")

    def test_a_shelter_without_corrections_has_no_history(self, client):
        released("Haus Ahorn;100;80")
        client.force_login(people.tina())

        assert "Berichtigungen" not in words(client.get(reverse("accommodation:shelter", args=["A1"])))

    def test_what_a_predecessor_had_reported_stays_with_the_city(self, client, ahorn):
        released("Haus Ahorn;100;80")
        ahorn.operations.update(operator=people.bruecke())
        released("Haus Ahorn;100;82", by=people.tom(), sender=people.bruecke())
        client.force_login(people.tom())

        text = words(client.get(reverse("accommodation:shelter", args=["A1"])))

        assert re.search(r"82 – gilt", text)
        assert "ersetzt –" not in text

    def test_a_comment_is_in_the_download_of_the_list(self, client, ahorn):
        released("Haus Ahorn;100;80")
        Occupancy.objects.update(comment="Notbelegung")
        client.force_login(people.karla())

        answer = client.get("/unterbringung/unterkuenfte/unterkuenfte.csv", {"stichtag": "2017-08-31"})

        assert "Notbelegung" in answer.content.decode()


def test_who_delivered_for_somebody_else_is_shown_as_such(client):
    client.force_login(people.emil())
    file = SimpleUploadedFile("belegung.csv", occupancy_csv("Haus Ahorn;100;80"))
    client.post(reverse("deliveries:upload"), {"file": file, "sender": people.anker().pk})

    assert "von Emil Editor im Auftrag von Anker gGmbH" in page(client, Delivery.objects.get(), people.emil)


def test_a_preview_whose_file_is_gone_can_still_be_discarded(client):
    """A process that dies in the middle of discarding leaves it so."""
    draft = drafted("Haus Ahorn;100;80")
    draft.file.storage.delete(draft.file.name)
    client.force_login(people.tina())

    page = client.get(reverse("deliveries:delivery", args=[draft.pk]))
    assert page.status_code == 410
    assert "laden Sie die Datei" in words(page)
    assert client.get(reverse("deliveries:report", args=[draft.pk])).status_code == 302

    client.post(reverse("deliveries:discard", args=[draft.pk]))
    assert not Delivery.objects.exists()


NAUGHTY = [
    "Ω≈ç√∫ ¡™£ ⅛⅜", "社會科學院語學研究所", "הָיְתָה test", "T̖o̭͏ ̷i", "😍 👩🏽", "1;DROP TABLE users",
    "' OR 1=1 --", "<script>alert(0)</script>", "{{ 7 }}{% now %}", "${7*7} %s %d", "../../etc/passwd",
    "null",
    "NaN", "0x1F", "Scunthorpe & Söhne <AG>", "\\n \\x41 &amp;", "\u202etest\u2066",
    "$HOME `touch x`",
]  # fmt: skip


@pytest.mark.parametrize("text", NAUGHTY)
def test_any_text_of_a_workbook_is_stored_as_it_was(client, ahorn, text):
    """IMP-13: as the remark of a row."""
    head = ["Unterkunft", "Kapazität", "Belegung", "Stichtag", "Bemerkung"]
    data = workbook(head, ["Haus Ahorn", 100, 80, "31.08.2017", text])
    client.force_login(people.tina())
    client.post(reverse("deliveries:upload"), {"file": SimpleUploadedFile("liste.xlsx", data)})
    address = reverse("deliveries:confirm", args=[Delivery.objects.get().pk])

    client.post(address, {"warnings_accepted": "on", "reason": "Nachgezählt"})

    assert Occupancy.objects.get().remark == text
