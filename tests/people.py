"""The people of the tests. Each has one role; asking twice for one gives the same account.

They sign in with `client.force_login(people.tina())`; nobody has a password.
"""

from django.contrib.auth.models import Group

from portal import roles
from portal.models import Organisation, User
from taskforce.models import Body, Membership


def person(name: str, role: roles.Role | None, organisation: Organisation | None = None) -> User:
    """„Rosa Rat“ has the address rosa.rat@portal.example; the rights of the role are fresh."""
    address = f"{name.lower().replace(' ', '.').replace('ä', 'ae')}@portal.example"
    user = User.objects.filter(email=address).first()
    if user is None:
        user = User.objects.create_user(address, name=name, organisation=organisation)
        # A test with real transactions empties the tables, groups included.
        if not Group.objects.exists():
            roles.sync_roles()
        roles.give_role(user, role)
    return user


def operator(name: str) -> Organisation:
    organisation, _ = Organisation.objects.get_or_create(
        name=name, defaults={"kind": Organisation.Kind.OPERATOR}
    )
    return organisation


def anker() -> Organisation:
    return operator("Anker gGmbH")


def bruecke() -> Organisation:
    return operator("Brücke e. V.")


def rosa() -> User:
    """Member of the council."""
    return person("Rosa Rat", roles.COUNCIL)


def tina() -> User:
    """Reports for Anker."""
    return person("Tina Träger", roles.OPERATOR, anker())


def tim() -> User:
    """Tina's colleague at Anker."""
    return person("Tim Träger", roles.OPERATOR, anker())


def lena() -> User:
    """Has left Anker: her account has lost its role, but not yet its organisation."""
    return person("Lena Lang", None, anker())


def tom() -> User:
    """Reports for Brücke."""
    return person("Tom Träger", roles.OPERATOR, bruecke())


def group(slug: str, name: str, order: int) -> Body:
    body, _ = Body.objects.get_or_create(
        slug=slug, defaults={"name": name, "kind": Body.Kind.WORKING_GROUP, "order": order}
    )
    return body


def language() -> Body:
    return group("sprache", "AG Sprache", 2)


def health() -> Body:
    return group("gesundheit", "AG Gesundheit", 5)


def speaker(name: str, body: Body) -> User:
    """Speaks for the group since it began; nobody has said until when."""
    account = person(name, roles.SPEAKER)
    office, _ = Organisation.objects.get_or_create(name=f"Amt für die {body}")
    Membership.objects.get_or_create(
        body=body, role=Membership.Role.SPEAKER, account=account, defaults={"organisation": office}
    )
    return account


def sina() -> User:
    """Speaker of the working group for language."""
    return speaker("Sina Sprecherin", language())


def sven() -> User:
    """Speaker of the working group for health."""
    return speaker("Sven Sprecher", health())


def emil() -> User:
    """Editor of the area accommodation."""
    return person("Emil Editor", roles.EDITOR)


def vera() -> User:
    """Editor of the area volunteering."""
    return person("Vera Volunteering", roles.VOLUNTEERING_EDITOR)


def kuno() -> User:
    """Editor of the area culture and sport."""
    return person("Kuno Kultur", roles.CULTURE_SPORT_EDITOR)


def fritz() -> User:
    """Editor of the area FIM."""
    return person("Fritz Fim", roles.FIM_EDITOR)


def paula() -> User:
    """Editor of the area Pakt."""
    return person("Paula Pakt", roles.PAKT_EDITOR)


def karla() -> User:
    """Coordination: releases what another person submitted."""
    return person("Karla Koordination", roles.COORDINATION)


def konrad() -> User:
    """The second person of the coordination."""
    return person("Konrad Koordination", roles.COORDINATION)


def adam() -> User:
    """Administration."""
    return person("Adam Administration", roles.ADMINISTRATION)


def dora() -> User:
    """Data protection: reads everything, changes nothing."""
    return person("Dora Datenschutz", roles.AUDIT)


def nora() -> User:
    """Has an account but no role yet."""
    return person("Nora Neu", None)
