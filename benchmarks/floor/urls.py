from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("leer")


def who(request: HttpRequest) -> HttpResponse:
    """Reads session and user."""
    return HttpResponse(str(request.user))


def size(request: HttpRequest) -> HttpResponse:
    """Of the process that answers, in KB of memory that it holds now."""
    status = Path("/proc/self/status").read_text()
    return HttpResponse(status.partition("VmRSS:")[2].split()[0])


urlpatterns = [
    path("leer/", empty),
    path("wer/", who),
    path("groesse/", size),
    path("", include("portal.urls")),
]
