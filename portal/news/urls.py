from django.urls import path

from portal.news import views

app_name = "news"
urlpatterns = [
    path("", views.followed, name="list"),
    path("abbestellen/<str:token>/", views.opt_out, name="opt_out"),
    path("wieder/<str:token>/", views.follow_again, name="follow_again"),
    path("<slug:area>/", views.follow, name="follow"),
    path("<slug:area>/beenden/", views.unfollow, name="unfollow"),
]
