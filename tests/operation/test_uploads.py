"""Files that come in: not too many of one sender, none that the city's virus scanner does not let pass."""

import sys

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from portal import settings as shipped
from portal.models import Delivery
from tests import people
from tests.factories import ProviderFactory, ShelterFactory
from tests.sheets import occupancy_csv

pytestmark = pytest.mark.django_db

UPLOAD = "deliveries:upload"


@pytest.fixture
def tina(client) -> Client:
    ShelterFactory(name="Haus Linde", operation__operator=people.anker())
    client.force_login(people.tina())
    return client


def send(client: Client, content: bytes | None = None, route: str = UPLOAD):
    data = occupancy_csv("Haus Linde;100;80") if content is None else content
    return client.post(reverse(route), {"file": SimpleUploadedFile("liste.csv", data)})


class TestHowMany:
    @pytest.fixture(autouse=True)
    def _as_shipped(self, settings):
        settings.ACCOUNT_RATE_LIMITS = shipped.ACCOUNT_RATE_LIMITS

    def test_the_twenty_first_of_an_hour_is_refused_with_what_to_do(self, tina):
        with time_machine.travel("2026-06-01 10:00:00+00:00", tick=False):
            answers = [send(tina, b"") for _ in range(20)]
            assert {answer.status_code for answer in answers} == {422}  # an empty file counts, too
            refused = send(tina)
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "3600")
        assert "schon 20 Dateien" in refused.content.decode()
        assert "ohne Datei im Formular melden" in refused.content.decode()
        assert not Delivery.objects.exists()
        with time_machine.travel("2026-06-01 11:00:01+00:00", tick=False):
            assert send(tina).status_code == 302

    def test_a_colleague_counts_with_her_another_operator_does_not(self, tina, settings):
        settings.ACCOUNT_RATE_LIMITS = shipped.ACCOUNT_RATE_LIMITS | {"uploads_of_sender": "1/h/key"}
        colleague, tom = Client(), Client()
        colleague.force_login(people.person("Theo von Anker", people.roles.OPERATOR, people.anker()))
        tom.force_login(people.tom())
        answers = [send(one, b"").status_code for one in (tina, colleague, tom)]
        assert answers == [422, 429, 422]

    def test_all_kinds_of_lists_count_together(self, tina, settings):
        settings.ACCOUNT_RATE_LIMITS = shipped.ACCOUNT_RATE_LIMITS | {"uploads_of_sender": "1/h/key"}
        ProviderFactory(organisation=people.anker())
        assert [send(tina, b"", "fim:upload").status_code, send(tina, b"").status_code] == [422, 429]

    def test_staff_who_send_for_all_are_counted_each_by_themselves(self, settings):
        settings.ACCOUNT_RATE_LIMITS = shipped.ACCOUNT_RATE_LIMITS | {"uploads_of_sender": "1/h/key"}
        emil, karla = Client(), Client()
        emil.force_login(people.emil())
        karla.force_login(people.karla())
        assert [send(one, b"").status_code for one in (emil, emil, karla)] == [422, 429, 422]

    def test_looking_at_the_page_is_no_upload(self, tina, settings):
        settings.ACCOUNT_RATE_LIMITS = shipped.ACCOUNT_RATE_LIMITS | {"uploads_of_sender": "1/h/key"}
        assert [tina.get(reverse(UPLOAD)).status_code for _ in range(3)] == [200] * 3


# Takes whatever holds the word for infected, and answers as clamdscan does.
SCANNER = "import sys; sys.exit(1 if b'Schadsoftware' in sys.stdin.buffer.read() else 0)"


class TestVirusScanner:
    @pytest.fixture
    def scanner(self, settings, tmp_path):
        def works_by(code: str) -> None:
            script = tmp_path / "scanner.py"
            script.write_text(code, encoding="utf-8")
            settings.SCAN_COMMAND = [sys.executable, str(script)]

        return works_by

    def test_a_clean_file_goes_its_way(self, tina, scanner):
        scanner(SCANNER)
        assert send(tina).status_code == 302
        assert Delivery.objects.get().file.read() == occupancy_csv("Haus Linde;100;80")

    def test_an_infected_file_is_refused_and_leaves_nothing(self, tina, scanner, caplog):
        scanner(SCANNER)
        answer = send(tina, occupancy_csv("Haus Linde;100;80", "Schadsoftware;1;1"))
        assert (answer.status_code, Delivery.objects.count()) == (422, 0)
        assert "Der Virenscanner hat in Ihrer Datei Schadsoftware gefunden" in answer.content.decode()
        (said,) = (record for record in caplog.records if record.name == "portal.scanning")
        assert said.facts == {"scan": "infected", "status": 1}

    @pytest.mark.parametrize("code", ["raise SystemExit(2)", "import time; time.sleep(60)", None])
    def test_without_an_answer_nothing_gets_in(self, tina, scanner, settings, code):
        """The scanner is down, too slow, or not installed."""
        settings.SCAN_SECONDS = 0.5
        scanner(code or "")
        if code is None:
            settings.SCAN_COMMAND = ["/nirgends/clamdscan"]
        answer = send(tina)
        assert (answer.status_code, Delivery.objects.count()) == (503, 0)
        assert "Ohne seine Prüfung nimmt das Portal keine Datei an" in answer.content.decode()

    def test_it_looks_at_what_staff_upload_in_the_admin_too(self, act_as, scanner):
        scanner(SCANNER)
        file = SimpleUploadedFile("bezirke.csv", b"Schadsoftware")
        address = reverse("admin:portal_district_import")
        answer = act_as(people.karla).post(address, {"import_file": file, "format": "0"})
        assert answer.status_code == 422
        assert "Virenscanner" in answer.content.decode()

    def test_the_log_says_why_there_was_no_answer(self, tina, settings, caplog):
        settings.SCAN_COMMAND = ["/nirgends/clamdscan"]
        send(tina)
        (said,) = (record for record in caplog.records if record.name == "portal.scanning")
        assert (said.levelname, said.facts) == ("ERROR", {"scan": "FileNotFoundError"})

    def test_nobody_who_is_not_signed_in_sets_it_to_work(self, client, settings):
        settings.SCAN_COMMAND = ["/nirgends/clamdscan"]
        assert send(client).status_code == 302


@pytest.mark.parametrize(("encoding", "told"), [("cp1252", True), ("utf-8", False)])
def test_a_preview_tells_of_a_character_set_that_was_guessed(tina, encoding, told):
    lines = ["Belegungsliste, Stand: 31.08.2017", "", "Unterkunft;Plätze;Belegung", "Haus Linde;100;80"]
    answer = send(tina, "\r\n".join(lines).encode(encoding))
    page = tina.get(answer.headers["Location"]).content.decode()
    assert ("als Windows-Zeichensatz gelesen. Sehen Umlaute" in page) is told
    assert ("UTF-8, mit Semikolon" in page) is not told
