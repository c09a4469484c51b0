"""A file that was taken over already."""

from datetime import date

from django.utils import timezone

from portal.models import Delivery, Organisation
from portal.releases import State
from portal.sheets.messages import Messages


def check_taken_over(sender: Organisation, sha256: str, as_of: date | None, messages: Messages) -> None:
    """The same file for the same date counts once (T81)."""
    earlier = Delivery.objects.taken_over(sender, sha256, as_of).first()
    if earlier:
        when = timezone.localtime(earlier.submitted_at or earlier.created_at)
        waits = "" if earlier.state == State.RELEASED else " und wartet auf die Freigabe"
        text = f"Diese Datei wurde am {when:%d.%m.%Y} um {when:%H:%M} Uhr bereits übernommen{waits}."
        messages.error("already_taken_over", text)
