"""Each transaction that changes what pages show changes the name of the area's state, whoever writes."""

from collections.abc import Callable
from datetime import date

import psycopg2
import pytest
from django.contrib.auth.models import Group, Permission
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from accommodation.models import Occupancy
from portal import roles
from portal.freshness import watching
from portal.freshness.versions import data_version, rename_all, tidy
from portal.models import DataVersion, Following, Organisation, User
from tests import people
from tests.factories import OccupancyFactory, OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)

HOUSES, GROUND = {"accommodation"}, {"portal"}


def by_hand(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def moves(write: Callable[[], object], areas: set[str]) -> bool:
    before = data_version(areas)
    write()
    return data_version(areas) != before


def test_every_table_whose_rows_pages_show_is_watched():
    tables = {model._meta.db_table for model in watching.watched_models()}
    assert watching.watched_tables() == tables | {model._meta.db_table for model in watching.OF_READERS}
    assert {"accommodation_occupancy", "portal_reportedfigure", "portal_user"} <= tables
    assert not {"portal_auditevent", "portal_cache", "django_session"} & tables


@pytest.mark.parametrize(
    "write",
    [
        OccupancyFactory,
        lambda: Organisation.objects.bulk_create([Organisation(name="Brücke e. V.")]),
        lambda: Occupancy.objects.update(occupied=3),
        lambda: Occupancy.objects.all().delete(),
        lambda: by_hand("UPDATE accommodation_occupancy SET occupied = 4"),
    ],
    ids=["new", "in bulk", "changed", "gone", "by hand"],
)
def test_every_way_to_write_moves_the_version(write):
    OccupancyFactory()
    assert moves(write, HOUSES | GROUND)


def test_only_the_area_that_changed_moves():
    OccupancyFactory()
    change = lambda: Occupancy.objects.update(occupied=3)  # noqa: E731
    assert not moves(change, {"fim", "portal"})


def test_what_is_taken_back_moves_nothing():
    def taken_back() -> None:
        with transaction.atomic():
            OrganisationFactory()
            transaction.set_rollback(True)

    assert not moves(taken_back, GROUND)


def test_a_sign_in_moves_nothing():
    karla = people.karla()
    assert not moves(lambda: User.objects.filter(pk=karla.pk).update(last_login=timezone.now()), GROUND)


def test_a_person_with_another_name_does():
    karla = people.karla()
    assert moves(lambda: User.objects.filter(pk=karla.pk).update(name="Karla Klein"), GROUND)


@pytest.mark.parametrize(
    "write",
    [
        lambda: Following.objects.create(user=people.rosa(), area="fim"),
        lambda: Group.objects.get(name=roles.COUNCIL.name).permissions.set([Permission.objects.first()]),
        lambda: Group.objects.filter(name=roles.COUNCIL.name).update(name="Rat"),
    ],
    ids=["who follows", "a role's rights", "a role's name"],
)
def test_what_decides_about_readers_moves_their_version(write):
    people.rosa()
    assert moves(write, {watching.READERS})


def test_a_version_begins_anew_where_none_was_before():
    """As after `manage.py flush`: what was kept under an old version must not come back."""
    before = data_version(GROUND)
    DataVersion.objects.all().delete()
    assert data_version(GROUND) == ""

    watching.watch_tables()

    assert data_version(GROUND) not in ("", before)


def test_tidying_leaves_one_row_for_each_area_and_no_old_version():
    seen = {data_version(GROUND)}
    for _ in range(3):
        OrganisationFactory()
        seen.add(data_version(GROUND))

    gone = tidy()

    areas = sorted(DataVersion.objects.values_list("area", flat=True))
    assert areas == sorted([*watching.AREAS, watching.READERS, watching.ALL_MONTHS])
    assert (data_version(GROUND) in seen) == (gone == 0)  # SQLite counts in the one row


def test_after_a_restore_nothing_is_called_as_before():
    before = data_version(GROUND)
    rename_all()
    assert data_version(GROUND) not in ("", before)


def test_tidying_leaves_alone_what_did_not_change():
    before = data_version(HOUSES)
    for _ in range(3):
        OrganisationFactory()
    tidy()
    assert data_version(HOUSES) == before


@pytest.fixture
def other():
    """Somebody else who writes at the same time, with a connection of his own."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time.")
    about = connection.settings_dict
    other = psycopg2.connect(dbname=about["NAME"], host=about["HOST"], user=about["USER"])
    yield other
    other.close()


def end_connection(other) -> None:
    """As a restart of the database would, between two requests."""
    number = connection.connection.info.backend_pid
    with other, other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
    connection.health_check_done = False  # as at the beginning of a request


def test_a_connection_that_died_meanwhile_is_opened_anew(other):
    before = data_version(GROUND)
    end_connection(other)
    assert data_version(GROUND) == before != ""


def test_a_connection_that_dies_within_a_transaction_is_an_error(other):
    def lost_in_the_middle() -> None:
        with transaction.atomic():
            end_connection(other)
            data_version(GROUND)

    with pytest.raises(OperationalError):
        lost_in_the_middle()


def begin(other) -> None:
    with other.cursor() as cursor:
        cursor.execute("INSERT INTO portal_dataversion (area, number) VALUES ('portal', txid_current())")


def test_who_began_earlier_and_ends_later_moves_the_version_at_the_end(other):
    begin(other)
    OrganisationFactory()
    assert moves(other.commit, GROUND)


def test_rows_copied_from_another_server_hide_no_change(other):
    """Its transactions had the numbers that ours have next."""
    by_hand(
        "INSERT INTO portal_dataversion (area, number)"
        " SELECT area, txid_current() + next FROM generate_series(1, 1000) AS next,"
        " (VALUES ('portal'), ('accommodation/2017-08')) AS of (area)"
    )
    assert moves(OrganisationFactory, GROUND)
    assert moves(lambda: OccupancyFactory(as_of=date(2017, 8, 31)), {"accommodation/2017-08"})
    tidy()


def test_who_writes_while_it_is_tidied_up_does_not_lead_back_to_an_old_version(other):
    begin(other)
    OrganisationFactory()
    tidy()
    seen = {data_version(GROUND)}
    other.commit()
    seen.add(data_version(GROUND))
    tidy()
    assert data_version(GROUND) not in seen
    assert len(seen) == 2


def test_two_who_write_at_once_do_not_wait_for_each_other(other):
    with transaction.atomic():
        OrganisationFactory()
        with other.cursor() as cursor:
            cursor.execute("SET statement_timeout = 2000")
            cursor.execute("INSERT INTO taskforce_goal SELECT * FROM taskforce_goal WHERE false")
            cursor.execute("UPDATE portal_organisation SET name = 'Anker' WHERE false")
        other.commit()
