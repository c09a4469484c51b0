from django.urls import path

import portal.converters  # noqa: F401 addresses end in a picture or a spreadsheet
from taskforce import meeting_views, report_views, views

app_name = "taskforce"
urlpatterns = [
    path("", views.chapter, name="chapter"),
    path("<slug:key>.<spreadsheet:extension>", views.table, name="table"),
    path("ueberfuehrungen/", views.handovers, name="handovers"),
    path("ueberfuehrungen/<slug:key>.<spreadsheet:extension>", views.handovers_table, name="handovers_table"),
    path("schaubild/", views.picture, name="organigram"),
    path("schaubild/schaubild.<picture:extension>", views.picture_file, name="organigram_file"),
    path("meine/", report_views.own, name="own"),
    path("abschlussberichte/", report_views.reports, name="reports"),
    path("sitzungen/<int:pk>/", meeting_views.meeting, name="meeting"),
    path("sitzungen/<int:pk>/protokoll/", meeting_views.minutes, name="minutes"),
    path("<slug:slug>/sitzungen.ics", meeting_views.calendar, name="calendar"),
    path("<slug:slug>/abschlussbericht/", report_views.report, name="report"),
    path("<slug:slug>/abschlussbericht/schreiben/", report_views.write_report, name="write_report"),
    path("<slug:slug>/abschlussbericht/freigeben/", report_views.release_report, name="release_report"),
    path("<slug:slug>/abschlussbericht/zurueckgeben/", report_views.return_report, name="return_report"),
    path("<slug:slug>/", views.body, name="body"),
    path("<slug:slug>/<slug:key>.<spreadsheet:extension>", views.body_table, name="body_table"),
]
