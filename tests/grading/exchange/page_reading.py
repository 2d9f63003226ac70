"""Pages as a reader sees them: tables cell by cell, drawings text by text, and every other text that has a number."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import zip_longest

VOID = ("meta", "link", "br", "input", "hr", "img")
BLOCKS = (
    *("p", "li", "dt", "dd", "h1", "h2", "h3", "h4", "summary", "caption", "title", "figcaption", "label", "option"),
    *(
        "html",
        "ul",
        "ol",
        "dl",
        "div",
        "section",
        "main",
        "header",
        "footer",
        "nav",
        "details",
        "figure",
        "article",
        "body",
        "head",
        "form",
    ),
)
UNSEEN = ("style", "script")
NUMBER = re.compile(r"(?:[~+−]|(?<!\w)-)?\$?\d+(?:,\d{3})*(?:\.\d+)?(?:/\d+)?[×%kM]?|[∞≈]")
_WIDTH = re.compile(r"\bw\d+\b")


@dataclass
class Node:
    """An element, with what is in it."""

    tag: str
    attributes: dict[str, str]
    inside: "list[Node | str]" = field(default_factory=list)

    def every(self, *tags: str) -> "Iterator[Node]":
        """Every element of these tags, in the order of the page."""
        for one in self.inside:
            if isinstance(one, Node):
                if one.tag in tags or not tags:
                    yield one
                yield from one.every(*tags)

    def has(self, word: str) -> bool:
        return word in self.attributes.get("class", "").split()

    def text(self, leave: "Collection[str]" = ()) -> str:
        """What is read, without elements of these classes."""
        parts = [
            one if isinstance(one, str) else " " if one.tag == "br" else one.text(leave)
            for one in self.inside
            if isinstance(one, str) or not any(one.has(word) for word in leave)
        ]
        return "".join(parts)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Node("page", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "li" and self.open[-1].tag == "li":  # quoted lines leave their ends out
            self.open.pop()
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].inside.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        while self.open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def page(text: str) -> Node:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert len(reader.open) == 1, f"{reader.open[-1].tag} has no end"
    return reader.open[0]


def tidy(text: str) -> str:
    return " ".join(text.split())


# Tables


def cell(node: Node) -> str:
    """What a cell says, how long its bar is, and what it is sorted by; what was said about it stands elsewhere."""
    bars = [node, *(one for one in node.every("span"))]
    width = [found[0] for one in bars if (found := _WIDTH.search(one.attributes.get("class", "")))]
    text = tidy(node.text(leave=("said",))) + "".join(f" [{one}]" for one in width)
    return text + (f" [v{node.attributes['data-v']}]" if "data-v" in node.attributes else "")


def table(node: Node) -> list[dict[str, str]]:
    """Each row by its headings."""
    heads, *rest = (
        [said for one in row.inside if isinstance(one, Node) for said in _wide(one)] for row in node.every("tr")
    )
    return [dict(zip(heads, row, strict=True)) for row in rest]


def _wide(node: Node) -> list[str]:
    """A cell, and an empty one for every further column that it takes."""
    return [cell(node), *[""] * (int(node.attributes.get("colspan", "1")) - 1)]


def tables(root: Node) -> dict[str, list[dict[str, str]]]:
    """Every table, by its id, or by its section and caption."""
    found: dict[str, list[dict[str, str]]] = {}
    for holder, node in _held(root, ""):
        captions = [tidy(one.text()) for one in node.every("caption")]
        name = node.attributes.get("id") or f"{holder}: {captions[0]}"
        assert name not in found, name
        found[name] = table(node)
    return found


def _held(node: Node, section: str) -> Iterator[tuple[str, Node]]:
    for one in node.inside:
        if isinstance(one, Node):
            name = one.attributes.get("id", section) if one.tag == "section" else section
            if one.tag == "table":
                yield name, one
            yield from _held(one, name)


def unlike(shown: dict[str, list[dict[str, str]]], expected: dict[str, list[dict[str, str]]]) -> list[tuple[str, ...]]:
    """Every cell that is not as expected: its table, row and column, what is there, and what should be."""
    found: list[tuple[str, ...]] = [
        (name, "only there" if name in shown else "missing") for name in shown.keys() ^ expected.keys()
    ]
    for name in shown.keys() & expected.keys():
        rows = zip_longest(shown[name], expected[name], fillvalue={"": "no row"})
        for number, (one, other) in enumerate(rows, 1):
            found += [
                (name, f"row {number}", column, str(one.get(column)), str(other.get(column)))
                for column in dict.fromkeys([*one, *other])
                if one.get(column) != other.get(column) or list(one) != list(other)
            ]
    return sorted(found)


# Everything else


def sentences(root: Node, known: Collection[str], *, leave: Collection[str] = ("table", "svg")) -> list[str]:
    """The numbers of every text outside of tables and drawings, each with the word behind it, in the page's order.

    Names, notes and dates are left out where they are exactly `known`; whatever is not, stays and has to be explained.
    """
    words = sorted((one for one in known if re.search(r"\d", one)), key=len, reverse=True)
    names = re.compile("|".join(re.escape(one) for one in words) or r"(?!)")
    texts = [tidy(one) for one in _texts(root, frozenset(known), leave)]
    return [found for one in texts if (found := numbers(names.sub("", one)))]


def numbers(text: str) -> str:
    """Its numbers, with the word behind each."""
    found = []
    for one in NUMBER.finditer(text):
        word = re.match(r"\s*([a-zA-Z]*)", text[one.end() :])
        found.append(f"{one[0]} {word[1] if word else ''}".strip())
    return ", ".join(found)


def _texts(node: Node, known: Collection[str], leave: Collection[str]) -> Iterator[str]:
    own: list[str] = []
    for one in node.inside:
        if isinstance(one, str):
            own.append(one)
        elif one.tag == "table":
            yield from _of_table(one, known, leave)
        elif one.tag in UNSEEN or one.tag in leave or one.has("quote"):
            yield from _of_quote(one, known) if one.has("quote") else ()
        elif one.tag in BLOCKS:
            yield "".join(own)
            own = []
            yield from _texts(one, known, leave)
        elif tidy(one.text()) not in known:
            own.append(" ".join(_texts(one, known, leave)))
    text = "".join(own)
    yield "" if tidy(text) in known else text
    yield node.attributes.get("aria-label", "")


def _of_table(node: Node, known: Collection[str], leave: Collection[str]) -> Iterator[str]:
    """Its caption, and what was said about its cells."""
    for one in node.every("caption"):
        yield one.text()
    for one in node.every("div"):
        if one.has("said"):
            yield from _texts(one, known, leave)


def _of_quote(node: Node, known: Collection[str]) -> Iterator[str]:
    """The place, where the lines begin, and how many there are; what they say is somebody else's."""
    for place in node.every("figcaption"):
        yield from (tidy(one.text()) for one in place.every("code", "em") if tidy(one.text()) not in known)
    for lines in node.every("ol", "ul"):
        yield f"{lines.attributes.get('start', '0')} first, {sum(1 for _ in lines.every('li'))} lines"
    for one in node.every("p"):
        yield one.text()


# Markdown


def plain(text: str) -> str:
    """Markdown as it reads: no signs of emphasis and code, nothing escaped."""
    spans = re.split(r"(`[^`]*`)", text)
    read = [one.strip("`") if one.startswith("`") else re.sub(r"\\(.)", r"\1", one.replace("**", "")) for one in spans]
    return tidy("".join(read))


def markdown(text: str) -> tuple[dict[str, list[dict[str, str]]], list[str]]:
    """The tables by chapter, heading and first column, and the other lines, without quoted and fenced ones."""
    found: dict[str, list[dict[str, str]]] = {}
    lines: list[str] = []
    heads: list[str] = []
    chapter, heading, name = 0, "", ""
    unquoted = re.sub(r"^(`{3,})text\n.*?^\1$", "", text, flags=re.DOTALL | re.MULTILINE)
    for line in unquoted.splitlines():
        if not line.startswith("|"):
            heads = []
            if marks := re.match(r"(#+) ", line):
                chapter, heading = chapter + (marks[1] == "##"), plain(line[marks.end() :])
            lines += [line] if not line.startswith(">") else []
            continue
        cells = [plain(one) for one in re.split(r"(?<!\\)\|", line)[1:-1]]
        if not heads:
            heads, name = cells, f"{chapter}. {heading} / {cells[0]}"
            assert name not in found, name
            found[name] = []
        elif not set("".join(cells)) <= set("-:") or "".join(cells) == "":
            found[name].append(dict(zip(heads, cells, strict=True)))
    return found, lines


def told(lines: Collection[str], known: Collection[str]) -> list[str]:
    """The numbers of lines of Markdown, each with the word behind it."""
    words = sorted((one for one in known if re.search(r"\d", one)), key=len, reverse=True)
    names = re.compile("|".join(re.escape(one) for one in words) or r"(?!)")
    texts = [re.sub(r"\]\([^)]*\)", "]", one) for one in lines]
    return [found for one in texts if (found := numbers(names.sub("", plain(one))))]
