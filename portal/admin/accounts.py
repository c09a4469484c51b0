"""Accounts: who signs in, in which role, for which organisation."""

from allauth.account.admin import EmailAddressAdmin
from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group
from django.db import models
from django.http import HttpRequest

from portal.accounts import check_operator, record_rights
from portal.admin.base import EditingAdmin
from portal.admin.privacy import Watched
from portal.conflicts.forms import ConflictAwareModelForm
from portal.models import AccessLogEntry, User
from portal.roles import ROLES, Role, give_role, role_called, role_of
from portal.sign_in.invitations import invite, no_mail_server
from portal.sign_in.second_factor import remove_factors
from portal.sign_in.sessions import end_sessions


class AccountForm(ConflictAwareModelForm):
    role = forms.ChoiceField(
        label="Rolle",
        required=False,
        choices=[("", "keine"), *((role.key, role.name) for role in ROLES)],
        help_text="Was die Person sehen und tun darf. Ohne Rolle liest sie nur, was alle lesen.",
    )

    class Meta:
        model = User
        fields = ("email", "name", "organisation", "expires_on", "is_active")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        held = role_of(self.instance) if self.instance.pk else None
        self.fields["role"].initial = held.key if held else ""

    def clean_role(self) -> Role | None:
        return role_called(self.cleaned_data["role"]) if self.cleaned_data["role"] else None

    def clean(self) -> None:
        super().clean()
        check_operator(self.cleaned_data.get("role"), self.cleaned_data.get("organisation"))


# Pages of other packages, for superusers only: nobody overwrites anybody there either.
admin.site.unregister([Group, EmailAddress])


@admin.register(Group)
class RoleAdmin(EditingAdmin, GroupAdmin):  # type: ignore[misc]  # its list of rights is chosen otherwise
    pass


@admin.register(EmailAddress)
class AddressAdmin(EditingAdmin, EmailAddressAdmin):
    pass


class RoleFilter(admin.RelatedFieldListFilter):
    """A role is a group of the same name."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.title = "Rolle"


@admin.register(User)
class UserAdmin(Watched, EditingAdmin):
    """Accounts without passwords: people choose theirs by the link of a mail."""

    watched = AccessLogEntry.Kind.ACCOUNT
    form = AccountForm
    fields = ("email", "name", "role", "organisation", "expires_on", "is_active")
    list_display = ("email", "name", "role", "organisation", "is_active", "expires_on", "last_login")
    list_filter = (("groups", RoleFilter), "is_active", "expires_on")
    list_select_related = ("organisation",)
    search_fields = ("email", "name")
    search_help_text = "Name oder E-Mail-Adresse"
    show_full_result_count = False
    actions = ("invite", "end_sessions", "remove_factors")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).prefetch_related("groups")

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody gives rights to themselves, and only superusers change superusers."""
        allowed = obj is None or (obj != request.user and (request.user.is_superuser or not obj.is_superuser))
        return allowed and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    @admin.action(description="Einladen: Link zum Passwort schicken", permissions=["change"])
    def invite(self, request: HttpRequest, users: models.QuerySet) -> None:
        for user in users.filter(is_active=True):
            self.send_invitation(request, user)

    def send_invitation(self, request: HttpRequest, user: User) -> None:
        if no_mail_server():
            text = "Es ist kein Mailserver eingerichtet (PORTAL_EMAIL_URL). Niemand hat einen Link bekommen."
            self.message_user(request, text, messages.WARNING)
            return
        try:
            invite(user)
        except OSError:
            text = f"Die E-Mail an {user.email} ging nicht hinaus. Bitte laden Sie später noch einmal ein."
            self.message_user(request, text, messages.WARNING)
        else:
            self.message_user(request, f"Der Link zum Passwort ist an {user.email} unterwegs.")

    @admin.action(description="Überall abmelden", permissions=["change"])
    def end_sessions(self, request: HttpRequest, users: models.QuerySet) -> None:
        self.message_user(request, f"Beendet: {end_sessions(users)} Sitzungen.")

    @admin.action(description="Zweiten Faktor entfernen und abmelden", permissions=["change"])
    def remove_factors(self, request: HttpRequest, users: models.QuerySet) -> None:
        """For who lost phone and codes. Nobody does so for themselves, or for those above them."""
        allowed = [user for user in users if self.has_change_permission(request, user)]
        for user in allowed:
            remove_factors(user)
        end_sessions(User.objects.filter(pk__in=[user.pk for user in allowed]))
        self.message_user(request, f"Zweiter Faktor entfernt: {len(allowed)} von {len(users)} Konten.")

    @admin.display(description="Rolle")
    def role(self, user: User) -> str:
        held = role_of(user)
        return held.name if held else "keine"

    def save_model(self, request: HttpRequest, user: User, form: AccountForm, change: bool) -> None:
        if not change:
            user.set_unusable_password()
        super().save_model(request, user, form, change)
        record_rights(user, form.changed_data)
        give_role(user, form.cleaned_data["role"])
        # An address that was replaced no longer opens the account.
        EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email).delete()
        if not change:
            self.send_invitation(request, user)
