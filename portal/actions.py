"""Writes that touch several rows."""

from django.db import transaction

from portal import releases
from portal.models import ReportedFigure


@transaction.atomic
def release_figure(*, figure: ReportedFigure, by) -> ReportedFigure:
    """A second person releases; a correction takes the lead over from the figure it replaces.

    Raises PermissionDenied to who submitted it or may not release, ValidationError in any other
    state and when another figure leads at the corrected time.
    """
    figure = ReportedFigure.objects.select_for_update().get(pk=figure.pk)
    releases.release(figure, by=by)
    replaced = figure.replaces
    if replaced and replaced.leading:
        replaced.leading, figure.leading = False, True
        replaced.save(update_fields=["leading"])
        figure.validate_constraints()
        figure.save(update_fields=["leading"])
    return figure
