from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Integrationsportal"

    def ready(self) -> None:
        """Django's own word for a sign-out is the one that all doors say, and the one for tables that are new
        or made anew."""
        # ruff: noqa: PLC0415 - models are not there before
        from django.contrib.auth.signals import user_logged_out
        from django.db.models.signals import post_migrate

        from portal.freshness.watching import watch_tables
        from portal.sign_in.sessions import record_sign_out

        user_logged_out.connect(record_sign_out)
        post_migrate.connect(watch_tables, sender=self)


class AdminConfig(admin_apps.AdminConfig):
    """Django's admin with our index."""

    default = False
    default_site = "portal.admin_index.PortalAdminSite"
