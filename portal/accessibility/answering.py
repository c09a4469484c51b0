"""A barrier is reported, the coordination hears of it, and somebody answers."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from portal.models import BarrierReport, User
from portal.roles import COORDINATION
from portal.sign_in.invitations import no_mail_server

logger = logging.getLogger(__name__)


def tell_coordination(report: BarrierReport) -> None:
    """That there is something to answer: not what, nor from whom. The report is stored in any case."""
    accounts = User.objects.filter(groups__name=COORDINATION.name, is_active=True)
    recipients = [account.email for account in accounts.order_by("email")]
    if not recipients:
        return
    try:
        mail("new", report, recipients).send()
    except OSError as error:  # the mail server's errors are such
        logger.warning("Nobody was told of report %s: %s", report, error)


@transaction.atomic
def answer_report(*, report: BarrierReport, text: str, by: User) -> bool:
    """Keep the answer and mail it: whether there was somebody to mail it to. Answered once, it stays.

    Raises BarrierReport.DoesNotExist for what is answered, and what the mail server raises (OSError): then
    nothing is kept.
    """
    report = BarrierReport.objects.open().select_for_update().get(pk=report.pk)
    report.answer, report.answered_at, report.answered_by = text, timezone.now(), by
    report.save(update_fields=["answer", "answered_at", "answered_by"])
    if not report.reply_to or no_mail_server():
        return False
    mail("answer", report, [report.reply_to]).send()
    return True


def mail(name: str, report: BarrierReport, recipients: list[str]) -> EmailMessage:
    context = {
        "report": report,
        "city": settings.CITY,
        "address": f"{settings.BASE_URL}{reverse('accessibility:answer', args=[report.pk])}",
        "statement": f"{settings.BASE_URL}{reverse('accessibility:statement')}",
    }
    subject = f"Gemeldete Barriere {report} – Integrationsportal {settings.CITY}"
    return EmailMessage(
        subject=subject if name == "new" else f"Antwort auf Ihre Meldung {report}",
        body=render_to_string(f"accessibility/email/{name}.txt", context).strip(),
        bcc=recipients,
        headers={"Auto-Submitted": "auto-generated"},
    )
