"""What becomes of a person who left: the account stays, because figures and decisions point to it, and
nothing about it says who that was."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, QuerySet

from portal.models import Following, User

DOMAIN = "ehemalig.invalid"  # reserved (RFC 2606): nobody gets such an address


def closed(before: datetime) -> QuerySet[User]:
    """Accounts that do not open any more and that nobody used since then; those done already left out.
    `before` no further back than an account may idle: then those count that idled out."""
    unused = (
        (Q(last_login=None) | Q(last_login__lt=before))
        & (Q(invited_at=None) | Q(invited_at__lt=before))
        & Q(date_joined__lt=before)
    )
    accounts = User.objects.filter(unused).exclude(email__endswith=f"@{DOMAIN}")
    shut = [user.pk for user in accounts if user.over or not user.is_active]
    return User.objects.filter(pk__in=shut)


@transaction.atomic
def pseudonymise(user: User) -> bool:
    """Name, address, keys and roles go; number, organisation and times stay. True, so that it counts."""
    user.email, user.name = f"konto-{user.pk}@{DOMAIN}", f"Ehemaliges Konto {user.pk}"
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()
    user.groups.clear()
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    Following.objects.filter(user=user).delete()
    about = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(content_type=about, object_id=str(user.pk)).update(object_repr=user.name)
    return True
