"""Who sees and decides what about deliveries, each rule asked alone (see tests/test_narrow_rights.py)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from fim.imports.placement_list import PLACEMENT_LIST
from portal.inbox.waiting import lists_of, waiting_deliveries
from portal.list_deliveries import actions
from portal.list_deliveries.forms import UploadForm
from portal.list_deliveries.views import asked_sender
from portal.models import Delivery
from tests import people
from tests.accommodation.sending import drafted, submitted
from tests.factories import ShelterFactory
from tests.fim import lists

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def ahorn():
    return ShelterFactory(name="Haus Ahorn", operation__operator=people.anker())


# Accommodation


def test_a_colleague_is_not_offered_to_confirm_a_preview(act_as, ahorn):
    draft = drafted("Haus Ahorn;100;80")
    assert offered(act_as(people.tina), draft, "may_confirm")
    assert not offered(act_as(people.tim), draft, "may_confirm")


def test_who_sent_it_is_not_offered_to_release_it(act_as, ahorn):
    sent = submitted("Haus Ahorn;100;80")
    assert offered(act_as(people.karla), sent, "may_release")
    assert not offered(act_as(people.tina), sent, "may_release")


def offered(client, delivery: Delivery, what: str, namespace: str = "deliveries") -> bool:
    return client.get(reverse(f"{namespace}:delivery", args=[delivery.pk])).context[what]


def test_the_citys_inbox_shows_no_preview_of_somebody_else(act_as, ahorn):
    drafted("Haus Ahorn;100;80")
    sent = submitted("Haus Ahorn;100;81")
    assert list(act_as(people.karla).get("/meldungen/").context["deliveries"]) == [sent]


def test_who_only_reads_is_not_invited_to_deliver(act_as):
    assert act_as(people.karla).get("/meldungen/").context["may_deliver"]
    assert not act_as(people.dora).get("/meldungen/").context["may_deliver"]


def test_tom_does_not_read_what_waits_of_anker(ahorn):
    submitted("Haus Ahorn;100;80")
    assert len(waiting_deliveries(people.karla())) == 1
    assert waiting_deliveries(people.tom()) == []


# FIM


class TestLists:
    @pytest.fixture(autouse=True)
    def _measures(self):
        lists.garden()
        lists.workshop()

    def test_only_a_provider_is_led_to_the_list_of_measures(self):
        assert lists_of(people.tina()) == [PLACEMENT_LIST]
        assert lists_of(people.tom()) == []

    def test_who_lost_the_role_reports_for_nobody(self):
        assert PLACEMENT_LIST.of_user(people.tina()) == people.anker()
        assert PLACEMENT_LIST.of_user(people.lena()) is None

    def test_a_colleague_confirms_no_preview(self):
        draft = lists.drafted("Lehrgarten;8;31.08.2017")
        with pytest.raises(PermissionDenied):
            actions.submit_list(
                about=PLACEMENT_LIST, delivery=draft, by=people.tim(), shown=draft.preview_digest,
                warnings_accepted=True,
            )  # fmt: skip

    def test_a_colleague_discards_no_preview(self):
        draft = lists.drafted("Lehrgarten;8;31.08.2017")
        with pytest.raises(PermissionDenied):
            actions.discard_list(about=PLACEMENT_LIST, delivery=draft, by=people.tim())

    def test_a_list_without_a_sender_is_nobodys(self, rf):
        request = rf.post("/")
        request.user = people.nora()
        form = UploadForm({}, about=PLACEMENT_LIST, user=request.user)
        form.is_valid()
        with pytest.raises(PermissionDenied):
            asked_sender(request, PLACEMENT_LIST, form)

    def test_who_only_reads_is_not_invited_to_send_one(self, act_as):
        assert act_as(people.fritz).get(reverse("fim:deliveries")).context["may_deliver"]
        assert not act_as(people.dora).get(reverse("fim:deliveries")).context["may_deliver"]

    def test_a_colleague_is_not_offered_to_confirm_one(self, act_as):
        draft = lists.drafted("Lehrgarten;8;31.08.2017")
        assert offered(act_as(people.tina), draft, "may_confirm", "fim")
        assert not offered(act_as(people.tim), draft, "may_confirm", "fim")

    def test_who_sent_it_is_offered_neither_to_release_nor_to_take_back_what_counts(self, act_as):
        sent, counting = lists.submitted("Lehrgarten;8;31.08.2017"), lists.released("Werkstatt;5;31.08.2017")
        for person, may in ((people.karla, True), (people.tina, False)):
            client = act_as(person)
            assert offered(client, sent, "may_release", "fim") == may
            assert offered(client, counting, "may_withdraw", "fim") == may

    @pytest.mark.parametrize(("page", "status"), [("delivery", 404), ("file", 410)])
    def test_a_preview_whose_file_is_gone_is_not_there(self, act_as, page, status):
        draft = lists.drafted("Lehrgarten;8;31.08.2017")
        draft.file.storage.delete(draft.file.name)
        assert act_as(people.tina).get(reverse(f"fim:{page}", args=[draft.pk])).status_code == status
