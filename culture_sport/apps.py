from django.apps import AppConfig


class CultureSportConfig(AppConfig):
    name = "culture_sport"
    verbose_name = "Kultur und Sport"
