"""A process that dies in the middle of a confirm, a release or a withdrawal leaves all or nothing behind,
and of two people who decide at once one wins and the other gets a sentence."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

from accommodation import actions
from accommodation.models import Occupancy
from accommodation.withdrawal import withdraw_delivery
from portal.models import Delivery
from portal.releases import State
from tests import people
from tests.accommodation.sending import confirmed, drafted, released, submitted
from tests.factories import ShelterFactory
from tests.sheets import occupancy_csv

pytestmark = pytest.mark.django_db(transaction=True)

HOUSES = 120  # more than SQLite takes in one INSERT


@pytest.fixture
def draft() -> Delivery:
    for number in range(HOUSES):
        ShelterFactory(name=f"Haus {number}", operation__operator=people.anker())
    draft, _ = actions.draft_delivery(
        data=occupancy_csv(*(f"Haus {number};100;80" for number in range(HOUSES))),
        file_name="belegung.csv",
        sender=people.anker(),
        as_of=None,
        by=people.tina(),
    )
    assert draft is not None
    return draft


def database_url() -> str:
    """The test's own database, for another process."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    account = f"{quote(database['USER'] or '')}:{quote(database['PASSWORD'] or '')}"
    port = f":{database['PORT']}" if database["PORT"] else ""
    host = database["HOST"] + port
    # A socket is written as a path after the empty host.
    return f"postgres://{account}@{'/' if host.startswith('/') else ''}{host}/{database['NAME']}"


@contextmanager
def dying(what: str, delivery: Delivery, email: str, tmp_path) -> Iterator[Callable[[str], bool]]:
    """Do it in a process of its own, as often as is asked; whether that one died."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.accommodation.die_at", what, str(delivery.pk), email],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "DATABASE_URL": database_url(),
            "PORTAL_DATA_DIR": str(tmp_path),
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:

        def died(when: str) -> bool:
            print(when, file=process.stdin, flush=True)
            return process.stdout.readline() == "killed\n"

        yield died
        process.stdin.close()
    assert process.returncode == 0


def deaths(what: str, delivery: Delivery, email: str, tmp_path) -> Iterator[int]:
    """Do it in a process that dies before the commit, then in one that dies after the first write, and so
    on until one lives; how many have died so far, after each."""
    with dying(what, delivery, email, tmp_path) as died:
        for write in count():
            if not died(str(write)):
                break
            yield write + 1


def test_killed_twenty_times_at_any_moment(draft, tmp_path):
    """kill -9 from outside, wherever the process happens to be; afterwards it can be done all the same.

    A run that was faster than its killer, be it by a moment, has to be whole; it is taken back, and the next
    killer waits less.
    """
    patience = rehearsed(draft)
    killed = 0
    with dying("submit", draft, "tina.traeger@portal.example", tmp_path) as died:
        while killed < 20:
            was_killed = died(f"{patience * killed / 20:.4f}")
            if stands(draft) == (State.DRAFT, 0):
                assert was_killed
                killed += 1
            else:
                assert stands(draft) == (State.SUBMITTED, HOUSES)
                Occupancy.objects.all().delete()
                Delivery.objects.filter(pk=draft.pk).update(state=State.DRAFT)
                patience *= 0.9

    confirmed(draft)
    assert Occupancy.objects.count() == HOUSES


def stands(delivery: Delivery) -> tuple[str, int]:
    delivery.refresh_from_db()
    return delivery.state, Occupancy.objects.count()


def rehearsed(draft: Delivery) -> float:
    """Seconds that confirming takes here and now; nothing of it stays."""
    start = time.monotonic()
    with transaction.atomic():
        actions.submit_delivery(
            delivery=draft, by=people.tina(), warnings_accepted=True, reason="Nachgezählt"
        )
        transaction.set_rollback(True)
    return time.monotonic() - start


def test_killed_while_confirming(draft, tmp_path):
    died = 0
    for died in deaths("submit", draft, "tina.traeger@portal.example", tmp_path):  # noqa: B007 the last is asked for
        draft.refresh_from_db()
        assert (draft.state, Occupancy.objects.count()) == (State.DRAFT, 0)

    draft.refresh_from_db()
    assert (draft.state, Occupancy.objects.count()) == (State.SUBMITTED, HOUSES)
    assert died > 1  # it did die in the middle


def test_killed_while_releasing(draft, tmp_path):
    actions.submit_delivery(delivery=draft, by=people.tina(), warnings_accepted=True)
    people.karla()
    died = 0
    for died in deaths("release", draft, "karla.koordination@portal.example", tmp_path):  # noqa: B007 the last is asked for
        draft.refresh_from_db()
        assert (draft.state, Occupancy.objects.current().count()) == (State.SUBMITTED, 0)

    draft.refresh_from_db()
    assert (draft.state, Occupancy.objects.current().count()) == (State.RELEASED, HOUSES)
    assert died > 1


@pytest.fixture
def correction(draft) -> Delivery:
    """It counts, and every row of it stands on one of the first delivery."""
    first = confirmed(draft)
    actions.release_delivery(delivery=first, by=people.karla())
    second = submitted(*(f"Haus {number};100;82" for number in range(HOUSES)), name="korrigiert.csv")
    return actions.release_delivery(delivery=second, by=people.karla())


def counting() -> dict[int, int]:
    """Number and how many shelters have it."""
    numbers = list(Occupancy.objects.current().values_list("occupied", flat=True))
    return {number: numbers.count(number) for number in set(numbers)}


def test_killed_while_releasing_a_correction(draft, tmp_path):
    actions.release_delivery(delivery=confirmed(draft), by=people.karla())
    second = submitted(*(f"Haus {number};100;82" for number in range(HOUSES)), name="korrigiert.csv")
    died = 0
    for died in deaths("release", second, "karla.koordination@portal.example", tmp_path):  # noqa: B007 the last is asked for
        second.refresh_from_db()
        assert (second.state, counting()) == (State.SUBMITTED, {80: HOUSES})
        assert not Occupancy.objects.filter(replaces__isnull=False).exists()

    assert counting() == {82: HOUSES}
    assert died > 3


def test_killed_while_withdrawing(correction, tmp_path):
    died = 0
    for died in deaths("withdraw", correction, "karla.koordination@portal.example", tmp_path):  # noqa: B007 the last is asked for
        correction.refresh_from_db()
        assert (correction.state, counting()) == (State.RELEASED, {82: HOUSES})

    correction.refresh_from_db()
    assert (correction.state, counting()) == (State.WITHDRAWN, {80: HOUSES})
    assert died > 2


def test_what_a_list_just_said_again_is_not_withdrawn_under_it():
    """The list has no row about it that the withdrawal could see before the confirmation is committed."""
    for name in ("Haus Ahorn", "Haus Birke"):
        ShelterFactory(name=name, operation__operator=people.anker())
    first = released("Haus Ahorn;100;80")
    draft, karla = drafted("Haus Ahorn;100;80", "Haus Birke;100;70", name="zweite.csv"), people.karla()

    def withdrawn() -> Delivery:
        try:
            return withdraw_delivery(delivery=first, by=karla, comment="Falsche Liste")
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            confirmed(draft)
            withdrawal = threads.submit(withdrawn)
            threading.Event().wait(0.3)
        with pytest.raises(ValidationError, match=r"baut auf: ‚zweite\.csv‘"):
            withdrawal.result(10)
    assert Occupancy.objects.current().get().occupied == 80


class TestTwoAtOnce:
    """Each pair starts at the same moment, several times; who comes second is told, and nothing is half."""

    @pytest.fixture(autouse=True, params=range(2))
    def ahorn(self, request):
        people.karla(), people.konrad(), people.tina()
        return ShelterFactory(name="Haus Ahorn", operation__operator=people.anker())

    def test_release_and_return(self):
        one = submitted("Haus Ahorn;100;80")

        self.one_wins(
            lambda: actions.release_delivery(delivery=one, by=people.karla()),
            lambda: actions.return_delivery(delivery=one, by=people.konrad(), comment="Bitte prüfen"),
        )

    def test_release_and_withdrawal_by_the_sender(self):
        one = submitted("Haus Ahorn;100;80")

        self.one_wins(
            lambda: actions.release_delivery(delivery=one, by=people.karla()),
            lambda: withdraw_delivery(delivery=one, by=people.tina(), comment="Falsche Liste"),
        )

    def test_two_withdrawals(self):
        released("Haus Ahorn;100;78")
        one = released("Haus Ahorn;100;80")

        self.one_wins(
            lambda: withdraw_delivery(delivery=one, by=people.karla(), comment="Falsche Liste"),
            lambda: withdraw_delivery(delivery=one, by=people.konrad(), comment="Falsche Liste"),
        )
        assert counting() == {78: 1}

    def test_two_releases_of_one_delivery(self):
        one = submitted("Haus Ahorn;100;80")

        self.one_wins(
            lambda: actions.release_delivery(delivery=one, by=people.karla()),
            lambda: actions.release_delivery(delivery=one, by=people.konrad()),
        )
        assert counting() == {80: 1}

    def test_a_double_click(self):
        draft = drafted("Haus Ahorn;100;80")

        again = Delivery.objects.get(pk=draft.pk)  # each request has its own
        self.one_wins(lambda: confirmed(draft), lambda: confirmed(again))
        assert Occupancy.objects.count() == 1

    def test_confirming_and_discarding(self):
        draft = drafted("Haus Ahorn;100;80")

        self.one_wins(lambda: confirmed(draft), lambda: actions.discard_draft(delivery=draft))
        assert Occupancy.objects.count() == Delivery.objects.count()

    def test_two_discards(self):
        draft = drafted("Haus Ahorn;100;80")

        self.one_wins(
            lambda: actions.discard_draft(delivery=draft), lambda: actions.discard_draft(delivery=draft)
        )

    def test_a_correction_is_released_while_what_it_stands_on_is_withdrawn(self):
        """Both may succeed one after the other, but never so that a withdrawn number counts, or nothing."""
        released("Haus Ahorn;100;78")
        first = released("Haus Ahorn;100;80")
        second = submitted("Haus Ahorn;100;82")

        self.at_once(
            lambda: actions.release_delivery(delivery=second, by=people.karla()),
            lambda: withdraw_delivery(delivery=first, by=people.konrad(), comment="Falsche Liste"),
        )
        second.refresh_from_db()
        assert second.state == State.RELEASED
        assert counting() == {82: 1}

    def test_two_corrections_of_one_number(self):
        released("Haus Ahorn;100;78")
        one, other = submitted("Haus Ahorn;100;80"), submitted("Haus Ahorn;100;82")

        self.at_once(
            lambda: actions.release_delivery(delivery=one, by=people.karla()),
            lambda: actions.release_delivery(delivery=other, by=people.konrad()),
        )
        assert counting() == {82: 1}

    def one_wins(self, *steps: Callable[[], object]) -> None:
        assert len(self.at_once(*steps)) == 1

    def at_once(self, *steps: Callable[[], object]) -> list[str]:
        """Runs them in threads of their own; the sentences of those that were refused."""
        start = threading.Barrier(len(steps))

        def run(step: Callable[[], object]) -> str:
            try:
                start.wait(10)
                step()
            except (ValidationError, PermissionDenied) as error:
                return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            finally:
                connection.close()
            return ""

        with ThreadPoolExecutor(len(steps)) as threads:
            said = list(threads.map(run, steps))
        self.nothing_is_half()
        return [text for text in said if text]

    def nothing_is_half(self) -> None:
        """What is not released never counts; what is released does, unless a later release stands on it."""
        for row in Occupancy.objects.select_related("delivery"):
            standing = row.replaced_by.filter(delivery__state=State.RELEASED).exists()
            assert row.current == (row.delivery.state == State.RELEASED and not standing), row
