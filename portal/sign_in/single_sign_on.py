"""Sign-in through the city's own directory (Keycloak, Entra) by OpenID Connect, if it is configured.

It opens accounts that the administration made. Only where PORTAL_OIDC_ROLES says which group of the
directory has which role, the directory also makes accounts and decides about their roles.
"""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest

from portal.accounts import open_account
from portal.models import User
from portal.roles import OPERATOR, ROLES, Role, give_role


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Whoever has no account by now gets the page that says who gives one."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.state.get("process") != "login":
            raise PermissionDenied("Anmeldungen werden hier nicht mit Konten verbunden.")
        if not sociallogin.is_existing:
            self.find_account(request, sociallogin)
        if sociallogin.is_existing and settings.OIDC_ROLES and not keeps_role(sociallogin.user):
            give_role(sociallogin.user, role_in(claims_of(sociallogin)))

    def find_account(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """By an address that the directory calls verified; then by the directory's own key."""
        email = verified_address(sociallogin)
        if email is None:
            return
        claims = claims_of(sociallogin)
        user = User.objects.filter(email__iexact=email).first() or account_made_of(email, claims)
        if user:
            sociallogin.connect(request, user)


def verified_address(sociallogin: SocialLogin) -> str | None:
    return next((address.email for address in sociallogin.email_addresses if address.verified is True), None)


def claims_of(sociallogin: SocialLogin) -> dict:
    """What the directory says about the person, in the token or beside it."""
    said = sociallogin.account.extra_data
    return {**said.get("id_token", {}), **said.get("userinfo", {})}


def role_in(claims: dict) -> Role | None:
    """Of several groups the first in the order of the setting counts."""
    groups = claims.get(settings.OIDC_ROLES_CLAIM) or ()
    found = (key for group, key in settings.OIDC_ROLES.items() if group in groups)
    key = next(found, None)
    return next((role for role in ROLES if role.key == key), None)


def keeps_role(user: User) -> bool:
    """Operators' people stand in no directory of the city, and the last way in is never closed."""
    return user.is_superuser or user.groups.filter(name=OPERATOR.name).exists()


def account_made_of(email: str, claims: dict) -> User | None:
    role = role_in(claims)
    if role is None:
        return None
    try:
        return open_account(email=email, name=str(claims.get("name") or email)[:150], role=role)
    except ValidationError:
        return None


def brought_factor(request: HttpRequest) -> bool:
    """Whether this session came from a directory that is said to ask for a second factor itself."""
    if not settings.OIDC_SECOND_FACTOR:
        return False
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "socialaccount" for record in records)
