from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("leer")


def who(request: HttpRequest) -> HttpResponse:
    """Reads session and user."""
    return HttpResponse(str(request.user))


urlpatterns = [path("leer/", empty), path("wer/", who), path("", include("portal.urls"))]
