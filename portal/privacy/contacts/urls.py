from django.urls import path

from portal.privacy.contacts import views

app_name = "contacts"
urlpatterns = [
    path("", views.contacts, name="list"),
    path("neu/", views.new, name="new"),
    path("<int:pk>/", views.change, name="change"),
    path("<int:pk>/bestaetigen/", views.confirm, name="confirm"),
    path("<int:pk>/widerrufen/", views.withdraw, name="withdraw"),
]
