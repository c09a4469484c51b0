import time

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from portal.models import Organisation
from portal.urls import handler400, handler403, handler500  # noqa: F401 (Django looks for them here)


def sleeps(request: HttpRequest, seconds: int) -> HttpResponse:
    time.sleep(seconds)
    return HttpResponse("ausgeschlafen")


@csrf_exempt
def writes(request: HttpRequest, seconds: int) -> HttpResponse:
    """The beginning and the end of one delivery, so to speak."""
    with transaction.atomic():
        Organisation.objects.create(name="Anfang")
        time.sleep(seconds)
        Organisation.objects.create(name="Ende")
    return HttpResponse("geschrieben")


urlpatterns = [
    path("langsam/<int:seconds>/", sleeps),
    path("schreibt/<int:seconds>/", writes),
    path("", include("portal.urls")),
]
