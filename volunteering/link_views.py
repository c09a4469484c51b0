"""A circle reports its number by its personal link: no account, no name, nothing to read.

The address with the secret only opens the door: it is changed for an address without it at once, so that
no history, screen, referrer or log of the next pages holds it. Nothing of all this is kept in any cache.
"""

from collections.abc import Callable
from functools import wraps

from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from volunteering.actions import link_of, report_number
from volunteering.forms import NumberForm
from volunteering.models import CountLink

KEPT = "count_link"  # in the session, between the door and the answer

Page = Callable[..., HttpResponse]


def confidential(view: Page) -> Page:
    """No cache, no search engine, no address to the next page."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "strict-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return never_cache(answer)


@confidential
@require_safe
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Who tries secrets is soon told to wait."""
    if wait := tried(request, dry_run=True):
        return wait
    link = link_of(token, timezone.localdate())
    if link is None:
        tried(request)
        return not_holding(request)
    request.session[KEPT] = link.digest
    return redirect("volunteering:report_number")


def tried(request: HttpRequest, *, dry_run: bool = False) -> HttpResponse | None:
    """Count a secret that does not hold, or only look: the answer to who tried too many, else None."""
    return ratelimit.consume_or_429(request, action="count_link", limit_get=True, dry_run=dry_run)


def not_holding(request: HttpRequest) -> HttpResponse:
    return render(request, "volunteering/link_gone.html", status=404)


@confidential
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    link = CountLink.objects.holding(request.session.get(KEPT, ""), timezone.localdate())
    if link is None:
        return not_holding(request)
    form = NumberForm(*([request.POST] if request.method == "POST" else []))
    if form.is_bound:
        if not ratelimit.consume(request, action="report_number", key=link.digest):
            return ratelimit.respond_429(request)
        if form.is_valid() and reported(link, form):
            del request.session[KEPT]
            return redirect("volunteering:thanks")
    context = {"group": link.group, "form": form, "example": link.group.example}
    return render(request, "volunteering/report_number.html", context, status=422 if form.is_bound else 200)


def reported(link: CountLink, form: NumberForm) -> bool:
    """Whether it was handed in; otherwise the form says why not."""
    try:
        report_number(link=link, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    return True


@confidential
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "volunteering/thanks.html")
