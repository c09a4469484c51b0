"""What a sender's headings mean: the answer to a question of a preview or of a refused file."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accommodation import actions
from accommodation.confirmation import GoneError
from portal.inbox.columns import ColumnFormSet, WhoseColumnsForm, contradictions
from portal.inbox.views import own_organisation
from portal.models import Organisation

SAVED = "Ihre Zuordnung der Spalten ist gespeichert und gilt auch für Ihre nächsten Dateien."
CHOOSE_AGAIN = "Bitte wählen Sie die Datei jetzt noch einmal aus."
CONTRADICTED = "Es ist nichts gespeichert. Soll Ihre Antwort gelten, wählen Sie bitte noch einmal."
NOT_SAVED = "Die Zuordnung ließ sich nicht speichern. Bitte wählen Sie die Datei noch einmal aus."


@login_required
@permission_required("portal.add_delivery", raise_exception=True)
@require_POST
@transaction.atomic
def columns(request: HttpRequest) -> HttpResponse:
    whose, answers = WhoseColumnsForm(request.POST, user=request.user), ColumnFormSet(request.POST)
    if not (whose.is_valid() and answers.is_valid()):
        messages.error(request, NOT_SAVED)
        return redirect("deliveries:upload")
    draft = whose.cleaned_data["draft"]
    sender = draft.sender if draft else whose.cleaned_data.get("sender") or own_organisation(request)
    back = redirect("deliveries:delivery", pk=draft.pk) if draft else redirect("deliveries:upload")
    Organisation.objects.select_for_update(no_key=True).get(pk=sender.pk)  # one colleague after the other
    if others := contradictions(sender, answers.forms):
        messages.error(request, " ".join([*others, CONTRADICTED]))
        if draft:
            actions.renew_preview(delivery=draft)
        return back
    try:
        actions.remember_columns(
            sender=sender,
            answers={form.cleaned_data["heading"]: form.cleaned_data["field"] for form in answers.forms},
            by=request.user,
            draft=draft,
        )
    except GoneError as error:
        messages.error(request, error.message)
        return redirect("deliveries:upload")
    messages.success(request, SAVED if draft else f"{SAVED} {CHOOSE_AGAIN}")
    return back
