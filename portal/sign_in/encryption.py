"""Secrets at rest. Whoever copies the database does not get the second factors with it."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def _key(passphrase: str) -> Fernet:
    """The setting is a long random text (no password of a person), so one hash makes a key of it."""
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(passphrase.encode()).digest()))


def _keys() -> MultiFernet:
    """The first key encrypts; those behind it only read what was encrypted before it came."""
    return MultiFernet([_key(passphrase) for passphrase in settings.SECRETS_KEYS])


def encrypt(text: str) -> str:
    return _keys().encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """Raises cryptography's InvalidToken if none of the keys fits."""
    return _keys().decrypt(token.encode()).decode()


def rotate(token: str) -> str:
    """The same secret under the first key."""
    return _keys().rotate(token.encode()).decode()
