"""Which claims a reader wants to see."""

from django import forms

from portal.figures import Verdict
from portal.models import Claim
from portal.models.areas import Area


class ChoiceForm(forms.Form):
    kapitel = forms.ChoiceField(
        label="Kapitel", required=False, choices=[("", "alle Kapitel"), *Area.choices],
        error_messages={"invalid_choice": "Dieses Kapitel gibt es nicht. Gezeigt werden alle."},
    )  # fmt: skip
    ergebnis = forms.ChoiceField(
        label="Ergebnis", required=False,
        choices=[("", "alle Ergebnisse"), *((verdict.value, verdict.value) for verdict in Verdict)],
        error_messages={"invalid_choice": "Dieses Ergebnis gibt es nicht. Gezeigt werden alle."},
    )  # fmt: skip

    def chosen(self) -> list[Claim]:
        """All where nothing was asked for that could be understood."""
        asked = self.cleaned_data if self.is_valid() else {}
        area, verdict = asked.get("kapitel"), asked.get("ergebnis")
        claims = Claim.objects.of_area(area) if area else Claim.objects.with_readings()
        return [claim for claim in claims if not verdict or claim.verdict == verdict]
