"""Somebody who opens many pages, each in a portal in which there is what this page needs and no more.

The pages come from the portal itself, asked in the test's own transaction, so that what was made for one page
can be undone before the next. Only style sheets and scripts come from the server, once, and stay in the
browser's cache, which Playwright's own `route` would turn off.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from contextvars import copy_context
from typing import Any
from urllib.parse import urlsplit

from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Page

from portal.accounts import issue_password
from tests.browser.looking import look, look_in_full, ready_to_look
from tests.test_access import reader_of

Look = Callable[[Page], Iterator[str]]
# What the portal makes anew for each page.
MADE = [{"resourceType": "Document"}, {"resourceType": "Image"}, {"urlPattern": "*/jsi18n/*"}]


class Visitor:
    """Looks at everything that she opens, at the first page in full, and writes down what is `wrong`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.client = Client()
        # Playwright answers in a context of its own, which would open another connection to the database.
        self._context = copy_context()
        self.wrong: list[str] = []
        self._look: Look = look_in_full
        self._answer: HttpResponse | None = None
        ready_to_look(page)
        self._browser = page.context.new_cdp_session(page)
        self._browser.on("Fetch.requestPaused", self._asked)
        self._browser.send("Fetch.enable", {"patterns": MADE})

    def comes_as(self, reader: str, name: str = "") -> None:
        """As one of the readers of the table of routes."""
        cache.clear()
        self.client, person = Client(), reader_of(name, reader)
        if person:
            account = person()
            issue_password(account)
            self.client.force_login(account)

    def opens(self, address: str, how: Look | None = None) -> None:
        self.sees(address, self.client.get(address), how)

    def open_all(self, addresses: Iterable[str]) -> None:
        for address in addresses:
            self.opens(address)

    def sees(self, address: str, answer: HttpResponse, how: Look | None = None) -> None:
        """The page that was answered."""
        assert answer.headers["Content-Type"].startswith("text/html"), address
        assert answer.status_code not in (301, 302), f"{address} leads on to {answer.headers['Location']}"
        self._answer = answer
        self.page.goto(address)
        self.wrong += (how or self._look)(self.page)
        self._look = look

    def is_content(self) -> None:
        assert self.wrong == [], "\n" + "\n".join(self.wrong)

    def _asked(self, asked: dict[str, Any]) -> None:
        """The page itself is there already; its pictures are not."""
        answer, self._answer = self._answer, None
        if answer is None:
            url = urlsplit(asked["request"]["url"])
            answer = self._context.run(self.client.get, f"{url.path}?{url.query}")
            if answer.status_code != 200:
                self.wrong.append(f"{self.page.url} misses {url.geturl()} ({answer.status_code})")
        self._browser.send("Fetch.fulfillRequest", {"requestId": asked["requestId"]} | sent(answer))


def sent(answer: HttpResponse) -> dict[str, Any]:
    content = b"".join(answer) if answer.streaming else answer.content
    headers = [{"name": name, "value": value} for name, value in answer.headers.items()]
    return {
        "responseCode": answer.status_code,
        "responseHeaders": headers,
        "body": b64encode(content).decode(),
    }
