from django.urls import path

from portal.operation import views

urlpatterns = [
    path("gesund/", views.alive, name="alive"),
    path("bereit/", views.ready, name="ready"),
]
