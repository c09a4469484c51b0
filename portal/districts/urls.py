from django.urls import path

import portal.converters  # noqa: F401 addresses end in a picture or a spreadsheet
from portal.districts import views

app_name = "districts"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("<slug:key>.<spreadsheet:extension>", views.table, name="table"),
    path("<str:slug>/", views.district, name="district"),
    path("<str:slug>/<slug:key>.<picture:extension>", views.district_chart, name="district_chart"),
    path("<str:slug>/<slug:key>.<spreadsheet:extension>", views.district_table, name="district_table"),
]
