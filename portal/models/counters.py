"""Where the limits of sign-in are counted: a table, so that they hold for all workers and restarts."""

from django.db import models


class CacheEntry(models.Model):
    """The table of Django's DatabaseCache, which is read and written by that alone."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "portal_cache"
        verbose_name = "Zähler"
        verbose_name_plural = "Zähler"

    def __str__(self) -> str:
        return self.cache_key
