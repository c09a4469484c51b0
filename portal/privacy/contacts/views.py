"""Contact persons: the list for everybody, and what an organisation does with its own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.access import for_readers
from portal.access_log import note
from portal.conflicts.versions import status_of
from portal.forms import sent
from portal.models import AccessLogEntry, ContactPerson
from portal.privacy.contacts.forms import ContactForm
from portal.privacy.contacts.listing import contact_list

KEEP = "portal.keep_own_contacts"


@require_safe
@for_readers
def contacts(request: HttpRequest) -> HttpResponse:
    """Who only sees what is public leaves no line in the access log."""
    listed = contact_list(request.user, timezone.localdate())
    if listed.internal:
        note(request, AccessLogEntry.Kind.CONTACT, AccessLogEntry.How.LIST)
    return render(request, "privacy/contacts.html", {"listed": listed, "example": listed.example})


@login_required
@permission_required(KEEP, raise_exception=True)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def new(request: HttpRequest) -> HttpResponse:
    if request.user.organisation is None:
        raise PermissionDenied("Ihrem Konto ist noch keine Organisation zugeordnet.")
    return entered(request, ContactPerson(organisation=request.user.organisation))


@login_required
@permission_required(KEEP, raise_exception=True)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def change(request: HttpRequest, pk: int) -> HttpResponse:
    contact = own(request, pk)
    note(request, AccessLogEntry.Kind.CONTACT, AccessLogEntry.How.RECORD, pk)
    return entered(request, contact)


def entered(request: HttpRequest, contact: ContactPerson) -> HttpResponse:
    form = ContactForm(sent(request), instance=contact)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Gespeichert.")
        return redirect("contacts:list")
    context = {"form": form, "contact": contact}
    return render(request, "privacy/contact_form.html", context, status=status_of(form))


@login_required
@permission_required(KEEP, raise_exception=True)
@require_POST
@transaction.atomic
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    own(request, pk, lock=True).confirm(timezone.localdate())
    messages.success(request, "Bestätigt. In einem Jahr fragt das Portal wieder.")
    return redirect("contacts:list")


@login_required
@permission_required(KEEP, raise_exception=True)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once before it does so."""
    contact = own(request, pk, lock=request.method == "POST")
    if request.method != "POST":
        return render(request, "privacy/withdraw.html", {"contact": contact})
    contact.withdraw(timezone.localdate())
    messages.success(request, "Der Eintrag ist ausgeblendet und wird in der kommenden Nacht gelöscht.")
    return redirect("contacts:list")


def own(request: HttpRequest, pk: int, *, lock: bool = False) -> ContactPerson:
    """404 for those of others, and for those withdrawn."""
    kept = ContactPerson.objects.kept_by(request.user)
    return get_object_or_404(kept.select_for_update() if lock else kept, pk=pk)
