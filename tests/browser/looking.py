"""One page looked at as all of its readers would, loaded only once: light and dark, on a desktop and on a
phone, with letters wide apart, in forced colours, without movement. What is wrong is told with page, mode and
rule.
"""

import os
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

from tests.browser.steps import AXE, DESKTOP, RULES, described

SMALLEST = 320  # CSS pixels: the narrowest phone, and a desktop at 400 percent (WCAG 1.4.10)
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
ALL = {"runOnly": RULES}
# Every rule in every mode, which takes some twenty minutes: PORTAL_LOOK=all.
EVERYTHING = os.environ.get("PORTAL_LOOK") == "all"
ALL_BUT_COLOURS = {"runOnly": RULES, "rules": {"color-contrast": {"enabled": False}}}

RUN = """options => axe.run(document, {preload: false, resultTypes: ["violations"], ...options})
  .then(result => result.violations)"""
# What makes a reader scroll sideways: what reaches over the edge of the page and has no frame of its own.
SIDEWAYS = """() => {
  const page = document.documentElement, width = page.clientWidth
  if (page.scrollWidth <= width) return []
  const framed = e => e && (["auto", "scroll", "hidden"].includes(getComputedStyle(e).overflowX)
    || framed(e.parentElement))
  const over = [...document.querySelectorAll("body *")].filter(e =>
    e.getBoundingClientRect().right > width + 1 && !framed(e.parentElement))
  return ["wider than the screen"].concat(over.slice(-3).map(e => e.outerHTML.slice(0, 120)))
}"""

# Every table says what it is about and every head of it whom it heads. The admin's own tables are Django's.
TABLES = """() => [...document.querySelectorAll("main#inhalt table")].flatMap(table => [
  ...(table.caption ? [] : [table]), ...[...table.querySelectorAll("th:not([scope])")],
]).map(e => e.outerHTML.slice(0, 120))"""

# WCAG 1.4.12: what a reader may set, and nothing may be lost. From outside, where no policy forbids it.
SPACED = """on => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }`)
  document.adoptedStyleSheets = on ? [sheet] : []
}"""
# The administration's frames are Django's, and cut nothing that is read.
CUT_OFF = """() => [...document.querySelectorAll("main#inhalt *, .site-header *, footer *")].filter(e => {
  const style = getComputedStyle(e)
  return ["hidden", "clip"].includes(style.overflowX) && e.innerText
    && style.clipPath === "none" && !e.closest(".sr-only, .visually-hidden, .kern-alert, select")
    && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
}).map(e => e.outerHTML.slice(0, 120)).slice(0, 5)"""
MOVING = """() => [...document.querySelectorAll("*")].filter(e => {
  const style = getComputedStyle(e)
  return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0
}).map(e => e.outerHTML.slice(0, 80)).slice(0, 5)"""
# Where the browser paints grounds over, only a line around it says that something is a button.
FLAT = """() => [...document.querySelectorAll("main button:not([disabled]), main [type=submit]")].filter(e =>
  e.offsetWidth && getComputedStyle(e).borderStyle === "none" && getComputedStyle(e).outlineStyle === "none"
  && getComputedStyle(e).textDecorationLine === "none"
).map(e => e.outerHTML.slice(0, 120))"""

# Everything on which the contrast of words depends, as the browser has worked it out: how they are written,
# on which grounds, through which veils. Each combination is named once.
CONTRASTS = """() => {
  const below = new Map(), plain = "rgba(0, 0, 0, 0) none 1 none none"
  const grounds = e => {
    if (!e) return ""
    if (!below.has(e)) {
      const s = getComputedStyle(e)
      const own = [s.backgroundColor, s.backgroundImage, s.opacity, s.clipPath, s.filter].join(" ")
      below.set(e, grounds(e.parentElement) + (own === plain ? "" : own + "; "))
    }
    return below.get(e)
  }
  const written = e => [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim()) || e.value
  const seen = [...document.body.querySelectorAll("*")].filter(e => written(e) && e.checkVisibility())
  return [...new Set(seen.map(e => {
    const s = getComputedStyle(e), off = e.closest(":disabled, [aria-disabled=true]") ? "off" : ""
    return [s.color, s.fontSize, s.fontWeight, s.textShadow, off, grounds(e)].join(" ")
  }))]
}"""


def ready_to_look(page: Page) -> None:
    """Before the first page is opened. Given to the browser once and not sent to every page."""
    page.context.add_init_script(path=AXE)


def look_in_full(page: Page) -> Iterator[str]:
    """With all rules on the desktop, too, where the frame around a page is another than on a phone."""
    yield from look(page, in_full=True)


def look(page: Page, *, in_full: bool = EVERYTHING) -> Iterator[str]:
    """Everything that is wrong on the page as it stands. What it holds is the same on desktop and phone, so
    the rules that need no colours are asked once, on the phone; colours there in light, here in dark."""
    be_wide(page, DESKTOP)
    if in_full:
        yield from broken(page, "desktop", ALL)
    yield from told(page, "tables", page.evaluate(TABLES))
    yield from told(page, "reduced motion", page.evaluate(MOVING))
    page.emulate_media(color_scheme="dark")
    if has_new_contrasts(page):
        yield from broken(page, "dark", ALL if EVERYTHING else COLOURS)
    page.emulate_media(color_scheme="light", forced_colors="active")
    yield from told(page, "forced colours", page.evaluate(FLAT))
    page.emulate_media(forced_colors="none")
    yield from look_on_a_phone(page)


def look_on_a_phone(page: Page) -> Iterator[str]:
    """Enough for a page whose frame another one has shown in full. Nobody scrolls sideways, and nothing is
    cut off."""
    be_wide(page, SMALLEST)
    yield from broken(page, "phone", ALL if has_new_contrasts(page) else ALL_BUT_COLOURS)
    yield from told(page, "sideways", page.evaluate(SIDEWAYS))
    page.evaluate(SPACED, True)
    yield from told(page, "sideways with text spacing", page.evaluate(SIDEWAYS))
    yield from told(page, "cut off with text spacing", page.evaluate(CUT_OFF))
    page.evaluate(SPACED, False)


def has_new_contrasts(page: Page) -> bool:
    """Judging colours takes as long as all the rest: done when words look as none have looked before."""
    new = set(page.evaluate(CONTRASTS)) - JUDGED
    JUDGED.update(new)
    return bool(new) or EVERYTHING


JUDGED: set[str] = set()


def be_wide(page: Page, width: int) -> None:
    if page.viewport_size != {"width": width, "height": 800}:
        page.set_viewport_size({"width": width, "height": 800})


def broken(page: Page, mode: str, options: dict[str, Any]) -> Iterator[str]:
    for violation in page.evaluate(RUN, options):
        violation["nodes"] = violation["nodes"][:5]
        yield f"{page.url}, {mode}: {described(violation)}"


def told(page: Page, mode: str, found: list[str]) -> Iterator[str]:
    if found:
        yield "\n    ".join([f"{page.url}, {mode}:", *found])
