"""What the strict Content-Security-Policy forbids is in no template, visited by a browser or not."""

import re
from pathlib import Path

import pytest
from django.conf import settings

HOUSE = settings.BASE_DIR / "templates"
# Written to a file by a command, never served: it travels alone, and its style in it.
ALONE = HOUSE / "reports" / "file.html"
TEMPLATES = sorted(set(HOUSE.rglob("*.html")) - {ALONE})
INLINE = re.compile(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", re.IGNORECASE)
FOREIGN = re.compile(r"(?:src|href|action)=[\"']?(?:https?:)?//", re.IGNORECASE)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_inline_style_or_script_and_asks_no_other_host(template: Path):
    text = template.read_text(encoding="utf-8")
    assert not INLINE.search(text)
    assert not FOREIGN.search(text)
