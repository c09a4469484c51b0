"""After the copy in a step of its own: PostgreSQL alters no table in the transaction that wrote to it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("portal", "0007_claim_readings")]

    operations = [
        migrations.RemoveField("claimreading", "base"),
        migrations.RemoveField("claimreading", "compared"),
        migrations.RemoveField("claim", "kind"),
        migrations.RemoveField("historicalclaim", "kind"),
    ]
