"""Markdown of people: what may be said, and what never becomes HTML."""

import re
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from portal.markdown import html_of


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Ein **Sprachcafé**", "<p>Ein <strong>Sprachcafé</strong></p>"),
        ("- eins\n- zwei", "<ul>\n<li>eins</li>\n<li>zwei</li>\n</ul>"),
        ("3. drei", '<ol start="3">\n<li>drei</li>\n</ol>'),
        ("eine Zeile\nnoch eine", "<p>eine Zeile<br>\nnoch eine</p>"),
        ("> gesagt", "<blockquote>\n<p>gesagt</p>\n</blockquote>"),
        ("    eingerückt", "<p>eingerückt</p>"),
    ],
)
def test_what_people_write_looks_as_they_mean_it(text, html):
    assert html_of(text, below=2).strip() == html


@pytest.mark.parametrize(
    ("text", "below", "levels"),
    [
        ("# Eins\n# Zwei", 2, [3, 3]),
        ("# Eins\n## Darunter\n# Zwei", 2, [3, 4, 3]),
        ("# Eins", 3, [4]),
        ("### Zu tief begonnen\n# Höher", 2, [3, 3]),
        ("# Eins\n##### Übersprungen\n## Darunter", 2, [3, 4, 4]),
        ("Eins\n===\nZwei\n---", 2, [3, 4]),
        ("# 1\n## 2\n### 3\n#### 4\n##### 5\n###### 6", 3, [4, 5, 6, 6, 6, 6]),
    ],
)
def test_headings_stand_below_that_of_the_page_and_skip_no_level(text, below, levels):
    html = html_of(text, below=below)
    assert [int(level) for level in re.findall(r"<h(\d)>", html)] == levels
    assert [int(level) for level in re.findall(r"</h(\d)>", html)] == levels


@pytest.mark.parametrize(
    "address", ["https://www.stuttgart.de/a?b=c", "mailto:amt@stuttgart.example", "/arbeitsgruppen/"]
)
def test_a_link_leads_to_the_net_to_a_mailbox_or_into_the_portal(address):
    assert f'<a href="{address}"' in html_of(f"[hier]({address})", below=2)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "&#106;avascript:alert(1)",
        "java&#10;script:alert(1)",
        "<java script:alert(1)>",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "http://unverschluesselt.example",
        "ftp://alt.example",
        "file:///etc/passwd",
        "//anderer-host.example",
        "/\\anderer-host.example",
        "\\\\anderer-host.example",
        "relativ.html",
        "https:anderer-host.example",
    ],
)
def test_any_other_address_is_no_link(address):
    html = html_of(f"[hier]({address})\n\n<{address}>\n\n[a]\n\n[a]: {address}", below=2)
    assert all(inside(found) for found in re.findall(r'href="([^"]*)"', html))


def inside(address: str) -> bool:
    """A browser takes a backslash for a slash."""
    return bool(re.match(r"/[^/\\]", address))


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "<iframe src=https://a.example></iframe>",
    "<style>body{display:none}</style>",
    "<form action=/konto/logout/><button>x</button></form>",
    "<!-- --!><script>alert(1)</script>",
    "<p style='position:fixed'>x</p>",
    '[x](https://a.example "onmouseover=alert(1)")',
    '[x](https://a.example"onmouseover=alert(1))',
    "[x](https://a.example/'><script>alert(1)</script>)",
    "```\n<script>alert(1)</script>\n```",
    "`<script>`",
    "# <script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<h1>Groß</h1>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text):
    expect_harmless(html_of(text, below=2))


@pytest.mark.parametrize("text", HOSTILE)
def test_the_sanitiser_is_enough_by_itself(monkeypatch, text):
    careless = MarkdownIt("commonmark", {"html": True})
    careless.validateLink = lambda address: True
    monkeypatch.setattr("portal.markdown.PARSER", careless)
    expect_harmless(html_of(text, below=2))


class Found(HTMLParser):
    """Tags with their attributes, as a browser sees them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def expect_harmless(html: str) -> None:
    tags = Found(html).tags
    assert {name for name, _ in tags} <= {"p", "a", "h3", "br"}
    assert {name for _, attributes in tags for name in attributes} <= {"href", "rel"}
    assert all(
        re.match("https://a.example", attributes.get("href", "https://a.example")) for _, attributes in tags
    )


def test_pictures_are_not_loaded():
    assert "<img" not in html_of("![Bild](https://zaehler.example/pixel.png)", below=2)


@pytest.mark.parametrize(
    "text", ["[" * 20_000, "*a " * 6_000, "> " * 9_000 + "x", "[a](" * 5_000, "- " * 9_000]
)
def test_a_text_made_to_be_slow_is_not(text):
    assert html_of(text, below=2) is not None
