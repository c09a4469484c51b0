from allauth.account.decorators import secure_admin_login
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.urls import include, path

from portal.privacy.views import own_data
from portal.start import views

# One door: the admin sends people to the same sign-in as every other page.
admin.autodiscover()
# Nobody reads or makes the second factor or the single sign-on of others.
admin.site.unregister([Authenticator, SocialAccount, SocialApp, SocialToken])
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

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
    path("hilfe/", include("portal.help.urls")),
    path("bezirke/", include("portal.districts.urls")),
    path("faktencheck/", include("portal.factcheck.urls")),
    path("berichte/", include("portal.report.urls")),
    path("", include("portal.library.urls")),
    path("", include("portal.accessibility.urls")),
    path("anfragen/", include("portal.council.urls")),
    path("verfolgen/", include("portal.news.urls")),
    path("daten/", include("portal.opendata.urls")),
    path("meldungen/", include("portal.inbox.urls")),
    path("erste-schritte/", include("portal.first_steps.urls")),
    path("ansprechpersonen/", include("portal.privacy.contacts.urls")),
    path("datenschutz/", include("portal.privacy.urls")),
    path("konto/meine-daten/", own_data, name="own_data"),
    path("konto/", include("portal.sign_in.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "portal.operation.errors.bad_request"
handler403 = "portal.operation.errors.permission_denied"
handler500 = "portal.operation.errors.server_error"
