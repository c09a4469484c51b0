"""What a body was on a day: its row says what it is today, its dates say since when."""

from datetime import date

from portal.models.times import Lasting
from taskforce.models import Body


def standing(body: Body, when: date) -> Body.Status:
    """Planned, active, dormant or ended on that day."""
    if has_ended(body, when):
        return Body.Status.ENDED
    if body.status == Body.Status.PLANNED or (body.started_from and body.started_from > when):
        return Body.Status.PLANNED
    return Body.Status.DORMANT if body.status == Body.Status.DORMANT else Body.Status.ACTIVE


def has_ended(body: Body, when: date) -> bool:
    """Also where it is known only that it has, not when."""
    if body.ended_to is None:
        return body.status == Body.Status.ENDED
    return body.ended_to < when


def works_on(body: Body, when: date) -> bool:
    return standing(body, when) == Body.Status.ACTIVE


def lifetime(body: Body, when: date) -> str:
    """„seit Mitte 2015“, „Mitte 2015 bis Herbst 2017“, „geplant, ab 2018“; empty without any date. An
    end that lies ahead is not told."""
    match standing(body, when), body.started:
        case Body.Status.ENDED, started:
            return span(started, body.ended)
        case Body.Status.PLANNED, started:
            return f"geplant, ab {started.removeprefix('ab ')}" if started else "geplant"
        case Body.Status.DORMANT, started:
            return f"seit {started}, ruht" if started else "ruht"
        case _, started:
            return f"seit {started}" if started else ""


def span(started: str, ended: str) -> str:
    """„Mitte 2015 bis Herbst 2017“, „bis Herbst 2017“, „beendet“."""
    if started and ended:
        return f"{started} bis {ended}"
    return f"bis {ended}" if ended else "beendet"


def ended_by(lasting: Lasting, when: date) -> str:
    """The end as its source says it; empty before it."""
    return lasting.ended if lasting.ended_to and lasting.ended_to < when else ""
