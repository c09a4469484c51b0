from allauth.account.decorators import secure_admin_login
from allauth.account.urls import urlpatterns as account_pages
from django.contrib import admin
from django.urls import include, path

from portal import views

# One door: the admin sends people to the same sign-in as every other page.
admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

# Addresses are changed by the administration, not by their owners; so only these of allauth's pages.
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

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("portal.operation.urls")),
    path("unterbringung/", include("accommodation.urls")),
    path("arbeitsgruppen/", include("taskforce.urls")),
    path("engagement/", include("volunteering.urls")),
    path("kultur-und-sport/", include("culture_sport.urls")),
    path("fim/", include("fim.urls")),
    path("pakt/", include("pakt.urls")),
    path("suche/", include("portal.search.urls")),
    path("faktencheck/", include("portal.factcheck.urls")),
    path("berichte/", include("portal.report.urls")),
    path("", include("portal.library.urls")),
    path("anfragen/", include("portal.council.urls")),
    path("verfolgen/", include("portal.news.urls")),
    path("daten/", include("portal.opendata.urls")),
    path("meldungen/", include("portal.inbox.urls")),
    path("konto/", include([page for page in account_pages if page.name in SIGN_IN])),
    path("admin/", admin.site.urls),
]

handler400 = "portal.operation.errors.bad_request"
handler403 = "portal.operation.errors.permission_denied"
handler500 = "portal.operation.errors.server_error"
