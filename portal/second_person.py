"""Who may release what waits, said to everybody who may not.

Inside the administration by name; a sender reads how many of the city's staff there are, and who it was once
it is decided.
"""

from collections.abc import Sequence

from django.contrib.auth.backends import ModelBackend

from portal import releases
from portal.models import Delivery, User
from portal.numbers import german

OWN = "Sie haben diese Meldung selbst eingereicht und geben sie deshalb nicht selbst frei. "
NOBODY = "Derzeit gibt es niemanden, der sie freigeben darf. Bitte wenden Sie sich an die Administration."


def second_person(delivery: Delivery, reader: User) -> str:
    """Empty for who may release it, and where nothing waits."""
    if delivery.state != releases.State.SUBMITTED or releases.may_release(delivery, reader):
        return ""
    begin = OWN if delivery.submitted_by_id == reader.pk else ""
    return f"{begin}{who(second_persons(delivery), reader)}"


def second_persons(delivery: Delivery) -> list[User]:
    """By name; not who submitted it, nor an account whose time is over."""
    accounts = ModelBackend().with_perm("portal.release_delivery").order_by("name")
    return [one for one in accounts if one.pk != delivery.submitted_by_id and not one.over]


def who(accounts: Sequence[User], reader: User) -> str:
    """„Freigeben kann sie: Karla Koordination oder Konrad Koordination.“"""
    if not accounts:
        return NOBODY
    if reader.has_perm("portal.view_all_deliveries"):
        return f"Freigeben kann sie: {' oder '.join(map(str, accounts))}."
    number = "eine Person" if len(accounts) == 1 else f"{german(len(accounts))} Personen"
    return f"Freigeben kann sie die Koordination der Stadt, derzeit {number}."
