"""What every test gets: cheap passwords, a data directory of its own."""

import pytest


@pytest.fixture(autouse=True)
def _cheap_and_apart(settings, tmp_path):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "private", "file_permissions_mode": 0o600},
        }
    }
