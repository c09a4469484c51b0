from django.apps import AppConfig


class FimConfig(AppConfig):
    name = "fim"
    verbose_name = "Flüchtlingsintegrationsmaßnahmen (FIM)"
