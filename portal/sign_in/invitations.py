"""How people get their first password: they choose it, behind a link that arrives by mail."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from portal.models import AuditEvent, User


def invite(user: User) -> None:
    """Mail a link that works once and for a day. It reopens an account that nobody used for too long.

    Raises OSError if the mail server refuses; the account is there, and can be invited again.
    """
    user.invited_at = timezone.now()
    with transaction.atomic():
        user.save(update_fields=["invited_at"])
        AuditEvent.objects.create(kind=AuditEvent.Kind.INVITATION, account=user)
    text = render_to_string("account/email/invitation_message.txt", {"user": user, "link": link_for(user)})
    send_mail("Ihr Zugang zum Integrationsportal", text, None, [user.email])


def link_for(user: User) -> str:
    """The same kind of link that a forgotten password gets: a choice uses it up."""
    key = default_token_generator.make_token(user)
    address = reverse(
        "account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key}
    )
    return f"{settings.BASE_URL}{address}"


def no_mail_server() -> bool:
    """Whether mails are swallowed: nobody must count as told."""
    return settings.EMAIL_BACKEND == "django.core.mail.backends.dummy.EmailBackend"
