"""Meetings: the page of one, its minutes, and the calendar of a body."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from portal.access import for_readers
from taskforce.ical import calendar_of
from taskforce.models import Body, Meeting


def visible_or_404(request: HttpRequest, pk: int) -> tuple[Meeting, bool]:
    """The meeting, and whether this reader may read all of it. Raises Http404 for a meeting that is
    not for this reader, as if it did not exist."""
    reader, today = request.user, timezone.localdate()
    meetings = Meeting.objects.visible_to(reader, today).select_related("body")
    return get_object_or_404(meetings, pk=pk), Meeting.objects.whole_for(reader, today).filter(pk=pk).exists()


@require_safe
@for_readers
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    meeting, whole = visible_or_404(request, pk)
    context = {
        "meeting": meeting,
        "agenda": meeting.agenda.select_related("paper"),
        "whole": whole,
        "next": Meeting.objects.visible_to(request.user, timezone.localdate()).following(meeting),
        "example": meeting.example,
    }
    return render(request, "taskforce/meeting.html", context)


@require_safe
@for_readers
def minutes(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Only to be saved, never shown by the browser: a file that somebody uploaded."""
    meeting, whole = visible_or_404(request, pk)
    if not (meeting.minutes_public or whole):
        raise Http404
    try:
        content = meeting.minutes.open()
    except (FileNotFoundError, ValueError) as error:  # gone, or there never was one
        raise Http404 from error
    return FileResponse(
        content,
        as_attachment=True,
        filename=f"protokoll_{slugify(str(meeting.body))}_{meeting.held_on.isoformat()}.pdf",
        content_type="application/octet-stream",
    )


@require_safe
@for_readers
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    body = get_object_or_404(Body, slug=slug)
    return HttpResponse(
        calendar_of(body),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="sitzungen-{body.slug}.ics"'},
    )
