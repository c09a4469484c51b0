"""What all answers of open data have in common, whether a file or the API gives them."""

from collections.abc import Callable
from copy import copy
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page

from portal.access import for_readers


def open_answer(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """For readers. It may be kept, but is asked for again each time, so that a correction is seen at once;
    what has not changed is not sent again."""

    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, no_cache=True)
        return response

    return for_readers(conditional_page(answer))


def reading(pattern: URLPattern) -> URLPattern:
    """A way of ninja's that also answers HEAD, by which harvesters ask whether a file is there, and refuses
    all that writes in words."""

    @wraps(pattern.callback)  # with what ninja has set to keep Django's question for a token away
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            detail = "Hier wird nur gelesen: Bitte mit GET fragen."
            return JsonResponse({"detail": detail}, status=405, headers={"Allow": "GET, HEAD"})
        asked = copy(request)  # the server, which leaves the content out, still sees a HEAD
        asked.method = "GET"
        return pattern.callback(asked, *args, **kwargs)

    return URLPattern(pattern.pattern, answer, pattern.default_args, pattern.name)
