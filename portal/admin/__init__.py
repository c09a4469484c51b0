"""The admin for the ground floor; `base` holds the classes that the areas' admins copy."""

from portal.admin import accounts, deliveries, figures, lists, privacy, reporting, sources

__all__ = ["accounts", "deliveries", "figures", "lists", "privacy", "reporting", "sources"]
