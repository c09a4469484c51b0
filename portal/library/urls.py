from django.urls import path

import portal.converters  # noqa: F401 addresses end in a picture or a spreadsheet
from portal.library import views

app_name = "library"
urlpatterns = [
    path("drucksachen/", views.sources, name="sources"),
    path("drucksachen/<slug:key>.<spreadsheet:extension>", views.sources_table, name="sources_table"),
    path("drucksachen/<slug:slug>/", views.source, name="source"),
    path(
        "drucksachen/<slug:slug>/<slug:key>.<spreadsheet:extension>", views.source_table, name="source_table"
    ),
    path("kennzahlen/", views.indicators, name="indicators"),
    path("kennzahlen/<slug:key>.<spreadsheet:extension>", views.indicators_table, name="indicators_table"),
    path("kennzahlen/<slug:slug>/", views.indicator, name="indicator"),
    path(
        "kennzahlen/<slug:slug>/<slug:key>.<picture:extension>", views.indicator_chart, name="indicator_chart"
    ),
    path(
        "kennzahlen/<slug:slug>/<slug:key>.<spreadsheet:extension>",
        views.indicator_table,
        name="indicator_table",
    ),
]
