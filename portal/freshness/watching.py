"""Triggers: whatever changes a table notes it in the same transaction, be it a form, a bulk insert or psql.

PostgreSQL adds a row for each transaction, so that two that write at once never wait for each other. SQLite
lets one write at a time and counts.
"""

import secrets
from collections.abc import Collection, Iterator

from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection, models
from simple_history.models import HistoricalChanges

from portal.models import (
    AccessLogEntry,
    AuditEvent,
    CacheEntry,
    DataVersion,
    Deletion,
    Following,
    Reminder,
    User,
)

# About readers and the portal itself; no page that everybody sees alike tells of them.
NOT_SHOWN: set[type[models.Model]] = {
    AccessLogEntry, AuditEvent, CacheEntry, DataVersion, Deletion, Following, Reminder,
}  # fmt: skip
# What decides, beside the accounts themselves, which of the kept pages somebody is shown.
READERS = "readers"
OF_READERS: tuple[type[models.Model], ...] = (Following, Group, Group.permissions.through)
NOT_SHOWN_OF: dict[type[models.Model], set[str]] = {User: {"last_login", "password"}}
AREAS = ("accommodation", "culture_sport", "fim", "pakt", "portal", "taskforce", "volunteering")
# Where years of rows are added up month by month, the months that changed are noted, too; and beside them
# what all months change with. PostgreSQL only: SQLite is for portals that are counted in a moment.
MONTHS_OF, ALL_MONTHS, COUNTED = "accommodation/", "accommodation/all", "accommodation_occupancy"

# The same number for all statements of a transaction and for those of no other one, be it of another server
# whose rows were copied: each server counts its transactions from the beginning.
TRANSACTION = "hashtextextended(concat(txid_current(), '/', extract(epoch FROM now())), 0)"
FUNCTION = f"""
    CREATE OR REPLACE FUNCTION note_data_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO portal_dataversion (area, number) VALUES (TG_ARGV[0], {TRANSACTION})
            ON CONFLICT DO NOTHING;
        RETURN NULL;
    END $$
"""  # noqa: S608 - nothing in it comes from outside
ON_POSTGRESQL = """
    CREATE TRIGGER data_changed AFTER INSERT OR DELETE OR TRUNCATE OR UPDATE OF {columns} ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION note_data_changed('{area}')
"""
ON_SQLITE = """
    CREATE TRIGGER data_changed_{table}_{event} AFTER {event} {columns} ON {table}
    BEGIN UPDATE portal_dataversion SET number = number + 1 WHERE area = '{area}'; END
"""
ON_POSTGRESQL_BY_MONTH = f"""
    CREATE OR REPLACE FUNCTION note_months_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO portal_dataversion (area, number)
            SELECT DISTINCT 'accommodation/' || to_char(as_of, 'YYYY-MM'), {TRANSACTION} FROM changed
            ON CONFLICT DO NOTHING;
        RETURN NULL;
    END $$;
    CREATE OR REPLACE TRIGGER months_added AFTER INSERT ON accommodation_occupancy
        REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_months_changed();
    CREATE OR REPLACE TRIGGER months_left AFTER UPDATE ON accommodation_occupancy
        REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_months_changed();
    CREATE OR REPLACE TRIGGER months_reached AFTER UPDATE ON accommodation_occupancy
        REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_months_changed();
    CREATE OR REPLACE TRIGGER months_deleted AFTER DELETE ON accommodation_occupancy
        REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_months_changed();
    CREATE OR REPLACE TRIGGER all_months_changed AFTER TRUNCATE ON accommodation_occupancy
        FOR EACH STATEMENT EXECUTE FUNCTION note_data_changed('accommodation/all');
    CREATE OR REPLACE TRIGGER all_months_changed AFTER UPDATE OF
        district_id, example, planned_from, opened_on, closed_on
        ON accommodation_shelter FOR EACH STATEMENT EXECUTE FUNCTION note_data_changed('accommodation/all')
"""  # noqa: S608 - as above
WATCHED = {
    "postgresql": "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'data_changed'",
    # Deleting is put in last: where it is there, all three are.
    "sqlite": "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'data_changed%DELETE'",
}


def watched_models() -> Iterator[type[models.Model]]:
    for area in AREAS:
        for model in apps.get_app_config(area).get_models(include_auto_created=True):
            if model not in NOT_SHOWN and not issubclass(model, HistoricalChanges):
                yield model


def area_of(model: type[models.Model]) -> str:
    return READERS if model in OF_READERS else model._meta.app_label


def watch_tables(**migrated: object) -> None:
    """Puts in what is missing; after each migration, because SQLite makes a table anew to change it."""
    tables = set(connection.introspection.table_names())
    if DataVersion._meta.db_table not in tables:
        return  # migrated back to before there was one
    begin_versions()
    seen = watched_tables()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for model in (*watched_models(), *OF_READERS):
            if model._meta.db_table in tables - seen:
                for statement in statements(model):
                    cursor.execute(statement)
        if connection.vendor == "postgresql" and COUNTED in tables:
            cursor.execute(ON_POSTGRESQL_BY_MONTH)


def begin_versions() -> None:
    """For areas of which nothing is noted yet."""
    known = set(DataVersion.objects.values_list("area", flat=True))
    begin_versions_of([area for area in (*AREAS, READERS, ALL_MONTHS) if area not in known])


def begin_versions_of(areas: Collection[str]) -> None:
    """At numbers that no version had before, even if all tables were emptied meanwhile."""
    DataVersion.objects.bulk_create(DataVersion(area=area, number=secrets.randbits(48)) for area in areas)


def watched_tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(WATCHED[connection.vendor])
        return {table for (table,) in cursor.fetchall()}


def statements(model: type[models.Model]) -> list[str]:
    table, area = model._meta.db_table, area_of(model)
    columns = ", ".join(
        connection.ops.quote_name(str(field.column))
        for field in model._meta.local_concrete_fields
        if field.name not in NOT_SHOWN_OF.get(model, set())
    )
    if connection.vendor == "postgresql":
        return [ON_POSTGRESQL.format(table=table, area=area, columns=columns)]
    events = {"INSERT": "", "UPDATE": f"OF {columns}", "DELETE": ""}
    return [ON_SQLITE.format(table=table, area=area, event=event, columns=of) for event, of in events.items()]
