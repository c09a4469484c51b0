"""The mail about what has been released in a chapter."""

from collections.abc import Sequence
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from portal.models import Following
from portal.models.areas import Area
from portal.news.items import News
from portal.news.opt_out import OptOut

SHOWN = 10  # more than that nobody reads in a mail; the chapter shows all


def mail(following: Following, news: Sequence[News]) -> EmailMessage:
    opt_out = OptOut(following.user_id, Area(following.area))
    opt_out_address = absolute(reverse("news:opt_out", args=[opt_out.token]))
    context = {
        "chapter": following.get_area_display(),
        "news": news[:SHOWN],
        "count": len(news),
        "more": len(news[SHOWN:]),
        "example": any(one.example for one in news),
        "all_example": all(one.example for one in news),
        "portal": settings.BASE_URL,
        "chapter_address": absolute(reverse(f"{following.area}:chapter")),
        "opt_out_address": opt_out_address,
        "followed_address": absolute(reverse("news:list")),
        "city": settings.CITY,
    }
    body = render_to_string("news/email/message.txt", context).strip()
    return EmailMessage(
        # In one line, whatever was pasted into the words of a figure: a header cannot have two.
        subject=" ".join(render_to_string("news/email/subject.txt", context).splitlines()).strip(),
        body=body,
        to=[following.user.email],
        headers={
            "Message-ID": message_id(following, body),
            "List-Unsubscribe": f"<{opt_out_address}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
            "Auto-Submitted": "auto-generated",  # so that nobody's absence note answers it
        },
    )


def absolute(address: str) -> str:
    return f"{settings.BASE_URL}{address}"


def message_id(following: Following, body: str) -> str:
    """The same for the same news, so that a mail program shows once what had to be sent again."""
    told = f"{following.pk} {following.told_until.isoformat()} {body}"
    return f"<{sha256(told.encode()).hexdigest()[:40]}@{urlsplit(settings.BASE_URL).hostname}>"
