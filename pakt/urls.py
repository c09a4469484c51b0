from django.urls import path

import portal.converters  # noqa: F401 addresses end in a picture or a spreadsheet
from pakt import views

app_name = "pakt"
urlpatterns = [
    path("", views.chapter, name="chapter"),
    path("<slug:key>.<picture:extension>", views.chart, name="chart"),
    path("<slug:key>.<spreadsheet:extension>", views.table, name="table"),
    path("<slug:slug>/", views.programme, name="programme"),
    path("<slug:slug>/<slug:key>.<picture:extension>", views.programme_chart, name="programme_chart"),
    path("<slug:slug>/<slug:key>.<spreadsheet:extension>", views.programme_table, name="programme_table"),
    path("<slug:programme>/<slug:slug>/", views.project, name="project"),
    path(
        "<slug:programme>/<slug:slug>/<slug:key>.<picture:extension>",
        views.project_chart,
        name="project_chart",
    ),
    path(
        "<slug:programme>/<slug:slug>/<slug:key>.<spreadsheet:extension>",
        views.project_table,
        name="project_table",
    ),
]
