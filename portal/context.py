"""What every page needs to know about the city."""

from django.conf import settings
from django.http import HttpRequest


def city(request: HttpRequest) -> dict[str, object]:
    return {"city": settings.CITY, "public_view": settings.PUBLIC_VIEW, "kern": settings.KERN_DIR.exists()}
