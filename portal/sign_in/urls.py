"""The pages of the account. Of allauth's own only those that somebody here needs."""

from allauth.account.urls import urlpatterns as account_pages
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as directory
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import include, path
from django.views.generic import RedirectView

from portal.sign_in.second_factor import recorded

# Addresses are changed by the administration, not by their owners.
SIGN_IN = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",  # says that nobody registers
    "account_reauthenticate",
    "account_change_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}

SECOND_FACTOR = [
    path("", factors.index, name="mfa_index"),
    path("anmelden/", factors.authenticate, name="mfa_authenticate"),
    path("bestaetigen/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("app/", recorded(totp.activate_totp), name="mfa_activate_totp"),
    path("app/entfernen/", recorded(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("passkeys/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("passkeys/neu/", recorded(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("passkeys/bestaetigen/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passkeys/<int:pk>/entfernen/", recorded(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
    path("codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("codes/neu/", recorded(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("codes/datei/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
]

SINGLE_SIGN_ON = [
    path("<slug:provider_id>/login/", oidc.login, name="openid_connect_login"),
    path("<slug:provider_id>/login/callback/", oidc.callback, name="openid_connect_callback"),
    path("abgebrochen/", directory.login_cancelled, name="socialaccount_login_cancelled"),
    path("fehler/", directory.login_error, name="socialaccount_login_error"),
]

urlpatterns = [
    # Whoever has no password comes from the directory, or has not followed the invitation yet.
    path("password/set/", RedirectView.as_view(pattern_name="mfa_index"), name="account_set_password"),
    *(page for page in account_pages if page.name in SIGN_IN),
    path("sicherheit/", include(SECOND_FACTOR)),
    path("oidc/", include(SINGLE_SIGN_ON)),
]
