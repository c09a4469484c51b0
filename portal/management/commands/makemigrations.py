from django.core.management.commands import makemigrations

from portal.management.tables_only import TablesOnly


class Command(makemigrations.Command):
    autodetector = TablesOnly
