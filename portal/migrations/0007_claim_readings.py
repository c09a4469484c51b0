"""A reading of a claim names its own way of calculation and as many figures as that needs."""

from django.db import migrations, models

import portal.calculations


def into_lists(apps, schema_editor) -> None:
    for reading in apps.get_model("portal", "ClaimReading").objects.select_related("claim"):
        reading.kind = reading.claim.kind
        reading.save(update_fields=["kind"])
        reading.figures.set([reading.compared_id])
        reading.bases.set([reading.base_id])


class Migration(migrations.Migration):
    dependencies = [("portal", "0006_council_requests")]

    operations = [
        migrations.RemoveConstraint("claimreading", "claim_reading_once"),
        migrations.AddField(
            "claimreading",
            "kind",
            models.CharField(
                "Rechenart", max_length=20, choices=portal.calculations.Calculation, default="percent_change"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "claimreading",
            "figures",
            models.ManyToManyField("portal.reportedfigure", verbose_name="Werte", blank=True, related_name="+"),
        ),
        migrations.AddField(
            "claimreading",
            "bases",
            models.ManyToManyField(
                "portal.reportedfigure", verbose_name="Bezugswerte", blank=True, related_name="+",
                help_text="Ausgangswert, Ganzes, Teiler oder Faktor; was abgezogen wird. Mehrere "
                "werden zusammengezählt.",
            ),
        ),
        migrations.AddField(
            "claimreading",
            "counted",
            models.TextField(
                "Gezählte Namen", blank=True,
                help_text="Nur für die Zählung: was die Quelle aufzählt, eines je Zeile.",
            ),
        ),
        migrations.AlterField(
            "claimreading",
            "preferred",
            models.BooleanField(
                "maßgeblich", default=False,
                help_text="Ohne maßgebliche Lesart ist die Behauptung nicht prüfbar.",
            ),
        ),
        migrations.RunPython(into_lists, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            "claim", "note", models.CharField("Erklärung", max_length=400, blank=True)
        ),
        migrations.AlterField(
            "historicalclaim", "note", models.CharField("Erklärung", max_length=400, blank=True)
        ),
    ]  # fmt: skip
