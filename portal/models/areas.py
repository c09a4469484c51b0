from django.db import models


class Area(models.TextChoices):
    """The chapters of the report; each has a folder of its name."""

    ACCOMMODATION = "accommodation", "Unterbringung"
    TASKFORCE = "taskforce", "Task Force und Arbeitsgruppen"
