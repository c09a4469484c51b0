"""Read-only mode: everybody may read and sign in, nobody changes anything. The switch is a file, so that all
workers see it at once."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from portal.operation.errors import unavailable
from portal.operation.requests import SIGN_IN

READING = {"GET", "HEAD", "OPTIONS"}
# They write a session and when somebody last signed in, and nothing else.
ALLOWED = {*SIGN_IN, "account_logout"}


def switch(*, on: bool) -> None:
    if on:
        settings.READ_ONLY.touch()
    else:
        settings.READ_ONLY.unlink(missing_ok=True)


class ReadOnly:
    """Pages ask for `request.read_only`, to say so before somebody fills in a form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.read_only = settings.READ_ONLY.exists()  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponseBase | None:
        writes = request.method not in READING and request.resolver_match.view_name not in ALLOWED  # type: ignore[union-attr]
        if request.read_only and writes:  # type: ignore[attr-defined]
            request.refused = "read-only"  # type: ignore[attr-defined]
            return unavailable("operation/read_only.html")
        return None
