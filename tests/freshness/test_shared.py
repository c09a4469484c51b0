"""The cache that several machines share: plain, and no trouble while it is away."""

import pytest
from django.core.cache import caches
from django.test import Client

from portal.freshness import shared
from portal.freshness.shared import Plain
from tests.operation.serving import free_port


@pytest.fixture(autouse=True)
def _away(settings, monkeypatch):
    settings.PUBLIC_VIEW = True
    nowhere = {
        "BACKEND": "portal.freshness.shared.SharedCache",
        "LOCATION": f"redis://127.0.0.1:{free_port()}/0",
    }
    settings.CACHES = settings.CACHES | {"pages": nowhere, "pictures": nowhere}
    monkeypatch.setattr(shared.service, "rests_until", 0.0)


@pytest.mark.parametrize("thing", [[b"\xff\0<html>", {"ETag": '"1"'}], "<svg>", b"\x89PNG"])
def test_what_is_put_in_comes_out(thing):
    assert Plain().loads(Plain().dumps(thing)) == thing


def test_what_would_run_a_program_when_read_is_refused():
    with pytest.raises(ValueError, match=r"."):
        Plain().loads(b"cos\nsystem\n(S'true'\ntR.")


@pytest.mark.django_db
@pytest.mark.once
def test_pages_are_made_without_it():
    assert "<h1" in Client().get("/unterbringung/").content.decode()
    assert shared.service.rests_until > 0


def test_it_is_left_alone_for_a_while(monkeypatch):
    assert caches["pages"].get("a", "b") == "b"
    monkeypatch.setattr("django.core.cache.backends.redis.RedisCache.get", None)  # would raise TypeError
    assert caches["pages"].get("a", "b") == "b"
