"""The admin for the ground floor; `base` holds the classes that the areas' admins copy."""

from portal.admin import (
    accessibility,
    accounts,
    deliveries,
    events,
    figures,
    lists,
    privacy,
    reporting,
    sources,
)

__all__ = [
    "accessibility", "accounts", "deliveries", "events", "figures", "lists", "privacy", "reporting",
    "sources",
]  # fmt: skip
