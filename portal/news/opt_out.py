"""The link in every mail by which its reader opts out, without signing in. It never expires."""

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet

from portal.models import Following, User
from portal.models.areas import Area


@dataclass(frozen=True)
class OptOut:
    """Speaks for one chapter of one account and opens nothing else; it holds no address."""

    user: int
    area: Area

    @property
    def token(self) -> str:
        return _signer().sign_object([self.user, self.area])

    def followings(self) -> QuerySet[Following]:
        """None, or the one."""
        return Following.objects.filter(user=self.user, area=self.area)

    def account(self) -> User | None:
        return User.objects.filter(pk=self.user).first()


def opt_out_of(token: str) -> OptOut | None:
    """None for a link that is not whole or not ours."""
    try:
        user, area = _signer().unsign_object(token)
    except BadSignature:
        return None
    return OptOut(user, Area(area))


def _signer() -> Signer:
    return Signer(salt="portal.news.opt_out", sep=".")
