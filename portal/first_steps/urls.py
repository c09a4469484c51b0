from django.urls import path

from portal.first_steps import views

app_name = "first_steps"
urlpatterns = [
    path("", views.first_steps, name="overview"),
    path("unterkuenfte/", views.shelters, name="shelters"),
]
