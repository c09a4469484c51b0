from django.urls import path

from portal.privacy import views

app_name = "privacy"
urlpatterns = [
    path("", views.notice, name="notice"),
    path("verzeichnis/", views.register, name="register"),
]
