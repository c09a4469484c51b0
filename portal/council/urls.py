from django.urls import path

from portal.council import views

app_name = "council"
urlpatterns = [
    path("", views.requests, name="list"),
    path("neu/", views.new, name="new"),
    path("<int:pk>/", views.one_request, name="request"),
    path("<int:pk>/angaben/", views.change, name="change"),
    path("<int:pk>/antworten/", views.answer, name="answer"),
]
