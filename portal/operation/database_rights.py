"""What the portal's own account may do in PostgreSQL: read and write, but in the trace only add.

Tables belong to another account, the owner, which migrates, restores and deletes what is older than the city
keeps it. Whoever gets hold of the running portal cannot make undone what he did.
"""

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models, transaction
from simple_history.models import HistoricalChanges

from portal.models import AuditEvent, ContactPerson

ALL, ONLY_ADD = "SELECT, INSERT, UPDATE, DELETE", "SELECT, INSERT"


def is_trace(model: type[models.Model]) -> bool:
    """The versions of a contact person hold nothing that she said about herself, and go when she goes."""
    if model is ContactPerson.history.model:
        return False
    return model is AuditEvent or issubclass(model, HistoricalChanges)


def trace_tables() -> list[str]:
    return sorted(model._meta.db_table for model in apps.get_models() if is_trace(model))


@transaction.atomic
def give_rights(account: str) -> int:
    """To an account that owns nothing; returns how many tables it may only add to. What it could do before
    is taken away first. Run by the owner after each migration.

    Raises ImproperlyConfigured on SQLite, where whoever may write the file may write all of it.
    """
    if connection.vendor != "postgresql":
        raise ImproperlyConfigured("Rechte der Datenbank gibt es nur mit PostgreSQL.")
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for statement in statements(connection.ops.quote_name(account), tables):
            cursor.execute(statement)
    return len(trace_tables())


def statements(account: str, tables: list[str]) -> list[str]:
    """The account's name is quoted already."""
    trace = set(trace_tables())
    return [
        f"GRANT USAGE ON SCHEMA public TO {account}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {account}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {account}",
        *(
            f"GRANT {ONLY_ADD if table in trace else ALL} ON {connection.ops.quote_name(table)} TO {account}"
            for table in tables
        ),
    ]


def may_change_trace() -> list[str]:
    """Tables of the trace that the account of this connection could change."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM unnest(%s) AS name WHERE has_table_privilege(name, 'UPDATE')"
            " OR has_table_privilege(name, 'DELETE') OR has_table_privilege(name, 'TRUNCATE')",
            [trace_tables()],
        )
        return [name for (name,) in cursor.fetchall()]
