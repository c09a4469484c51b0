"""Claims in an overview, each on a page of its own, and as a file."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.access import for_readers
from portal.answers import table_file
from portal.factcheck.forms import ChoiceForm
from portal.factcheck.overview import ADDRESS, MEANINGS, claims_table, figures_table, groups, lead
from portal.models import Claim


@require_safe
@for_readers
def claims(request: HttpRequest) -> HttpResponse:
    form = ChoiceForm(request.GET)
    chosen = form.chosen()
    context = {
        "lead": lead(chosen),
        "groups": groups(chosen),
        "form": form,
        "meanings": MEANINGS,
        "table": claims_table(chosen),
        "address": ADDRESS,
        "asked": f"?{request.GET.urlencode()}" if request.GET and not form.errors else "",
    }
    return render(request, "factcheck/claims.html", context)


@require_safe
@for_readers
def claim(request: HttpRequest, key: str) -> HttpResponse:
    shown = get_object_or_404(Claim.objects.with_readings(), key=key)
    context = {"claim": shown, "table": figures_table(shown), "address": ADDRESS}
    return render(request, "factcheck/claim.html", context)


@require_safe
@for_readers
def table(request: HttpRequest, extension: str) -> HttpResponse:
    """What the page shows for the same choice. Raises BadRequest for a choice that does not exist."""
    form = ChoiceForm(request.GET)
    if form.errors:
        raise BadRequest(" ".join(str(sentence) for found in form.errors.values() for sentence in found))
    return table_file(claims_table(form.chosen()), timezone.localdate(), extension)
