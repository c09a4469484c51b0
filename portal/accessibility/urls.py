from django.urls import path

from portal.accessibility import report_views, views

app_name = "accessibility"
urlpatterns = [
    path("barrierefreiheit/", views.statement, name="statement"),
    path("barrierefreiheit/melden/", report_views.report, name="report"),
    path("barrierefreiheit/gemeldet/<int:number>/", report_views.thanks, name="thanks"),
    path("barrierefreiheit/meldungen/", report_views.reports, name="reports"),
    path("barrierefreiheit/meldungen/<int:pk>/", report_views.answer, name="answer"),
    path("leichte-sprache/", views.plain_language, name="plain_language"),
    path("bausteine/", views.components, name="components"),
]
