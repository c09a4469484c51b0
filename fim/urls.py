from django.urls import include, path

import portal.converters  # noqa: F401 addresses end in a picture or a spreadsheet
from fim import views
from fim.imports.placement_list import PLACEMENT_LIST
from portal.list_deliveries.urls import list_urls

app_name = "fim"
urlpatterns = [
    path("", views.chapter, name="chapter"),
    path("meine/", views.own, name="own"),
    path("meine/<slug:key>.<picture:extension>", views.own_chart, name="own_chart"),
    path("meine/<slug:key>.<spreadsheet:extension>", views.own_table, name="own_table"),
    path("meldungen/", include(list_urls(PLACEMENT_LIST))),
    path("<slug:key>.<picture:extension>", views.chart, name="chart"),
    path("<slug:key>.<spreadsheet:extension>", views.table, name="table"),
]
