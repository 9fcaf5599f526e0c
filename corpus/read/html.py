"""Saved web pages: the regulation's own part of the page, without the site's furniture."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.errors import ReadRefused
from corpus.types import Reading

FURNITURE = "script, style, noscript, nav, header, footer, aside, iframe, svg, button, select, template, head"
BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li ul ol section article main body blockquote pre center table tbody thead tr td th "
    "dl dt dd fieldset figure hr".split()
)
HOLDERS = frozenset({"div", "article", "main", "section", "td"})  # elements that may hold a regulation whole
ARTICLE = re.compile(r"(?m)^\s*Điều\s+(\d+[a-zđ]?)\s*[.:]")
MOTTO = re.compile(r"độc lập\s*[-–]\s*tự do\s*[-–]\s*hạnh phúc", re.IGNORECASE)
NOT_FOUND = re.compile(r"\b404\b|not found|không tìm thấy trang|trang không tồn tại", re.IGNORECASE)


def read_html(text: str, name: str) -> Reading:
    """The text of a page: a line per block, a row per table row. ReadRefused for an error page or an empty one."""
    tree = LexborHTMLParser(text)
    declared = _declared(tree)
    for node in tree.css(FURNITURE):
        if node.tag != "head":
            node.decompose()
    body = tree.body
    if body is None:
        raise ReadRefused(name, "trang không có nội dung.", "Lưu lại trang web rồi thêm lại.")
    chosen = _regulation(body)
    lines = "\n".join(_lines(chosen))
    if len(lines.split()) < 60 and NOT_FOUND.search(declared.get("page_title", "") + " " + lines):
        raise ReadRefused(name, "tệp là trang báo lỗi 404 được lưu lại.", "Tải lại văn bản từ nguồn.")
    return Reading(lines, "html", declared)


def _declared(tree: LexborHTMLParser) -> dict[str, str]:
    """The page's title and the addresses that say where it was saved from."""
    declared = {}
    title = tree.css_first("title")
    if title:
        declared["page_title"] = re.sub(r"\s+", " ", title.text()).strip()
    for query, attribute in (
        ("link[rel=canonical]", "href"),
        ('meta[property="og:url"]', "content"),
        ('meta[property="og:site_name"]', "content"),
        ("base[href]", "href"),
    ):
        node = tree.css_first(query)
        value = node.attributes.get(attribute) if node else None
        if value:
            declared[query.split("[")[0] + ":" + attribute + str(len(declared))] = value
    return declared


def _regulation(body: LexborNode) -> LexborNode:
    """The smallest element that holds nearly all articles of the page, and the motto if the page has it.

    Nearly: a table of contents beside the text may hold one that the text has not in the same form. Where there is no
    motto, the element must also hold half of the page's text, which a table of contents does not. A page without
    articles is taken whole.
    """
    nodes = list(_signs(body))
    most = max(articles for _, articles, _, _ in nodes)
    if most == 0:
        return body
    motto = any(has for _, _, has, _ in nodes)
    least = 0 if motto else nodes[0][3] / 2
    enough = min(0.9 * most, most - 1) if most > 3 else most
    fitting = [(size, node) for node, articles, has, size in nodes if articles >= enough and has >= motto]
    return min(((size, node) for size, node in fitting if size >= least), key=lambda pair: pair[0], default=(0, body))[
        1
    ]


def _signs(body: LexborNode) -> Iterator[tuple[LexborNode, int, bool, int]]:
    """The body and each element that may hold a regulation: its articles, whether the motto, its text's length.

    The page's text is taken and searched once, however deep its elements stand in each other.
    """
    pieces: list[str] = []
    length = 0
    spans: list[tuple[LexborNode, int, int]] = []
    open_ = [(body, 0, body.iter(include_text=True))]
    while open_:
        node, start, children = open_[-1]
        child = next(children, None)
        if child is None:
            open_.pop()
            if node.tag in HOLDERS or not open_:
                spans.append((node, start, length))
        elif child.tag == "-text":
            pieces.append(child.text(deep=False))
            length += len(pieces[-1]) + 1
        else:
            open_.append((child, length, child.iter(include_text=True)))
    text = "\n".join(pieces)
    articles = [(match.start(1), match[1]) for match in ARTICLE.finditer(text)]
    mottoes = [match.start() for match in MOTTO.finditer(text)]
    for node, start, end in reversed(spans):
        low, high = bisect_left(articles, (start, "")), bisect_left(articles, (end, ""))
        motto = bisect_left(mottoes, start) < bisect_left(mottoes, end)
        yield node, len({label for _, label in articles[low:high]}), motto, max(end - start - 1, 0)


def _lines(root: LexborNode) -> Iterator[str]:
    """Text line by line; white space within a block is one space."""
    pieces: list[str] = []
    for piece in _walk(root):
        if piece == "\n":
            line = re.sub(r"\s+", " ", "".join(pieces)).strip()
            if line:
                yield line
            pieces = []
        else:
            pieces.append(piece)
    line = re.sub(r"\s+", " ", "".join(pieces)).strip()
    if line:
        yield line


def _walk(node: LexborNode) -> Iterator[str]:
    items = 0
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            yield child.text(deep=False)
        elif child.tag == "br":
            yield "\n"
        elif child.tag == "table":
            yield "\n"
            yield from _table(child)
        elif child.tag in BLOCKS:
            yield "\n"
            if child.tag == "li":
                yield _item_mark(child, items)
                items += 1
            yield from _walk(child)
            yield "\n"
        else:
            yield from _walk(child)


def _item_mark(item: LexborNode, before: int) -> str:
    """What a browser shows before a list item: "2. ", "b) " for letters, "- " where items are not numbered.

    `before` says how many items of the list come before it.

    Nothing before an empty item and one that brings its own mark.
    """
    text = item.text().strip()
    if not text or re.match(r"[-+*•–]|\d{1,3}[.)]|[a-zđ]\)", text):
        return ""
    parent = item.parent
    if parent is None or parent.tag != "ol":
        return "- "
    attributes = parent.attributes
    first = attributes.get("start") or "1"
    number = before + (int(first) if re.fullmatch(r"-?[0-9]{1,9}", first) else 1)
    if attributes.get("type") in {"a", "A"} and 0 < number <= 26:
        letter = chr(ord("a") + number - 1)
        return f"{letter if attributes.get('type') == 'a' else letter.upper()}) "
    return f"{number}. "


def _table(table: LexborNode) -> Iterator[str]:
    """A table's rows; one that only lays out the page (two cells, as in a head or a signature) line by line."""
    rows = [row for row in table.css("tr") if _parent_table(row) == table.mem_id]
    for row in rows:
        cells = [cell for cell in row.iter() if cell.tag in {"td", "th"}]
        if len(cells) <= 2 and (len(rows) <= 3 or len(cells) == 1):
            for cell in cells:
                yield from _walk(cell)
                yield "\n"
        else:
            yield " | ".join(" ".join(_lines(cell)) for cell in cells)
            yield "\n"


def _parent_table(row: LexborNode) -> int | None:
    node = row.parent
    while node is not None and node.tag != "table":
        node = node.parent
    return node.mem_id if node is not None else None
