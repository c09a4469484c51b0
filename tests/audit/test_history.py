"""Every change of master data keeps who, when, what it said, and where it came from; also many at once."""

import ast
from collections.abc import Iterator
from datetime import date

import pytest
from django.apps import apps
from django.urls import reverse

from accommodation.models import Shelter
from portal import bulk
from portal.bulk import keeps_history
from portal.history import Sourced, create_all, update_all
from portal.list_deliveries import actions
from portal.models import District
from portal.trace import coming_from, current_source, in_words
from tests import people
from tests.factories import DistrictFactory, ShelterFactory
from tests.portal.test_lists import HEADER, MITTE, NORD, bring_in
from tests.sent_forms import sent_by
from tests.test_access_admin import OBJECTS
from tests.test_architecture import modules
from tests.volunteering import lists
from volunteering.imports.volunteer_list import VOLUNTEER_LIST
from volunteering.models import VolunteerCount

pytestmark = pytest.mark.django_db

# Why the others keep none.
NUMBER = "a number is never overwritten: what replaces it is a row of its own, with who and when"
EVENT = "what happens to it is an event (AuditEvent)"
ITSELF = "it is written once and names its person and time"
WITHOUT_HISTORY = {
    "portal.reportedfigure": NUMBER,
    "accommodation.occupancy": NUMBER,
    "fim.placementcount": NUMBER,
    "portal.user": EVENT,
    "account.emailaddress": EVENT,
    "auth.group": EVENT,
    "auth.permission": EVENT,
    "mfa.authenticator": EVENT,
    "portal.auditevent": ITSELF,
    "portal.delivery": "one way from draft to decision; each step has its person and time in it",
    "portal.reminder": ITSELF,
    "portal.deletion": ITSELF,
    "portal.accesslogentry": ITSELF,
    "portal.barrierreport": "answered once; in versions the address would outlive its time",
    "portal.snapshot": ITSELF,
    "volunteering.countlink": "issued and revoked once; both name their person and day",
    "portal.following": "a wish of the reader, nothing about the city",
    "portal.cacheentry": "counters",
    "portal.dataversion": "counters",
    "sessions.session": "counters",
    "account.emailconfirmation": "not used",
    "socialaccount.socialapp": "not used",
    "socialaccount.socialaccount": "the directory's key of an account, made by signing in",
    "socialaccount.socialtoken": "not used",
    "admin.logentry": ITSELF,
    "contenttypes.contenttype": "made by migrations",
}

# Who writes many rows at once by himself, and into what.
AT_ONCE = {
    "accommodation.actions.make_current": "accommodation.occupancy",
    "accommodation.withdrawal.restore": "accommodation.occupancy",
    "accommodation.withdrawal.give_back": "accommodation.occupancy",
    "portal.freshness.watching.begin_versions_of": "portal.dataversion",
    "portal.history.create_all": None,  # keeps the versions itself
    "portal.history.update_all": None,
    "portal.management.commands.load_example.deliver_missing": "accommodation.occupancy",
    "portal.news.sending.send": "portal.following",
    "portal.privacy.retention.without_reply_to": "portal.barrierreport",
    "portal.privacy.closed_accounts.forget_in_lists": "admin.logentry",
    "portal.report_facts.invented_fim.keep_list": "fim.placementcount",
    "volunteering.actions.revoke_links": "volunteering.countlink",
}
# Where statements in SQL are written by hand: COPY behind a guard, triggers, rights, health, moving house.
OWN_SQL = {
    "portal.bulk",
    "portal.freshness.versions",
    "portal.freshness.watching",
    "portal.operation.database_rights",
    "portal.operation.health",
    "portal.operation.takeout",
}

KEPT = [model for model in apps.get_models() if keeps_history(model)]


def is_history(model) -> bool:
    return model.__name__.startswith("Historical")


def test_who_keeps_no_history_has_a_reason():
    without = {model._meta.label_lower for model in apps.get_models() if not is_history(model)}
    assert without - {model._meta.label_lower for model in KEPT} == WITHOUT_HISTORY.keys()


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model._meta.label_lower)
def test_every_history_names_the_source(model):
    assert issubclass(model.history.model, Sourced)


@pytest.mark.parametrize("label", sorted(OBJECTS.keys() & {model._meta.label_lower for model in KEPT}))
def test_made_saved_and_changed_together(label):
    """Each of the three ways leaves its version, with its source."""
    model = apps.get_model(label)
    with coming_from("Anlage"):
        thing = OBJECTS[label]()
        if not isinstance(thing, model):
            thing = model.objects.get()
    with coming_from("Änderung"):
        thing.save()
    with coming_from("Sammeländerung"):
        same = next(field for field in model._meta.concrete_fields if not field.primary_key)
        update_all(model.objects.filter(pk=thing.pk), **{same.attname: getattr(thing, same.attname)})
    versions = list(thing.history.order_by("history_id").values_list("history_type", "history_source"))
    assert versions[0] == ("+", "Anlage")
    assert versions[-2:] == [("~", "Änderung"), ("~", "Sammeländerung")]


class TestSource:
    def test_a_form_of_the_admin(self, act_as):
        district = DistrictFactory(name="Mitte")
        address = reverse("admin:portal_district_change", args=[district.pk])
        client = act_as(people.karla)
        client.post(address, sent_by(client.get(address)) | {"name": "Stuttgart-Mitte"})
        newest = district.history.first()
        assert (newest.name, newest.history_user) == ("Stuttgart-Mitte", people.karla())
        assert newest.history_source == "Seite /admin/portal/district/…/change/"
        history = client.get(reverse("admin:portal_district_history", args=[district.pk])).content.decode()
        assert "in der Verwaltung, Formular Stadtbezirk" in history

    @pytest.mark.parametrize(
        ("source", "words"),
        [
            ("Seite /admin/portal/district/add/", "in der Verwaltung, Formular Stadtbezirk"),
            ("Seite /admin/portal/district/", "in der Verwaltung, Liste Stadtbezirke"),
            ("Seite /admin/portal/gone/", "Seite /admin/portal/gone/"),
            ("Meldung 17", "Meldung 17"),
            ("", ""),
        ],
    )
    def test_in_words(self, source, words):
        assert in_words(source) == words

    def test_a_list(self, act_as):
        bring_in(act_as(people.karla), HEADER + MITTE + NORD)
        assert set(District.history.values_list("history_source", "history_user__name")) == {
            ("Einlesen der Liste: Stadtbezirke", "Karla Koordination")
        }

    def test_a_delivery_from_its_confirmation_to_its_release(self):
        lists.north()
        sent = lists.submitted("Kreis Nord;40;aktive;30.06.2017")
        actions.release_list(about=VOLUNTEER_LIST, delivery=sent, by=people.karla())
        count = VolunteerCount.objects.get()
        assert {version.history_source for version in count.history.all()} == {f"Meldung {sent.pk}"}
        assert [version.state for version in count.history.all()][-1] == "draft"
        assert count.history.first().state == "released"

    def test_what_is_named_last_counts_and_only_inside(self):
        with coming_from("Befehl load_shelters"):
            with coming_from("Meldung 17"):
                assert current_source() == "Meldung 17"
            assert current_source() == "Befehl load_shelters"
        assert current_source() == ""

    def test_the_page_of_the_history_shows_it(self, act_as):
        with coming_from("Befehl load_report"):
            district = DistrictFactory()
        page = act_as(people.dora).get(reverse("admin:portal_district_history", args=[district.pk]))
        assert '<th scope="col">Quelle</th>' in page.content.decode()
        assert ">Befehl load_report</td>" in page.content.decode()

    def test_choices_and_days_are_told_in_words(self, act_as):
        shelter = ShelterFactory(kind=Shelter.Kind.EMERGENCY, opened_on=date(2016, 7, 1))
        shelter.kind, shelter.opened_on = Shelter.Kind.PRELIMINARY, date(2016, 8, 1)
        shelter.save()
        address = reverse("admin:accommodation_shelter_history", args=[shelter.pk])
        page = act_as(people.dora).get(address).content.decode()
        assert f"{Shelter.Kind.EMERGENCY.label} → {Shelter.Kind.PRELIMINARY.label}" in page
        assert "01.07.2016 → 01.08.2016" in page

    def test_a_version_from_before_says_so(self, act_as):
        district = DistrictFactory()
        page = act_as(people.dora).get(reverse("admin:portal_district_history", args=[district.pk]))
        assert "nicht aufgezeichnet" in page.content.decode()


class TestManyAtOnce:
    def test_new_rows_have_their_first_version(self):
        with coming_from("Probe"):
            create_all(District, [DistrictFactory.build(name=f"Bezirk {number}") for number in range(3)])
        assert list(District.history.values_list("history_type", "history_source")) == [("+", "Probe")] * 3

    def test_changed_rows_keep_what_they_said(self):
        district = DistrictFactory(aliases="Innenstadt")
        assert update_all(District.objects.all(), aliases="City") == 1
        assert [version.aliases for version in district.history.all()] == ["City", "Innenstadt"]

    def test_nothing_to_change_is_no_error(self):
        assert update_all(District.objects.all(), aliases="City") == 0

    def test_copy_refuses_what_keeps_a_history(self):
        with pytest.raises(TypeError, match="District keeps a history"):
            bulk.insert(District, [{"name": "Mitte"}])

    def test_the_number_of_statements_does_not_grow_with_the_rows(self, django_assert_num_queries):
        """What it costs in time: benchmarks/trace.py."""
        rows = [DistrictFactory.build(name=f"Bezirk {number}", number=number) for number in range(60)]
        with django_assert_num_queries(4):  # two, in a transaction
            create_all(District, rows)


class TestNobodyTakesTheShortWay:
    def test_only_who_is_known_writes_many_at_once(self):
        assert {place for place, call in calls() if writes_many(call)} == AT_ONCE.keys()

    @pytest.mark.parametrize("label", [label for label in AT_ONCE.values() if label])
    def test_and_not_into_what_keeps_a_history(self, label):
        assert not keeps_history(apps.get_model(label))

    def test_sql_by_hand_stands_where_it_is_known(self):
        cursors = {place.rpartition(".")[0] for place, call in calls() if call.func.attr == "cursor"}
        assert cursors == OWN_SQL

    def test_nobody_saves_without_a_version(self):
        silent = {"save_without_historical_record"}
        assert [place for place, call in calls() if call.func.attr in silent] == []


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call of a method, with the function in which it stands."""
    for name, path in modules().items():
        if ".migrations" in name:
            continue
        for outer in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(outer, ast.FunctionDef):
                for node in ast.walk(outer):
                    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                        yield f"{name}.{outer.name}", node


def writes_many(call: ast.Call) -> bool:
    """`update` of a dictionary or a set names no columns."""
    assert isinstance(call.func, ast.Attribute)
    return call.func.attr in {"bulk_create", "bulk_update"} or (
        call.func.attr == "update" and any(True for _ in call.keywords)
    )
