"""What the coordination of volunteers works with: the work list, decisions, links of circles."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal.answers import table_answer
from portal.forms import exact_stichtag
from volunteering import actions
from volunteering.chapter.work import tables_called, work_chapter
from volunteering.forms import ReturnForm
from volunteering.imports.volunteer_list import VOLUNTEER_LIST
from volunteering.models import MeetingSpace, VolunteerCount, VolunteerGroup
from volunteering.own_work import still_correct, waiting


@login_required
@permission_required("volunteering.view_supportneed", raise_exception=True)
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    content = work_chapter(today)
    context = {
        "chapter": content,
        "waiting": list(waiting(request.user)),
        "lists": VOLUNTEER_LIST.deliveries(request.user).waiting(),
        "needs": tables_called(content, "offene-bedarfe"),
        "without_group": tables_called(content, "ohne-freundeskreis"),
        "doubled": tables_called(content, "zwei-koordinationen"),
        "still_correct": still_correct(today),
        "return_form": ReturnForm(),
    }
    return render(request, "volunteering/work.html", context)


@login_required
@permission_required("volunteering.view_supportneed", raise_exception=True)
@require_safe
def work_table(request: HttpRequest, key: str, extension: str) -> HttpResponse:
    return table_answer(work_chapter(exact_stichtag(request)), key, extension)


@login_required
@permission_required("volunteering.release_volunteercount", raise_exception=True)
@require_POST
def release_count(request: HttpRequest, pk: int) -> HttpResponse:
    count = get_object_or_404(VolunteerCount, pk=pk)
    return decided(
        request, lambda: actions.release_count(count=count, by=request.user), "Die Zahl ist freigegeben."
    )


@login_required
@permission_required("volunteering.release_volunteercount", raise_exception=True)
@require_POST
def return_count(request: HttpRequest, pk: int) -> HttpResponse:
    count, form = get_object_or_404(VolunteerCount, pk=pk), ReturnForm(request.POST)
    comment = form.cleaned_data["comment"] if form.is_valid() else ""
    return decided(
        request,
        lambda: actions.return_count(count=count, by=request.user, comment=comment),
        "Die Zahl ist zurückgegeben und zählt nicht. Bitte sagen Sie der Gruppe Bescheid.",
    )


@login_required
@permission_required("volunteering.change_volunteergroup", raise_exception=True)
@require_POST
def confirm_group(request: HttpRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(VolunteerGroup, pk=pk)
    return decided(
        request, lambda: actions.confirm(record=group, by=request.user), f"„{group}“ ist bestätigt."
    )


@login_required
@permission_required("volunteering.change_meetingspace", raise_exception=True)
@require_POST
def confirm_space(request: HttpRequest, pk: int) -> HttpResponse:
    space = get_object_or_404(MeetingSpace, pk=pk)
    return decided(
        request, lambda: actions.confirm(record=space, by=request.user), f"„{space}“ ist bestätigt."
    )


def decided(request: HttpRequest, step: Callable[[], object], done: str) -> HttpResponse:
    """Take the step and go back to the work list, which says what became of it."""
    try:
        step()
    except (ValidationError, PermissionDenied) as refusal:
        messages.error(request, " ".join(getattr(refusal, "messages", None) or [str(refusal)]))
    else:
        messages.success(request, done)
    return redirect("volunteering:work")


@login_required
@permission_required("volunteering.add_countlink", raise_exception=True)
@require_safe
def links(request: HttpRequest) -> HttpResponse:
    groups = list(VolunteerGroup.objects.on(timezone.localdate()).with_link())
    context = {"groups": groups, "today": timezone.localdate(), "example": any(one.example for one in groups)}
    return render(request, "volunteering/links.html", context)


@never_cache
@login_required
@permission_required("volunteering.add_countlink", raise_exception=True)
@require_POST
def issue_link(request: HttpRequest, pk: int) -> HttpResponse:
    """The only page that ever shows the link."""
    group = get_object_or_404(VolunteerGroup.objects.on(timezone.localdate()), pk=pk)
    token = actions.issue_link(group=group, by=request.user)
    context = {"group": group, "token": token, "days": actions.LINK_HOLDS.days, "example": group.example}
    return render(request, "volunteering/link_issued.html", context)


@login_required
@permission_required("volunteering.add_countlink", raise_exception=True)
@require_POST
def revoke_link(request: HttpRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(VolunteerGroup, pk=pk)
    actions.revoke_links(group=group, by=request.user)
    messages.success(request, f"Der Link von „{group}“ gilt nicht mehr.")
    return redirect("volunteering:links")
