from django.apps import AppConfig


class PaktConfig(AppConfig):
    name = "pakt"
    verbose_name = "Pakt und Förderprogramme"
