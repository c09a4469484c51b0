"""Accounts of people who have left keep their number and lose their name.

Versions, events, deliveries and decisions name accounts by their key alone, so the chain of who did what
stays whole: only its name is another one from now on. There is no way back.
"""

from datetime import date, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from portal.models import AuditEvent, Following, User
from portal.sign_in.sessions import end_sessions
from taskforce.models import Membership

KEPT = timedelta(days=730)  # names stay readable for two years after somebody has left
NOWHERE = "konto.invalid"  # RFC 2606: no mail ever arrives there


def left_before(day: date) -> list[User]:
    """Whose account was closed, or ran out, and has shown no sign of life since that day. An account that is
    only unused may be invited again, and keeps its name."""
    named = User.objects.exclude(email__endswith=f"@{NOWHERE}")
    return [user for user in named.order_by("pk") if (end := left_on(user)) and end < day]


def left_on(user: User) -> date | None:
    """None for who is still here."""
    last = timezone.localdate(user.last_sign_of_life)
    if user.expires_on and user.expires_on < timezone.localdate():
        return max(user.expires_on, last)
    return None if user.is_active else last


@transaction.atomic
def pseudonymise(user: User) -> None:
    end_sessions(User.objects.filter(pk=user.pk))
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    Following.objects.filter(user=user).delete()
    user.name, user.email = f"Ehemaliges Konto {user.pk}", f"ehemalig-{user.pk}@{NOWHERE}"
    user.is_active = False
    user.set_unusable_password()
    user.save()
    forget_in_lists(user)
    AuditEvent.objects.create(kind=AuditEvent.Kind.PSEUDONYM, account=user)


def forget_in_lists(user: User) -> None:
    """Where the name stands as text: for whom a group speaks, and in the admin's own list of changes."""
    for membership in Membership.objects.filter(account=user).exclude(person=""):
        membership.person = membership.purpose = ""
        membership.save()
    about = ContentType.objects.get_for_model(User)
    for entry in LogEntry.objects.filter(content_type=about, object_id=str(user.pk)):
        entry.object_repr = str(user)
        entry.save()
