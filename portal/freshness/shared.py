"""A cache that several machines share. While it is away, everything is made without it."""

import base64
import json
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from portal.freshness.services import Service

service = Service("cache")

SECONDS = 0.5  # to wait for an answer
BYTES = "bytes"


class Plain:
    """JSON. Django would pickle; whoever can write to the cache could then let the portal run anything."""

    def dumps(self, value: object) -> bytes:
        return json.dumps(value, default=as_text).encode()

    def loads(self, data: bytes) -> Any:
        return json.loads(data, object_hook=as_bytes)


def as_text(value: bytes) -> dict[str, str]:
    return {BYTES: base64.b64encode(value).decode()}


def as_bytes(read: dict) -> object:
    return base64.b64decode(read[BYTES]) if read.keys() == {BYTES} else read


OPTIONS = {
    "serializer": Plain,
    "socket_timeout": SECONDS,
    "socket_connect_timeout": SECONDS,
    "retry": Retry(NoBackoff(), 1),  # the connection may be older than a restart
}


class SharedCache(RedisCache):
    """Django's for Redis, as far as the portal uses it."""

    def __init__(self, server: str, params: dict) -> None:
        super().__init__(server, params | {"OPTIONS": OPTIONS})

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return tried(lambda: super(SharedCache, self).get(key, default, version), default)

    def set(
        self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        tried(lambda: super(SharedCache, self).set(key, value, timeout, version), None)


def tried(ask: Callable[[], Any], otherwise: Any) -> Any:
    if not service.may_be_asked():
        return otherwise
    try:
        return ask()
    except (RedisError, ValueError) as error:  # ValueError: what lies there is not from the portal
        service.failed(error)
        return otherwise
