"""Who looks at personal data of others is written down before they see it."""

from django.http import HttpRequest

from portal.models import AccessLogEntry


def note(
    request: HttpRequest, kind: AccessLogEntry.Kind, how: AccessLogEntry.How, record: str | int | None = None
) -> None:
    """`record`: the key of the one record, None for a list. Raises what the database raises: without its
    line nobody gets the page."""
    AccessLogEntry.objects.create(by=request.user, kind=kind, how=how, record=record)  # type: ignore[misc]
