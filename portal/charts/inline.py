"""From matplotlib's SVG to one that may stand in a page under a strict Content-Security-Policy.

No style attribute and no <style> element; ink and paper follow the page; a name and a description
for who does not see it; ids that cannot clash with those of another picture on the page.
"""

import re
import xml.etree.ElementTree as ET

INK, PAPER = "#000000", "#ffffff"  # as matplotlib writes black and white
# The page's style sheet gives them the colour of its ground.
PAPER_CLASSES = {"fill": "chart__paper", "stroke": "chart__edge"}
FONT = '"Fira Sans", sans-serif'
REFERENCE = re.compile(r"#([\w-]+)")
LINK = "{http://www.w3.org/1999/xlink}href"


def inline(drawing: str, *, key: str, title: str, description: str) -> str:
    """The drawing as an <svg> element without prolog; `key` is unique on the page."""
    root = ET.fromstring(drawing)  # noqa: S314  only what matplotlib has just written
    _drop(root, {"metadata", "style"})
    _flatten_styles(root)
    _rename_ids(root, key)
    box = root.get("viewBox", "")
    root.attrib.clear()
    root.attrib.update(_root_attributes(key, box))
    _name(root, key, title, description)
    return ET.tostring(root, encoding="unicode", short_empty_elements=True)


def _root_attributes(key: str, box: str) -> dict[str, str]:
    """What is not drawn in a colour of its own takes the page's: `currentColor`."""
    return {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "chart__picture",
        "viewBox": box,
        "role": "img",
        "aria-labelledby": f"{key}-title {key}-desc",
        "fill": "currentColor",
        "font-family": FONT,
        "stroke-linejoin": "round",
    }


def _drop(root: ET.Element, names: set[str]) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag.rpartition("}")[2] in names:
                parent.remove(child)


def _flatten_styles(root: ET.Element) -> None:
    """style="fill: #fff; stroke: …" → presentation attributes, names without namespace."""
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        if LINK in element.attrib:
            element.set("href", element.attrib.pop(LINK))
        for rule in filter(None, element.attrib.pop("style", "").split(";")):
            name, value = (part.strip() for part in rule.split(":", 1))
            if name != "font-family":  # one for the whole picture, at its root
                element.set(name, "currentColor" if value == INK else value)
        classes = [name for drawn, name in PAPER_CLASSES.items() if element.get(drawn) == PAPER]
        if classes:
            element.set("class", " ".join(classes))


def _rename_ids(root: ET.Element, key: str) -> None:
    """Keep an id only where something refers to it, and put the picture's key before it."""
    used = {name for element in root.iter() for name in _references(element)}
    for element in root.iter():
        name = element.attrib.pop("id", None)
        if name in used:
            element.set("id", f"{key}-{name}")
        for attribute in ("href", "clip-path"):
            if attribute in element.attrib:
                element.set(attribute, REFERENCE.sub(rf"#{key}-\1", element.attrib[attribute]))


def _references(element: ET.Element) -> list[str]:
    return REFERENCE.findall(element.get("href", "") + element.get("clip-path", ""))


def _name(root: ET.Element, key: str, title: str, description: str) -> None:
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = ET.Element(tag, {"id": f"{key}-{tag}"})
        element.text = text
        root.insert(place, element)
