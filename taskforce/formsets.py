"""Rules about several rows that one page of the admin changes together."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal.conflicts.forms import ConflictAwareFormSet
from taskforce.models import Measure, Membership
from taskforce.models.bodies import expect_one_speaker


class Formset(ConflictAwareFormSet):
    @property
    def kept(self) -> list[forms.ModelForm]:
        """What will be there once this is saved; nobody holds a right to delete."""
        return [form for form in self.forms if form.instance.pk or form.has_changed()]


class MembersOfABody(Formset):
    """One speaker goes and the next one comes in one go."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.instance.judged_alone = False

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        here = {form.instance.pk for form in self.forms if form.instance.pk}
        elsewhere = Membership.objects.speakers().filter(body=self.instance.pk).exclude(pk__in=here)
        kept = [form.instance for form in self.kept if form.instance.role == Membership.Role.SPEAKER]
        expect_one_speaker([*kept, *elsewhere])

    def save(self, commit: bool = True) -> list[Membership]:
        """Who stays without an end comes last: the database lets only one stay."""
        known = self.initial_form_count()
        self.forms[:known] = sorted(self.forms[:known], key=lambda form: form.instance.ended_to is None)
        return super().save(commit)


class HandoversOfAMeasure(Formset):
    """„Überführt“ is a claim that a hand-over proves; both can be entered in one go."""

    def clean(self) -> None:
        super().clean()
        if self.instance.status == Measure.Status.HANDED_OVER and not self.kept:
            raise ValidationError("Eine überführte Maßnahme braucht ihre Überführung: Bitte hier eintragen.")
