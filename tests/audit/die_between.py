"""A process that is killed between a change and its trace.

python -m tests.audit.die_between record|rights KEY

For each WRITE that it reads it forks one that dies just after that write, and says „killed“ or „lived“.
"""

import os
import signal
import sys

from tests.accommodation.die_at import DieAt  # sets Django up

from django.db import connection  # isort: skip

from portal.models import District, User  # isort: skip
from portal.roles import COORDINATION, give_role  # isort: skip


def main(what: str, key: str) -> None:
    for line in sys.stdin:
        child = os.fork()
        if not child:
            with connection.execute_wrapper(DieAt(int(line))):
                act(what, key)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert status in (0, signal.SIGKILL), status
        print("killed" if status else "lived", flush=True)


def act(what: str, key: str) -> None:
    if what == "record":
        district = District.objects.get(pk=key)
        district.aliases = "City"
        district.save()
    else:
        give_role(User.objects.get(pk=key), COORDINATION)


if __name__ == "__main__":
    main(*sys.argv[1:])
