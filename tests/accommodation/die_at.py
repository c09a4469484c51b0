"""Processes that are killed while they confirm, release or withdraw a delivery.

python -m tests.accommodation.die_at submit|release|withdraw DELIVERY EMAIL

For each WRITE that it reads it forks one that dies there, and says „killed“ or „lived“. WRITE counts from 1;
0 is the moment when everything is written and nothing committed. With a point in it, it is the number of
seconds after which the process is killed from outside.
"""

import os
import signal
import sys
import time

import django

django.setup()

from django.db import connection  # noqa: E402 (Django has to be set up first)

from accommodation import actions  # noqa: E402
from accommodation.withdrawal import withdraw_delivery  # noqa: E402
from portal.models import Delivery, User  # noqa: E402

NEVER = -1


class DieAt:
    """Kills its own process just after the nth write to the database."""

    def __init__(self, write: int) -> None:
        self.left = write

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        self.left -= sql.startswith(("INSERT", "UPDATE"))
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result


def main(what: str, pk: str, email: str) -> None:
    for line in sys.stdin:
        child, seconds = os.fork(), float(line) if "." in line else None
        if not child:
            act(what, pk, email, int(line) if seconds is None else NEVER)
            os._exit(0)
        if seconds is not None:
            time.sleep(seconds)
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert status in (0, signal.SIGKILL), status
        print("killed" if status else "lived", flush=True)


def act(what: str, pk: str, email: str, write: int) -> None:
    delivery, by = Delivery.objects.get(pk=pk), User.objects.get(email=email)
    if write == 0:
        connection.commit = lambda: os.kill(os.getpid(), signal.SIGKILL)
    with connection.execute_wrapper(DieAt(write)):
        match what:
            case "submit":
                actions.submit_delivery(
                    delivery=delivery, by=by, warnings_accepted=True, reason="Nachgezählt"
                )
            case "release":
                actions.release_delivery(delivery=delivery, by=by)
            case "withdraw":
                withdraw_delivery(delivery=delivery, by=by, comment="Falsche Liste")


if __name__ == "__main__":
    main(*sys.argv[1:])
