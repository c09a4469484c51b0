"""What every page needs to know about the city, and about who reads it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest

from portal.figures import Audience
from portal.models import Following
from portal.roles import audience_of
from portal.sign_in.second_factor import StateOfFactor


def city(request: HttpRequest) -> dict[str, object]:
    return {"city": settings.CITY, "public_view": settings.PUBLIC_VIEW, "kern": settings.KERN_DIR.exists()}


def following(request: HttpRequest) -> dict[str, Callable[[], set[str] | None]]:
    """`followed`: the chapters that the reader follows, None for who cannot. Asked only by pages that say
    so."""

    def followed() -> set[str] | None:
        if audience_of(request.user) is Audience.PUBLIC:
            return None
        return set(Following.objects.all().of(request.user).values_list("area", flat=True))

    return {"followed": followed}


def directory(request: HttpRequest) -> dict[str, str]:
    """The label of the sign-in through the city's directory; empty where there is none."""
    return {"directory": settings.OIDC_LABEL if settings.OIDC_URL else ""}


def second_factor(request: HttpRequest) -> dict[str, StateOfFactor]:
    return {"second_factor": StateOfFactor(request)}
