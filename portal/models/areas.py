from django.db import models


class Area(models.TextChoices):
    """The chapters of the report; each has a folder of its name."""

    ACCOMMODATION = "accommodation", "Unterbringung"
    TASKFORCE = "taskforce", "Task Force und Arbeitsgruppen"
    VOLUNTEERING = "volunteering", "Bürgerschaftliches Engagement"
    CULTURE_SPORT = "culture_sport", "Kultur und Sport"
    FIM = "fim", "Flüchtlingsintegrationsmaßnahmen"
    PAKT = "pakt", "Pakt für Integration"
