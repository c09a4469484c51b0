"""Going everywhere: every link, picture, file and search form of a page, and what can be read there."""

import io
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

TOKEN = re.compile(r"\b[A-Za-z0-9]{64}\b")  # against forged forms, another one on every page


class Links(HTMLParser):
    """What a page leads to. Of a form that only asks (GET): one address for each choice it offers."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.asked: str | None = None  # where the form goes that is being read
        self.select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.found += [given[name] for name in ("href", "src", "data") if given.get(name)]
        if tag == "form":
            self.asked = given.get("action", "") if given.get("method", "get").lower() == "get" else None
        elif tag == "select":
            self.select = given.get("name", "")
        elif tag == "option" and self.asked is not None and given.get("value"):
            self.found.append(f"{self.asked}?{urlencode({self.select: given['value']})}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.asked = None


def text_of(answer: HttpResponse) -> str:
    """Everything the reader could find in it: page or file, unpacked, and the file's name."""
    content = b"".join(answer) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        workbook = zipfile.ZipFile(io.BytesIO(content))
        content = b"".join(workbook.read(name) for name in workbook.namelist())
    headers = " ".join(answer.headers.values())
    return TOKEN.sub("", headers + content.decode(errors="replace")).lower()


def crawl(client: Client, *starts: str) -> Iterator[tuple[str, str]]:
    """Address and text of every page that can be reached; static files, the administration and signing out
    apart, PNG, which nobody can search and which is the SVG beside it, the handbook, which is the same for
    everybody, and the form that each page leads to with its own address."""
    apart = ("/static/", "/admin/", reverse("account_logout"), reverse("help:index"))
    apart += (reverse("accessibility:report"),)
    waiting, seen = list(starts), set(starts)
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        text = text_of(answer)
        yield address, text
        targets = [answer.headers["Location"]] if answer.status_code == 302 else []
        if answer.headers["Content-Type"].startswith("text/html"):
            targets += Links(answer.content.decode()).found
        for target in targets:
            url = urldefrag(urljoin(address, target)).url
            parts = urlsplit(url)
            drawn = parts.path.endswith(".png")
            if not parts.netloc and not drawn and not url.startswith(apart) and url not in seen:
                seen.add(url)
                waiting.append(url)
