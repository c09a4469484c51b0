"""What all answers of open data have in common, whether a file or the API gives them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
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
