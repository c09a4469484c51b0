from django.urls import path

import portal.converters  # noqa: F401 addresses end in a picture or a spreadsheet
from culture_sport import offer_views, views

app_name = "culture_sport"
urlpatterns = [
    path("", views.chapter, name="chapter"),
    path("sportangebote/", offer_views.offers, name="offers"),
    path("sportangebote/bestaetigen/", offer_views.still_correct, name="still_correct"),
    path("<slug:key>.<picture:extension>", views.chart, name="chart"),
    path("<slug:key>.<spreadsheet:extension>", views.table, name="table"),
]
