"""From draft to released: a second person always looks (four eyes).

draft → submitted → released → withdrawn
            └→ returned (with a comment) → submitted

What stays one row for ever, a report, is reopened instead: released → returned, with a reason.
"""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils import timezone

from portal.history import update_all


class State(models.TextChoices):
    DRAFT = "draft", "Entwurf"
    SUBMITTED = "submitted", "eingereicht"
    RETURNED = "returned", "zurückgegeben"
    RELEASED = "released", "freigegeben"
    WITHDRAWN = "withdrawn", "zurückgezogen"


NEXT = {
    State.DRAFT: {State.SUBMITTED},
    State.SUBMITTED: {State.RELEASED, State.RETURNED, State.WITHDRAWN},
    State.RETURNED: {State.SUBMITTED, State.WITHDRAWN},
    State.RELEASED: {State.WITHDRAWN},
    State.WITHDRAWN: set(),
}


class Releasable(models.Model):
    """A figure or a bundle of figures that one person submits and another releases."""

    state = models.CharField("Stand", max_length=10, choices=State, default=State.DRAFT, db_index=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="eingereicht von",
        null=True, blank=True, editable=False, related_name="+",
    )  # fmt: skip
    submitted_at = models.DateTimeField("eingereicht am", null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="entschieden von",
        null=True, blank=True, editable=False, related_name="+",
    )  # fmt: skip
    decided_at = models.DateTimeField("entschieden am", null=True, blank=True, editable=False)
    comment = models.TextField("Anmerkung zur Entscheidung", blank=True, editable=False)

    class Meta:
        abstract = True


def submit(item: Releasable, *, by) -> None:
    """Hand in a draft or a returned item. Raises ValidationError in any other state."""
    _move(item, State.SUBMITTED)
    item.submitted_by, item.submitted_at = by, timezone.now()
    item.decided_by, item.decided_at = None, None
    item.save()


def release(item: Releasable, *, by) -> None:
    """Raises PermissionDenied to the person who submitted it or who may not release it."""
    _second_person(item, by)
    _decide(item, State.RELEASED, by=by)


def return_(item: Releasable, *, by, comment: str) -> None:
    """Give it back with a comment. Raises ValidationError without one."""
    if not comment.strip():
        raise ValidationError("Bitte schreiben Sie, was zu ändern ist.")
    _second_person(item, by)
    _decide(item, State.RETURNED, by=by, comment=comment)


def withdraw(item: Releasable, *, by, comment: str) -> None:
    """Take it back with a reason. Raises ValidationError without one."""
    if not comment.strip():
        raise ValidationError("Bitte nennen Sie den Grund.")
    _decide(item, State.WITHDRAWN, by=by, comment=comment)


def reopen(item: Releasable, *, by, comment: str) -> None:
    """Begin a new round of what was released: until the next release it counts no more. Raises
    ValidationError without a reason, PermissionDenied to who may not release it."""
    if not comment.strip():
        raise ValidationError("Bitte nennen Sie den Grund.")
    _second_person(item, by)
    expect(item, State.RELEASED)
    item.state = State.RETURNED
    _sign(item, by=by, comment=comment)


def follow(parts: models.QuerySet, whole: Releasable) -> None:
    """Parts that are decided on together have the state of their whole."""
    update_all(parts, **{field.name: getattr(whole, field.name) for field in Releasable._meta.local_fields})


def may_release(item: Releasable, user) -> bool:
    """Whether this person may release or return this item now."""
    return (
        item.state == State.SUBMITTED
        and item.submitted_by_id != user.pk
        and user.has_perm(f"{item._meta.app_label}.release_{item._meta.model_name}")
    )


def waiting_for(items: models.QuerySet, user) -> models.QuerySet:
    """What somebody else submitted and this person may decide on; nothing for who may not release it."""
    right = f"{items.model._meta.app_label}.release_{items.model._meta.model_name}"
    if not user.has_perm(right):
        return items.none()
    return items.filter(state=State.SUBMITTED).exclude(submitted_by=user)


def _second_person(item: Releasable, user) -> None:
    if item.submitted_by_id == user.pk:
        raise PermissionDenied("Was Sie eingereicht haben, geben Sie nicht selbst frei.")
    if not user.has_perm(f"{item._meta.app_label}.release_{item._meta.model_name}"):
        raise PermissionDenied("Ihnen fehlt das Recht zur Freigabe.")


def _decide(item: Releasable, state: State, *, by, comment: str = "") -> None:
    _move(item, state)
    _sign(item, by=by, comment=comment)


def _sign(item: Releasable, *, by, comment: str) -> None:
    item.decided_by, item.decided_at, item.comment = by, timezone.now(), comment.strip()
    item.save()


def _move(item: Releasable, state: State) -> None:
    expect(item, *(before for before, after in NEXT.items() if state in after))
    item.state = state


def expect(item: Releasable, *states: State) -> None:
    """Raises ValidationError if the item is in another state, because somebody was faster."""
    if item.state not in states:
        raise ValidationError(f"Das geht nicht mehr: Der Stand ist inzwischen „{State(item.state).label}“.")
