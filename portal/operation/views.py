from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.operation.health import checks


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers; it asks nobody else."""
    return HttpResponse("lebt\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Whether the portal can work. Why not is for the administration alone."""
    looked = checks()
    good = all(check.good for check in looked)
    status = 200 if good else 503
    if may_know_why(request):
        return render(request, "operation/ready.html", {"checks": looked, "good": good}, status=status)
    word = "bereit\n" if good else "nicht bereit\n"
    return HttpResponse(word, status=status, content_type="text/plain; charset=utf-8")


def may_know_why(request: HttpRequest) -> bool:
    """Nobody while no database says who is asking."""
    try:
        return request.user.has_perm("portal.change_user")
    except Error:
        return False
