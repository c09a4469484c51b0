from django.urls import path

from portal.report import builder_views, views

app_name = "reports"
urlpatterns = [
    path("", views.reports, name="list"),
    path("neu/", builder_views.new, name="new"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/bericht.<slug:form>", views.file, name="file"),
    path("<int:pk>/wird-geschrieben/<slug:form>/", views.being_written, name="being_written"),
    path("<int:pk>/einreichen/", views.submit, name="submit"),
    path("<int:pk>/freigeben/", views.release, name="release"),
    path("<int:pk>/zurueckgeben/", views.return_, name="return_"),
    path("<int:pk>/angaben/", builder_views.change, name="change"),
    path("<int:pk>/auswahl/", builder_views.choose, name="choose"),
    path("<int:pk>/gestalten/", builder_views.arrange, name="arrange"),
    path("<int:pk>/gestalten/verschieben/", builder_views.move, name="move"),
    path("<int:pk>/gestalten/zeigen/", builder_views.show, name="show"),
    path("<int:pk>/gestalten/einfuegen/<str:section>/", builder_views.insert, name="insert"),
    path("<int:pk>/gestalten/<str:key>/", builder_views.edit, name="edit"),
    path("<int:pk>/gestalten/<str:key>/entfernen/", builder_views.remove, name="remove"),
]
