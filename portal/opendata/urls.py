from django.urls import URLPattern, path

from portal.opendata import views
from portal.opendata.answers import reading
from portal.opendata.api import api

ways, of_ninja, namespace = api.urls

app_name = "opendata"
urlpatterns = [
    path("", views.home, name="home"),
    path("katalog.jsonld", views.catalogue, name="catalogue"),
    path("datenbeschreibung.csv", views.dictionary, name="dictionary"),
    path("kennzahlen.csv", views.all_figures, {"form": "csv"}, name="figures_csv"),
    path("kennzahlen.json", views.all_figures, {"form": "json"}, name="figures_json"),
    path("deutsch/kennzahlen.csv", views.all_figures, {"form": "deutsch"}, name="figures_german"),
    path("kennzahlen/<slug:key>.csv", views.indicator, {"form": "csv"}, name="indicator_csv"),
    path("kennzahlen/<slug:key>.json", views.indicator, {"form": "json"}, name="indicator_json"),
    path("deutsch/kennzahlen/<slug:key>.csv", views.indicator, {"form": "deutsch"}, name="indicator_german"),
    path("kapitel/<slug:key>.csv", views.chapter, {"form": "csv"}, name="chapter_csv"),
    path("kapitel/<slug:key>.json", views.chapter, {"form": "json"}, name="chapter_json"),
    path("deutsch/kapitel/<slug:key>.csv", views.chapter, {"form": "deutsch"}, name="chapter_german"),
    path("api/", views.api_page, name="api"),
    path("api/openapi.json", views.openapi_file, name="openapi"),
    path("api/", ([reading(one) for one in ways if isinstance(one, URLPattern)], of_ninja, namespace)),
]
