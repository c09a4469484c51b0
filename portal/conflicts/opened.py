"""What a page showed when it was opened, on its way to the browser and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.db.models import Model

from portal.conflicts.versions import Conflict

LONGEST_REASON = 100  # what the history keeps


class OpenedField(forms.CharField):
    """What the page showed. A page that is shown again shows what is there now."""

    def __init__(self) -> None:
        super().__init__(label="Stand beim Öffnen", required=False, widget=forms.HiddenInput)

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


@dataclass(frozen=True)
class Opened:
    """What a page showed when it was opened; `values` are None where it does not say. `after`: who saved
    meanwhile, if the page has already told."""

    values: Mapping[str, Any] | None = None
    after: str = ""

    def knowingly(self, record: Model) -> None:
        """Put into the history that who saves has seen the other version."""
        if self.after:
            record._change_reason = f"In Kenntnis der Änderung durch {self.after}"[:LONGEST_REASON]  # type: ignore[attr-defined]


def sealed(record: Model, values: Mapping[str, Any], told: Conflict | None) -> str:
    payload = {"values": values, "after": told.change.who if told else ""}
    return signing.dumps(payload, salt=seal_of(record), compress=True)


def unsealed(record: Model, token: str) -> Opened:
    try:
        return Opened(**signing.loads(token, salt=seal_of(record)))
    except signing.BadSignature:
        return Opened()


def seal_of(record: Model) -> str:
    """What one record showed is not taken for another's."""
    return f"portal.conflicts {record._meta.label} {record.pk}"
