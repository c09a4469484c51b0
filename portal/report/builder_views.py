"""The report builder: its frame, the order of its blocks, texts of one's own."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.conflicts.forms import kept_from_others
from portal.conflicts.versions import status_of
from portal.forms import sent
from portal.models import Report
from portal.report import actions
from portal.report.answers import offers
from portal.report.arrangement import Entry
from portal.report.composition import TITLE
from portal.report.forms import AnswerForm, ChoiceForm, CommentForm, FrameForm, TextForm
from portal.report.references import offered
from portal.report.views import told


def open_report(pk: int, reports: Any = Report) -> Report:
    """Of all reports or of a queryset. Raises Http404 for one that nobody may change now."""
    found = get_object_or_404(reports, pk=pk)
    if not found.open:
        raise Http404
    return found


@login_required
@permission_required("portal.add_report", raise_exception=True)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    return framed(request, FrameForm(sent(request), initial={"title": TITLE}))


@login_required
@permission_required("portal.change_report", raise_exception=True)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def change(request: HttpRequest, pk: int) -> HttpResponse:
    found = open_report(pk)
    form = AnswerForm if found.council_request_id else FrameForm
    return framed(request, form(sent(request), instance=found))


def framed(request: HttpRequest, form: FrameForm) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        saved = form.save(commit=False)
        try:
            actions.save_frame(report=saved, fields=form.Meta.fields)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Gespeichert.")
            return redirect("reports:choose" if saved.council_request_id else "reports:arrange", pk=saved.pk)
    context = {"form": form, "report": form.instance}
    return render(request, "reports/frame.html", context, status=status_of(form))


@login_required
@permission_required("portal.change_report", raise_exception=True)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """What an answer prints of its chapters. A report prints all that nobody hides."""
    found = open_report(pk, kept_from_others(request, Report.objects.all()))
    if found.council_request_id is None:
        raise Http404
    form = ChoiceForm(
        sent(request),
        offers=offers(found),
        chosen=found.blocks.values_list("key", flat=True),
        record=found,
    )
    if form.is_valid():
        try:
            actions.choose(report=found, keys=form.chosen)
        except ValidationError as error:
            return told(request, error, pk)
        return redirect("reports:arrange", pk=pk)
    context = {"report": found, "form": form}
    return render(request, "reports/choose.html", context, status=status_of(form))


@login_required
@permission_required("portal.change_report", raise_exception=True)
@require_safe
def arrange(request: HttpRequest, pk: int) -> HttpResponse:
    found = open_report(pk)
    context = {"report": found, "sections": actions.entries_of(found)}
    return render(request, "reports/arrange.html", context)


@login_required
@permission_required("portal.change_report", raise_exception=True)
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    found, key = open_report(pk), request.POST.get("block", "")
    try:
        actions.move(report=found, key=key, up=request.POST.get("direction") == "up")
    except ValidationError as error:
        return told(request, error, pk)
    return back_to(found, key)


@login_required
@permission_required("portal.change_report", raise_exception=True)
@require_POST
def show(request: HttpRequest, pk: int) -> HttpResponse:
    found, key = open_report(pk), request.POST.get("block", "")
    try:
        actions.show(report=found, key=key, hidden=request.POST.get("hidden") == "1")
    except ValidationError as error:
        return told(request, error, pk)
    return back_to(found, key)


@login_required
@permission_required("portal.change_report", raise_exception=True)
@require_http_methods(["GET", "POST"])
def insert(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """A new text, after the block that the address names, or at the begin of the section."""
    found = open_report(pk)
    form = TextForm(sent(request), as_of=found.as_of)
    if request.method == "POST" and form.is_valid():
        given = {"text": form.cleaned_data["text"], "comment": form.cleaned_data["comment"]}
        after = request.GET.get("nach", "")
        try:
            row = actions.insert_text(report=found, section=section, after=after, **given)
        except ValidationError as error:
            return told(request, error, pk)
        return back_to(found, row.key)
    return render_text(request, found, form, "Eigenen Text einfügen")


@login_required
@permission_required("portal.change_report", raise_exception=True)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def edit(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The text and comment of one's own block, the comment of any other."""
    found = open_report(pk, kept_from_others(request, Report.objects.all()))
    entry = entry_or_404(found, key)
    kept = {"text": entry.kept.text, "comment": entry.kept.comment} if entry.kept else {}
    begun: dict[str, Any] = {"initial": kept, "record": entry.kept or found}
    form: CommentForm = (
        TextForm(sent(request), as_of=found.as_of, **begun)
        if entry.own
        else CommentForm(sent(request), **begun)
    )
    if request.method == "POST" and form.is_valid():
        given = {"text": form.cleaned_data.get("text", ""), "comment": form.cleaned_data["comment"]}
        try:
            actions.annotate(report=found, key=key, **given)
        except ValidationError as error:
            return told(request, error, pk)
        return back_to(found, key)
    return render_text(request, found, form, entry.title, entry)


@login_required
@permission_required("portal.change_report", raise_exception=True)
@require_POST
def remove(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    found = open_report(pk)
    try:
        actions.remove_text(report=found, key=key)
    except ValidationError as error:
        return told(request, error, pk)
    messages.success(request, "Der Text ist entfernt.")
    return redirect("reports:arrange", pk=pk)


def entry_or_404(report: Report, key: str) -> Entry:
    for _, _, entries in actions.entries_of(report):
        for entry in entries:
            if entry.block["key"] == key:
                return entry
    raise Http404


def render_text(
    request: HttpRequest, report: Report, form: CommentForm, title: str, entry: Entry | None = None
) -> HttpResponse:
    context = {
        "report": report,
        "form": form,
        "title": title,
        "entry": entry,
        "figures": offered(report.chapters, report.as_of) if isinstance(form, TextForm) else [],
    }
    return render(request, "reports/text.html", context, status=status_of(form))


def back_to(report: Report, key: str) -> HttpResponse:
    """To the place where the reader was."""
    answer = redirect("reports:arrange", pk=report.pk)
    answer["Location"] += f"#{key}"
    return answer
