"""The admin for the ground floor; `base` holds the classes that the areas' admins copy."""

from portal.admin import accessibility, accounts, deliveries, figures, lists, reporting, sources

__all__ = ["accessibility", "accounts", "deliveries", "figures", "lists", "reporting", "sources"]
