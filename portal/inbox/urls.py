from django.urls import path

from portal.inbox import column_views, views

app_name = "deliveries"
urlpatterns = [
    path("", views.delivery_list, name="list"),
    path("neu/", views.upload, name="upload"),
    path("vorlage/", views.template, name="template"),
    path("spalten/", column_views.columns, name="columns"),
    path("<int:pk>/", views.delivery, name="delivery"),
    path("<int:pk>/bestaetigen/", views.confirm, name="confirm"),
    path("<int:pk>/verwerfen/", views.discard, name="discard"),
    path("<int:pk>/freigeben/", views.release, name="release"),
    path("<int:pk>/zurueckgeben/", views.return_, name="return_"),
    path("<int:pk>/datei/", views.file, name="file"),
    path("<int:pk>/fehlerbericht/", views.report, name="report"),
]
