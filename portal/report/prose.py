"""Text that is printed, as nodes: from sentences of a chapter, and from what people write.

Of Markdown, only what a paper needs is known; everything else is printed as the letters that were typed.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from markdown_it.token import Token

from portal.markdown import PARSER
from portal.report.document import Node, NoteRef, Run

Kind = Literal["paragraph", "heading", "bullets", "numbers", "item", "quote"]
KINDS: dict[str, Kind] = {
    "paragraph_open": "paragraph",
    "heading_open": "heading",
    "bullet_list_open": "bullets",
    "ordered_list_open": "numbers",
    "list_item_open": "item",
    "blockquote_open": "quote",
}
DEEPEST = 3  # of the headings within a block

# What a stretch of plain text becomes; where nothing is looked up, itself.
Reader = Callable[[str], list[Run]]


def run(
    text: str,
    *,
    strong: bool = False,
    emphasis: bool = False,
    url: str = "",
    notes: list[NoteRef] | None = None,
) -> Run:
    return Run(text=text, strong=strong, emphasis=emphasis, url=url, notes=notes or [])


def node(kind: Kind, runs: list[Run] | None = None, children: list[Node] | None = None) -> Node:
    return Node(kind=kind, level=0, start=1, runs=runs or [], children=children or [])


def paragraph(*runs: Run) -> Node:
    return node("paragraph", list(runs))


def heading(text: str, level: int = 1) -> Node:
    return node("heading", [run(text)]) | {"level": level}


def bullets(items: list[list[Run]]) -> list[Node]:
    """One list, or nothing."""
    return (
        [node("bullets", children=[node("item", [], [paragraph(*runs)]) for runs in items])] if items else []
    )


def as_typed(text: str) -> list[Run]:
    return [run(text)]


def written(text: str, read: Reader = as_typed) -> list[Node]:
    """Markdown as nodes. Headings begin at level 1 and skip none, whatever their writer chose."""
    root = node("item")
    open_nodes, above = [root], list[int]()
    for token in PARSER.parse(text):
        if token.type in KINDS:
            begun = begin(token, above)
            open_nodes[-1]["children"].append(begun)
            open_nodes.append(begun)
        elif token.type.endswith("_close"):
            open_nodes.pop()
        elif token.type == "inline":
            open_nodes[-1]["runs"] += runs_of(token.children or [], read)
    return root["children"]


def begin(token: Token, above: list[int]) -> Node:
    """`above`: the levels, as typed, of the headings that this one stands under; kept up to date."""
    begun = node(KINDS[token.type])
    begun["start"] = int(token.attrGet("start") or 1)
    if begun["kind"] == "heading":
        own = int(token.tag[1])
        above[:] = [*(level for level in above if level < own), own]
        begun["level"] = min(len(above), DEEPEST)
    return begun


def runs_of(tokens: Sequence[Token], read: Reader) -> list[Run]:
    runs: list[Run] = []
    depth = {"strong": 0, "em": 0}
    url = ""
    for token in tokens:
        name, _, turn = token.type.rpartition("_")
        if name in depth:
            depth[name] += 1 if turn == "open" else -1
        elif name == "link":
            url = str(token.attrGet("href")) if turn == "open" else ""
        else:
            stretch = [run("\n")] if token.type in ("softbreak", "hardbreak") else read(token.content)
            runs += in_manner(stretch, strong=depth["strong"] > 0, emphasis=depth["em"] > 0, url=url)
    return runs


def in_manner(runs: Iterable[Run], *, strong: bool, emphasis: bool, url: str) -> list[Run]:
    """Links within the portal lead nowhere on paper."""
    outside = url if url.startswith(("https://", "mailto:")) else ""
    return [one | {"strong": strong, "emphasis": emphasis, "url": outside} for one in runs if one["text"]]
