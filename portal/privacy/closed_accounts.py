"""Accounts of people who have left keep their number and lose their name.

Versions, events, deliveries and decisions name accounts by their key alone, so the chain of who did what
stays whole: only its name is another one from now on. There is no way back.
"""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, QuerySet

from portal.models import AuditEvent, Following, User
from portal.sign_in.sessions import end_sessions
from taskforce.models import Membership

NOWHERE = "ehemalig.invalid"  # RFC 2606: no mail ever arrives there


def closed(before: datetime) -> QuerySet[User]:
    """Accounts that do not open any more and that nobody used since then; those done already left out.
    `before` no further back than an account may idle: then those count that idled out."""
    unused = (
        (Q(last_login=None) | Q(last_login__lt=before))
        & (Q(invited_at=None) | Q(invited_at__lt=before))
        & Q(date_joined__lt=before)
    )
    accounts = User.objects.filter(unused).exclude(email__endswith=f"@{NOWHERE}")
    shut = [user.pk for user in accounts if user.over or not user.is_active]
    return User.objects.filter(pk__in=shut)


@transaction.atomic
def pseudonymise(user: User) -> bool:
    """Name, address, keys and roles go; number, organisation and times stay. True, so that it counts."""
    end_sessions(User.objects.filter(pk=user.pk))
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    Following.objects.filter(user=user).delete()
    user.groups.clear()
    user.name, user.email = f"Ehemaliges Konto {user.pk}", f"konto-{user.pk}@{NOWHERE}"
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()
    forget_in_lists(user)
    AuditEvent.objects.create(kind=AuditEvent.Kind.PSEUDONYM, account=user)
    return True


def forget_in_lists(user: User) -> None:
    """Where the name stands as text: for whom a group speaks, and in the admin's own list of changes."""
    for membership in Membership.objects.filter(account=user).exclude(person=""):
        membership.person = membership.purpose = ""
        membership.save()
    about = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(content_type=about, object_id=str(user.pk)).update(object_repr=str(user))
