from django.core.management.commands import migrate

from portal.management.tables_only import TablesOnly


class Command(migrate.Command):
    autodetector = TablesOnly
