from django.urls import path

from portal.inbox import (
    calendar_views,
    column_views,
    decision_views,
    delivery_views,
    form_views,
    list_views,
    preview_views,
    views,
)

app_name = "deliveries"
urlpatterns = [
    path("", list_views.delivery_list, name="list"),
    path("neu/", views.upload, name="upload"),
    path("vorlage/", views.template, name="template"),
    path("formular/", form_views.form, name="form"),
    path("unveraendert/", form_views.unchanged, name="unchanged"),
    path("nichts-zu-melden/", form_views.nothing, name="nothing"),
    path("spalten/", column_views.columns, name="columns"),
    path("kalender/", calendar_views.calendar, name="calendar"),
    path("kalender/<int:pk>/", calendar_views.date_page, name="date"),
    path("kalender/<int:pk>/abschliessen/", calendar_views.close_date, name="close_date"),
    path("kalender/<int:pk>/oeffnen/", calendar_views.reopen_date, name="reopen_date"),
    path("kalender/<int:pk>/ausnahme/", calendar_views.grant_exception, name="grant_exception"),
    path("<int:pk>/", delivery_views.delivery, name="delivery"),
    path("<int:pk>/bestaetigen/", preview_views.confirm, name="confirm"),
    path("<int:pk>/verwerfen/", preview_views.discard, name="discard"),
    path("<int:pk>/freigeben/", decision_views.release, name="release"),
    path("<int:pk>/zurueckgeben/", decision_views.return_, name="return_"),
    path("<int:pk>/zurueckziehen/", decision_views.withdraw, name="withdraw"),
    path("<int:pk>/datei/", delivery_views.file, name="file"),
    path("<int:pk>/fehlerbericht/", delivery_views.report, name="report"),
]
