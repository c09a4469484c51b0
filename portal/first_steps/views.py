from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accommodation.imports.shelter_list import COLUMNS
from accommodation.masterdata import take_over
from portal.first_steps.forms import ShelterListForm
from portal.first_steps.steps import MAY_SET_UP, steps_for
from portal.numbers import german


@login_required
@require_safe
def first_steps(request: HttpRequest) -> HttpResponse:
    if not any(map(request.user.has_perm, MAY_SET_UP)):
        raise PermissionDenied
    steps = steps_for(request.user)
    context = {"steps": steps, "done": sum(step.done for step in steps)}
    return render(request, "first_steps/overview.html", context)


@login_required
@permission_required(["accommodation.add_shelter", "accommodation.change_shelter"], raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def shelters(request: HttpRequest) -> HttpResponse:
    form = ShelterListForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        try:
            outcome = take_over(form.lines)
        except ValidationError as error:
            form.add_error("file", error)
        else:
            new, changed, same = map(german, (outcome.new, outcome.changed, outcome.unchanged))
            messages.success(request, f"Unterkünfte: {new} neu, {changed} geändert, {same} unverändert.")
            return redirect("first_steps:overview")
    context = {"form": form, "columns": COLUMNS}
    return render(request, "first_steps/shelters.html", context, status=422 if form.errors else 200)
