"""What a sender's headings mean: the answer to a question of a preview or of a refused file."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accommodation import actions
from accommodation.confirmation import GoneError
from portal.inbox.columns import ColumnFormSet, WhoseColumnsForm
from portal.inbox.views import own_organisation

SAVED = "Ihre Zuordnung der Spalten ist gespeichert und gilt auch für Ihre nächsten Dateien."
CHOOSE_AGAIN = "Bitte wählen Sie die Datei jetzt noch einmal aus."
NOT_SAVED = "Die Zuordnung ließ sich nicht speichern. Bitte wählen Sie die Datei noch einmal aus."


@login_required
@permission_required("portal.add_delivery", raise_exception=True)
@require_POST
def columns(request: HttpRequest) -> HttpResponse:
    whose, answers = WhoseColumnsForm(request.POST, user=request.user), ColumnFormSet(request.POST)
    if not (whose.is_valid() and answers.is_valid()):
        messages.error(request, NOT_SAVED)
        return redirect("deliveries:upload")
    draft = whose.cleaned_data["draft"]
    try:
        actions.remember_columns(
            sender=draft.sender if draft else whose.cleaned_data.get("sender") or own_organisation(request),
            answers={form.cleaned_data["heading"]: form.cleaned_data["field"] for form in answers.forms},
            by=request.user,
            draft=draft,
        )
    except GoneError as error:
        messages.error(request, error.message)
        return redirect("deliveries:upload")
    messages.success(request, SAVED if draft else f"{SAVED} {CHOOSE_AGAIN}")
    return redirect("deliveries:delivery", pk=draft.pk) if draft else redirect("deliveries:upload")
