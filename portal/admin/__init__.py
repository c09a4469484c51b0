"""The admin for the ground floor; `base` holds the classes that the areas' admins copy."""

from portal.admin import accounts, deliveries, events, figures, lists, privacy, reporting, sources

__all__ = ["accounts", "deliveries", "events", "figures", "lists", "privacy", "reporting", "sources"]
