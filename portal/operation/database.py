"""What went wrong with the database, and in whose words it is told."""

import errno

from django.db import InterfaceError, OperationalError

# PostgreSQL's codes: lock not available, statement cancelled, deadlock, could not serialise.
WAITED = {"55P03", "57014", "40P01", "40001"}
FULL = {"53100"}


def is_full(error: BaseException | None) -> bool:
    """No space left, for a file or for the database."""
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT}
    return isinstance(error, OperationalError) and (code(error) in FULL or "is full" in str(error))


def has_waited(error: BaseException | None) -> bool:
    """Somebody else held the data for too long, or the database was too slow; it is there."""
    return isinstance(error, OperationalError) and (code(error) in WAITED or "is locked" in str(error))


def is_gone(error: BaseException | None) -> bool:
    """The database does not answer. What it complains about while it does answer has a code."""
    if isinstance(error, InterfaceError):
        return True
    if not isinstance(error, OperationalError) or "no such" in str(
        error
    ):  # SQLite's word for a missing table
        return False
    return (code(error) or "57P").startswith(("57P", "08", "53"))


def code(error: BaseException) -> str | None:
    """PostgreSQL's SQLSTATE; None from SQLite, and when no server was reached."""
    return getattr(error.__cause__, "pgcode", None)
