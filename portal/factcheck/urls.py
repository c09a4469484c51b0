from django.urls import path

import portal.converters  # noqa: F401 addresses end in a spreadsheet
from portal.factcheck import views

app_name = "factcheck"
urlpatterns = [
    path("", views.claims, name="claims"),
    path("behauptungen.<spreadsheet:extension>", views.table, name="table"),
    path("<slug:key>/", views.claim, name="claim"),
]
