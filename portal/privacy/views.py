"""Pages about data protection: the notice for everybody, the register, what is stored about oneself."""

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.privacy.own_data import own_data as data_of
from portal.privacy.register import answering, described, entries


@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """Datenschutzerklärung. Open to everybody, also where everything else is closed."""
    return render(request, "privacy/notice.html", {"answering": answering(), "entries": entries()})


@require_safe
@login_required
@permission_required("portal.view_retentionperiod", raise_exception=True)
def register(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy/register.html", described())


@require_safe
@login_required
def own_data(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy/own_data.html", {"data": data_of(request.user)})
