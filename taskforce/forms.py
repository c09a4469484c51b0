"""What a reader chooses on a page of this area."""

from datetime import date

from django import forms
from django.http import HttpRequest

from portal.forms import StichtagForm
from taskforce.models import Body


class HandoverFilter(StichtagForm):
    gruppe = forms.ModelChoiceField(
        Body.objects.none(),
        label="Gremium",
        required=False,
        to_field_name="slug",
        empty_label="alle",
        error_messages={"invalid_choice": "Dieses Gremium hat nichts abgegeben."},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gruppe"].queryset = Body.objects.givers()


def asked_group(request: HttpRequest, as_of: date) -> tuple[Body | None, HandoverFilter]:
    """The group asked for in the address, None for all of them or for one that cannot be found,
    which the form tells."""
    asked = {"stichtag": request.GET.get("stichtag", as_of.isoformat()), "gruppe": request.GET.get("gruppe")}
    form = HandoverFilter(asked)
    form.is_valid()
    return form.cleaned_data.get("gruppe"), form
