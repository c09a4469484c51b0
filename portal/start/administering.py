"""What the administration looks after: accounts that end, people without a role, the machine itself."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from portal.first_steps.steps import MAY_SET_UP, open_steps
from portal.models import User
from portal.numbers import how_many
from portal.operation.health import checks
from portal.start.tasks import Task

SOON = timedelta(days=30)


def accounts(user: User, today: date) -> Iterator[Task]:
    if not user.has_perm("portal.change_user"):
        return
    page = reverse("admin:portal_user_changelist")
    active = User.objects.filter(is_active=True)
    ending = active.filter(expires_on__range=(today, today + SOON)).order_by("expires_on")
    for one in ending:
        address = reverse("admin:portal_user_change", args=[one.pk])
        yield Task(
            f"Konto von {one} verlängern oder enden lassen",
            address,
            f"gilt bis {one.expires_on:%d.%m.%Y}",
        )
    without = active.filter(groups=None, is_superuser=False).count()
    if without:
        people = how_many(without, "Einem Konto", "Konten")
        yield Task(f"{people} eine Rolle geben", page)


def set_up(user: User, today: date) -> Iterator[Task]:
    """Until an operator can report for the first time."""
    if any(map(user.has_perm, MAY_SET_UP)):
        missing = len(open_steps(user))
        if missing:
            steps = how_many(missing, "Ein Schritt fehlt", "Schritte fehlen")
            yield Task(f"Portal einrichten: {steps} noch", reverse("first_steps:overview"))


def machine(user: User, today: date) -> Iterator[Task]:
    """What the monitoring would alarm about."""
    if user.has_perm("portal.change_user"):
        for check in checks():
            if not check.good:
                yield Task(f"{check.name}: {check.sentence}", reverse("ready"), overdue=True)
