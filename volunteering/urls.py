from django.urls import path

import portal.converters  # noqa: F401 addresses end in a picture or a spreadsheet
from volunteering import views

app_name = "volunteering"
urlpatterns = [
    path("", views.chapter, name="chapter"),
    path("<slug:key>.<picture:extension>", views.chart, name="chart"),
    path("<slug:key>.<spreadsheet:extension>", views.table, name="table"),
]
