"""Hands that know only the keyboard. After every key that moves the focus it must be seen where it is.

keys = Keys(page)
keys.skip()
keys.to("link", "Neuer Bericht").enter()
"""

import re
from datetime import date

from playwright.sync_api import FileChooser, Locator, Page, expect

FAR = 150  # keys; whoever needs more of them cannot use the page

# Where the focus is, in the coordinates of the page, and why one would not see it (WCAG 2.4.7, 2.4.11).
FOCUS = """() => {
  const e = document.activeElement
  if (e === document.body) return null
  const box = e.getBoundingClientRect(), style = getComputedStyle(e)
  const missing = []
  const clear = /, 0\\)$/.test(style.outlineColor)
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 1 || clear)
    missing.push("no outline")
  const lines = [...e.getClientRects()].filter(line => line.width && line.height)
  const seen = lines.some(line => [.05, .5, .95].some(part => {
    const there = document.elementFromPoint(line.left + line.width * part, line.top + line.height / 2)
    return there && (e.contains(there) || there.contains(e) && there.closest("label, a, button") === there)
  }))
  if (!seen) missing.push("hidden or covered")
  return {missing, what: e.outerHTML.slice(0, 120), top: box.top + scrollY, left: box.left + scrollX,
          bottom: box.bottom + scrollY, area: e.closest("header, main, footer, nav, aside")?.tagName}
}"""
IS_FOCUSED = "e => e === document.activeElement"


class Keys:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.before: dict | None = None

    def skip(self) -> None:
        """Past the navigation, which is the first thing that the first key offers. Where the address leads
        into the page, also after a form of a page on which somebody skipped, it begins there."""
        if "#" in self.page.url:
            return
        self.press("Tab")
        link = self.page.locator(":focus")
        expect(link).to_have_text(re.compile("^(Zum Inhalt springen|Zum Hauptinhalt springen)$"))
        self.page.keyboard.press("Enter")
        self.before = None

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.looks_where_it_is()

    def looks_where_it_is(self) -> None:
        focus = self.page.evaluate(FOCUS)
        assert focus, f"{self.page.url}: the focus has left the page"
        assert focus["missing"] == [], f"{self.page.url}: {focus}"
        before, self.before = self.before, focus
        if before and before["area"] == focus["area"]:
            assert in_reading_order(before, focus), f"{self.page.url}: {before} comes before {focus}"

    def to(self, role: str, name: str) -> "Keys":
        """As often Tab as it takes to what has this role and a name with this in it, as a pattern."""
        return self.tabs_to(self.page.get_by_role(role, name=re.compile(name)))

    def field(self, label: str) -> "Keys":
        return self.tabs_to(self.page.get_by_label(re.compile(label)))

    def tabs_to(self, wanted: Locator) -> "Keys":
        self.page.wait_for_load_state()
        for _ in range(FAR):
            self.press("Tab")
            if any(one.evaluate(IS_FOCUSED) for one in wanted.all()):
                return self
        raise AssertionError(f"{self.page.url}: no Tab leads to {wanted}")

    def back_to(self, role: str, name: str) -> "Keys":
        """With Shift+Tab, for who has gone too far."""
        wanted = self.page.get_by_role(role, name=re.compile(name))
        for _ in range(FAR):
            self.before = None  # the order is told by the way there
            self.press("Shift+Tab")
            if any(one.evaluate(IS_FOCUSED) for one in wanted.all()):
                self.before = None
                return self
        raise AssertionError(f"{self.page.url}: no Shift+Tab leads to {wanted}")

    def types(self, text: str) -> "Keys":
        """Over what stands there: arriving by Tab selects it."""
        self.page.keyboard.type(text)
        return self

    def types_day(self, day: date) -> "Keys":
        """Browsers ask for day and month in their own language's order; Debian's speaks English."""
        field = self.page.locator(":focus")
        self.page.keyboard.type(f"{day:%m%d%Y}")
        expect(field).to_have_value(day.isoformat())
        return self

    def enter(self) -> None:
        """A link or a button that opens a page, whose keys begin at its start."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.before = None

    def space(self) -> "Keys":
        self.page.keyboard.press("Space")
        return self

    def chooses_a_file(self) -> FileChooser:
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Space")
        return chooser.value


def in_reading_order(before: dict, after: dict) -> bool:
    """Down, or to the right: nobody searches upwards on the left."""
    return after["bottom"] > before["top"] + 1 or after["left"] > before["left"]
