"""One account per role to try the portal out, each with a random password that is shown once."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from portal.accounts import EXAMPLE_DOMAIN, issue_password, open_account
from portal.models import Organisation, User
from portal.roles import OPERATOR, ROLES, SPEAKER, Role, role_of, sync_roles
from taskforce.models import Membership


def address(role: Role) -> str:
    return f"{role.key}@{EXAMPLE_DOMAIN}"


def example_operator() -> Organisation | None:
    """None until the example data is loaded."""
    return Organisation.objects.filter(kind=Organisation.Kind.OPERATOR, example=True).order_by("pk").first()


def open_missing() -> list[User]:
    """The operator's account waits for the example data."""
    organisation = example_operator()
    existing = set(User.objects.values_list("email", flat=True))
    return [
        open_account(
            email=address(role), name=f"Beispiel {role.name}", role=role,
            organisation=organisation if role == OPERATOR else None,
        )
        for role in ROLES
        if address(role) not in existing and (role != OPERATOR or organisation)
    ]  # fmt: skip


def speak_for_a_group() -> None:
    """The speaker's account writes for the first invented group, until people decide otherwise."""
    account = User.objects.filter(email=address(SPEAKER)).first()
    speaking = Membership.objects.speakers().filter(example=True)
    if account and not speaking.filter(account__isnull=False).exists():
        membership = speaking.filter(ended_to=None).order_by("body__order").first()
        if membership:
            membership.account = account
            membership.save()


class Command(BaseCommand):
    help = "Legt je Rolle ein Beispielkonto an und zeigt die Zufallspasswörter ein einziges Mal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--new-passwords", action="store_true", help="neue Passwörter für alle")

    @transaction.atomic
    def handle(self, *, new_passwords: bool, **options: object) -> None:
        if settings.PRODUCTION:
            raise CommandError("Im Betrieb gibt es keine Beispielkonten.")
        sync_roles()
        users = open_missing()
        speak_for_a_group()
        if new_passwords:
            users = list(User.objects.filter(email__in=map(address, ROLES)))
        if users:
            self.print_passwords(users)
        else:
            self.stdout.write(
                "Die Beispielkonten gibt es schon. Neue Passwörter: example_accounts --new-passwords"
            )

    def print_passwords(self, users: list[User]) -> None:
        self.stdout.write("Beispielkonten; die Passwörter werden nur dieses eine Mal gezeigt:")
        for user in users:
            role = role_of(user)
            self.stdout.write(f"  {role.name if role else '':<32}{user.email:<44}{issue_password(user)}")
