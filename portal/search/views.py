"""The page of the search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.access import for_readers
from portal.search.entries import Reader
from portal.search.finding import KINDS, find
from portal.search.forms import SearchForm
from portal.search.papers import meant_paper
from portal.search.words import Words

FIRST, ALL = 5, 200  # entries of a kind: among all kinds, and alone


@require_safe
@for_readers
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    words, reader = Words(query), Reader(request.user, timezone.localdate())
    chosen = [kind for kind in KINDS if kind.key == request.GET.get("gruppe")]
    groups = find(words, reader, chosen or KINDS, ALL if chosen else FIRST) if words else []
    context = {
        "form": form,
        "query": query,
        "looked": bool(words),
        "groups": groups,
        "number": sum(len(group.entries) for group in groups),
        "chosen": chosen[0] if chosen else None,
        "meant": meant_paper(query, reader, found=bool(groups)),
        "kinds": KINDS,
        "example": any(group.example for group in groups),
    }
    return render(request, "search/search.html", context)
