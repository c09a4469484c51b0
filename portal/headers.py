"""Response headers that neither Django nor django-csp sends."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

Answer = Callable[[HttpRequest], HttpResponse]

NOTHING_ALLOWED = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"


def permissions_policy(get_response: Answer) -> Answer:
    """The portal never asks for a camera, a place or a payment, and no script may."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers["Permissions-Policy"] = NOTHING_ALLOWED
        return response

    return answer


def no_store(get_response: Answer) -> Answer:
    """What somebody sees after signing in stays out of the browser's store: offices share machines."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response

    return answer
