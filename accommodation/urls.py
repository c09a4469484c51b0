from django.urls import path

import portal.converters  # noqa: F401 addresses end in a picture or a spreadsheet
from accommodation import balance_views, views

app_name = "accommodation"
urlpatterns = [
    path("", views.chapter, name="chapter"),
    path("unterkuenfte/", views.shelters, name="shelters"),
    path("unterkuenfte/unterkuenfte.<spreadsheet:extension>", views.shelters_table, name="shelters_table"),
    path("unterkuenfte/<str:code>/", views.shelter, name="shelter"),
    path("unterkuenfte/<str:code>/<slug:key>.<picture:extension>", views.shelter_chart, name="shelter_chart"),
    path(
        "unterkuenfte/<str:code>/<slug:key>.<spreadsheet:extension>",
        views.shelter_table,
        name="shelter_table",
    ),
    path("platzbilanz/", balance_views.balance, name="balance"),
    path("platzbilanz/<slug:key>.<picture:extension>", balance_views.balance_chart, name="balance_chart"),
    path("platzbilanz/<slug:key>.<spreadsheet:extension>", balance_views.balance_table, name="balance_table"),
    path("<slug:key>.<picture:extension>", views.chart, name="chart"),
    path("<slug:key>.<spreadsheet:extension>", views.table, name="table"),
]
