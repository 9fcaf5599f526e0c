"""Make the invented architecture of tests/documents/architecture: `python -m tests.make_architecture`.

A decision of two pages and the long document that it issues, as Word and, printed by Chromium, as PDF, both of the same
blocks; the words are those of tests/architecture_text.py. Beside them stands sections.json: every section in reading
order with its page in the PDF, and the lines that look like sections and are none. All of it is invented by us and says
so: *văn bản giả định để kiểm thử*.
"""

from __future__ import annotations

import html
import io
import json
import random
import re
import shutil
import tempfile
import zipfile
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pypdfium2
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from PIL import Image, ImageDraw, ImageFont

from tests import architecture_text as words

FOLDER = Path(__file__).with_name("documents") / "architecture"
NAME = "9300-qd-ubnd-song-lam"
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII")
NUMBERED_BY_WORD = "IV"  # the Phần whose roman sections, "1." and "1.1." get their numbers from numbering.xml
POINTS = "abcdđeghik"
TEXT_WIDTH = 162 / 25.4 * 72  # points, between the margins of an upright page
SIZE, SIZE_OF_CONTENTS = 13.0, 11.0


@dataclass(frozen=True)
class Block:
    """A piece of the document: `kind` is heading, prose, item, wrapped, figure, table or note.

    A heading of level 0 is a Phần or Phụ lục, 1 a roman section, 2 "1.", 3 "1.1.", 4 "1.1.1."; `label` is how it is
    cited within its part. A wrapped paragraph begins a new line of the PDF at `text2`. `reason`: why it is no section.
    """

    kind: str
    text: str
    text2: str = ""
    level: int = 0
    number: str = ""
    part: str = ""
    label: str = ""
    reason: str = ""


class Composer:
    """The blocks of the outline, with numbers, composed sentences, captions and notes."""

    def __init__(self) -> None:
        self.facts = {key: list(subject.facts) for key, subject in words.SUBJECTS.items()}
        self.counts = [0] * 5
        self.part = ""
        self.seen: set[str] = set()
        self.said: set[tuple[str, str, str]] = set()
        self.tables = self.figures = self.notes = 0

    def blocks(self, outline: str) -> Iterator[Block]:
        """Every block of the outline, in order. ValueError when a paragraph of prose occurs twice."""
        for block in self._blocks(outline):
            if block.kind in {"prose", "item", "wrapped"}:
                if block.text + block.text2 in self.seen:
                    raise ValueError(f"twice the same paragraph: {block.text[:80]}")
                self.seen.add(block.text + block.text2)
            yield block

    def _blocks(self, outline: str) -> Iterator[Block]:
        for line in outline.strip().splitlines():
            sign, rest = line[0], line[1:]
            if sign == "#":
                yield self.heading(line)
            elif sign == "@":
                yield from self.composed(*rest.split())
            elif sign == "%":
                kind, key = rest.split()
                yield self.captioned(kind, key)
            elif sign == "!":
                reason, text = rest.split("|")
                yield Block("prose", text, reason=reason)
            elif sign == "~":
                reason, first, second = rest.split("|")
                yield Block("wrapped", filled(first), second, reason=reason)
            elif re.match(r"\(\d\) |[-+] |[a-zđ]\) ", line):
                yield Block("item", line, reason="a list inside prose" if sign == "(" else "")
            else:
                text, _, note = line.partition("^")
                if note:
                    self.notes += 1
                yield Block("prose", text, number=str(self.notes) if note else "")
                if note:
                    yield Block("note", note, number=str(self.notes))

    def heading(self, line: str) -> Block:
        """A heading with the next number of its level; deeper levels begin anew, and all of them in each Phần."""
        marks, title = line.split(" ", 1)
        level = marks.count("#") - 1
        self.counts[level] += 1
        self.counts[level + 1 :] = [0] * (4 - level)
        if level == 0:
            self.part = ROMAN[self.counts[0]]
            number = f"PHẦN {self.part}" + ("." if marks.endswith("=") else "")
            return Block("heading", title, number=number, part=self.part, label=f"Phần {self.part}")
        decimal = ".".join(map(str, self.counts[2 : level + 1]))
        roman = ROMAN[self.counts[1]]
        title, dotless = title.removesuffix(" ·"), title.endswith(" ·")
        number = f"{roman}." if level == 1 else decimal if dotless and level > 2 else f"{decimal}."
        label = ".".join(filter(None, (roman, decimal)))
        return Block("heading", title, level=level, number=number, part=self.part, label=label)

    def captioned(self, kind: str, key: str) -> Block:
        """A figure or a table; `number` is its number, `label` its key."""
        if kind == "figure":
            self.figures += 1
            return Block(kind, words.FIGURES[key][0], number=str(self.figures), label=key)
        self.tables += 1
        return Block(kind, table_of(key).caption, number=str(self.tables), label=key)

    def composed(self, key: str, aspect: str) -> Iterator[Block]:
        """Paragraphs about one aspect of a subject: drawn sentences, one or two facts, a list."""
        chance = random.Random(f"{key} {aspect}")
        subject = words.SUBJECTS[key]
        templates = words.ASPECTS[aspect]
        chosen = sorted(chance.sample(range(len(templates)), 6))
        sentences = [fill(templates[place], subject, chance) for place in chosen]
        facts = [self.facts[key].pop(0) for _ in range(min(1, len(self.facts[key])))]
        yield Block("prose", " ".join([sentences[0], *facts, sentences[1]]))
        opening, field = words.LISTS[aspect]
        things = list(getattr(subject, field))
        chance.shuffle(things)
        yield Block("prose", " ".join([*sentences[2:4], fill(opening, subject, chance)]))
        style = chance.choice(("point", "dash", "dash", "plus"))
        tails = chance.sample(words.TAILS[field], len(words.TAILS[field]))
        for place, thing in enumerate(things[: len(tails)]):
            tail = next(tail for tail in tails if (key, thing, tail) not in self.said)
            tails.remove(tail)
            self.said.add((key, thing, tail))
            mark = {"point": f"{POINTS[place]})", "dash": "-", "plus": "+"}[style]
            end = "." if place + 1 == min(len(things), len(words.TAILS[field])) else ";"
            yield Block("item", f"{mark} {capital(thing)}: {fill(tail, subject, chance)}{end}")
        yield Block("prose", " ".join(sentences[4:]))


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[0].upper() + text[1:]


def fill(template: str, subject: words.Subject, chance: random.Random) -> str:
    """A sentence about the subject, its numbers drawn; a name in capital first letter begins a sentence."""
    names = {"name": subject.name, "owner": subject.owner, "partner": subject.partner, "thing": subject.thing}
    for letter, group in (("p", subject.parts), ("r", subject.records), ("k", subject.risks), ("m", subject.measures)):
        names |= {f"{letter}{place}": phrase for place, phrase in enumerate(group)}
    names |= {capital(name): capital(phrase) for name, phrase in names.items()}
    numbers = {
        "n": chance.randint(120, 990),
        "n2": chance.randint(11, 89),
        "n3": f"{chance.randint(2, 48)}.{chance.randint(100, 980)}",
        "pct": chance.randint(51, 98),
        "pct2": chance.randint(6, 45),
        "month": chance.randint(3, 11),
        "days": chance.randint(3, 25),
        "hours": chance.randint(2, 9),
        "money": f"{chance.randint(2, 39)},{chance.randint(1, 9)}",
        "level": chance.choice((2, 3)),
    }
    return template.format(**names, **numbers)


def table_of(key: str) -> words.Table:
    """A table by its key; the one of systems is composed of the subjects."""
    if key != "systems":
        return words.TABLES[key]
    chance = random.Random("systems")
    rows: list[tuple[str, ...]] = []
    for subject in words.SUBJECTS.values():
        for part in chance.sample(subject.parts, 2):
            name = f"{capital(subject.name)}: {part}"
            direction = fill(chance.choice(words.DIRECTIONS), subject, chance)
            linked = chance.choice(("Có", "Có", "Chưa", "Một phần"))
            users, year = f"{chance.randint(1, 9)}.{chance.randint(100, 999)}", str(chance.randint(2014, 2025))
            row = (str(len(rows) + 1), name, subject.owner, users, year, chance.choice("1223"), linked, direction)
            rows.append(row)
    widths = (4, 28, 17, 8, 8, 7, 9, 19)
    return words.Table(words.SYSTEMS_CAPTION, words.SYSTEMS_HEAD, tuple(rows), widths, landscape=True)


def tasks() -> words.Table:
    """The table of Phụ lục I."""
    chance = random.Random("tasks")
    rows: list[tuple[str, ...]] = []
    for words_of_task, _ in words.TASKS:
        for subject in words.SUBJECTS.values():
            task = fill(words_of_task, subject, chance)
            until = f"{chance.choice(('30/6', '30/9', '31/12'))}/{chance.randint(2026, 2029)}"
            rows.append((str(len(rows) + 1), task, subject.owner, subject.partner, until))
    return words.Table(words.APPENDIX_ONE, words.TASKS_HEAD, tuple(rows), (6, 36, 20, 20, 18))


def document_blocks() -> list[Block]:
    """What follows the lists at the front: five Phần and two Phụ lục."""
    composer = Composer()
    blocks = list(composer.blocks(words.OUTLINE))
    one = Block("heading", words.APPENDIX_ONE, number="PHỤ LỤC I", part="Phụ lục I", label="Phụ lục I")
    two = replace(one, text="QUY ƯỚC VÀ BẢNG KIỂM", number="PHỤ LỤC II", part="Phụ lục II", label="Phụ lục II")
    composer.part, composer.counts = "Phụ lục II", [0] * 5
    last = list(composer.blocks(words.APPENDIX_TWO))
    last = [replace(block, label=block.label.removeprefix(".")) for block in last]
    return [*blocks, one, Block("tasks", ""), two, *last]


# Lines of the contents: with the widths of the letters, so that the dots reach the page numbers.


@cache
def font(bold: bool) -> ImageFont.FreeTypeFont:
    """DejaVu Serif, at a size where widths are exact enough."""
    return ImageFont.truetype("DejaVuSerif-Bold.ttf" if bold else "DejaVuSerif.ttf", 100)


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of the text in points."""
    return font(bold).getlength(text) * size / 100


def wrapped(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """The text in lines of that width."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width(longer, size, bold) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def filled(first: str) -> str:
    """The words before a forced line break, with those added that fill their last line best."""
    indent = "\u2003" * 2 + "\u00a0"  # about the centimetre that a first line is set in

    def fullness(text: str) -> float:
        last = width(wrapped(indent + text, TEXT_WIDTH, SIZE)[-1], SIZE) / TEXT_WIDTH
        return last if last < 0.93 else 0  # fuller might run over in print

    texts = [re.sub(r" +", " ", first.replace("{…}", filler)).replace(" ,", ",") for filler in words.FILLERS]
    best = max(texts, key=fullness)
    if fullness(best) < 0.75:
        raise ValueError(f"no words fill the line before the break: {best}")
    return best


def entry(title: str, page: str, level: int) -> str:
    """A line of the contents (more, if the title is long) as HTML: title, dots, page."""
    bold = level == 0
    indent = level * 10.0
    room = TEXT_WIDTH - indent - 1
    *lines, last = wrapped(title, room - width(" ..... 100", SIZE_OF_CONTENTS, bold), SIZE_OF_CONTENTS, bold)
    left = room - width(f"{last}  {page}", SIZE_OF_CONTENTS, bold)
    dots = "." * int(left / width("." * 20, SIZE_OF_CONTENTS, bold) * 20)
    text = "<br>".join(map(html.escape, [*lines, f"{last} {dots} {page}"]))
    return f"<p class='entry{' strong' * bold}' style='margin-left:{indent}pt'>{text}</p>"


def name_of(block: Block) -> str:
    """A heading, or a caption, as it is written in the contents."""
    kinds = {"figure": "Hình ", "table": "Bảng "}
    dot = "." if block.kind in kinds or (block.level == 0 and not block.number.endswith(".")) else ""
    return f"{kinds.get(block.kind, '')}{block.number}{dot} {block.text}"


# HTML and PDF.

STYLE = """
body{font:13pt/1.35 'DejaVu Serif',serif;text-align:justify;margin:0}
p{margin:0 0 5pt;text-indent:1cm}.centre,.part{text-align:center;font-weight:bold;text-indent:0;padding-top:.4em;text-wrap:balance}
.part{break-before:page;break-after:avoid;margin-bottom:12pt}.part+p{break-before:avoid}
.head{width:100%;font-size:11pt;margin-bottom:10pt;white-space:nowrap}.head td{text-align:center;vertical-align:top}
.left{text-align:left!important;font-size:11pt}h2,h3,h4,h5{font-size:13pt;margin:8pt 0 5pt;text-indent:1cm;break-after:avoid;
break-inside:avoid;padding-top:.2em}h5{font-style:italic;font-weight:normal}h4{font-style:italic}
.half{display:block;text-align-last:justify}.marked{break-inside:avoid;break-after:avoid}
.note{font-size:10pt;text-indent:0;margin-top:24pt;break-inside:avoid}.note::before{content:'';display:block;width:5cm;border-top:.5pt solid}
table.data{border-collapse:collapse;width:100%;font-size:11pt;text-align:left;margin-bottom:10pt;table-layout:fixed}
.data td,.data th{border:.5pt solid;padding:3pt 5pt;vertical-align:top;overflow-wrap:break-word}.data tr{break-inside:avoid}
.caption{text-align:center;text-indent:0;font-style:italic;font-size:12pt}.above{break-after:avoid}
.figure{break-inside:avoid;margin:8pt 0}.boxes{display:flex;gap:8pt;justify-content:center;margin:4pt}
.boxes div{border:1pt solid;padding:5pt 8pt;font-size:10.5pt}.figure img{display:block;margin:0 auto;width:11cm}
.entry{font-size:11pt;line-height:1.19;margin:0;text-indent:0;text-align:left;white-space:nowrap}.strong{font-weight:bold}
.list{break-before:page}.decision{page:decision}.main{page:main}.wide{page:wide}
@page{size:A4;margin:22mm 20mm 20mm 28mm}
@page decision{@top-center{content:counter(page);font:11pt 'DejaVu Serif'}}
@page decision:first{@top-center{content:none}}
@page main{@top-center{content:'HEAD';font:9.5pt 'DejaVu Serif'}
@bottom-right{content:'Trang ' counter(page) '/' counter(pages);font:10pt 'DejaVu Serif'}}
@page wide{size:A4 landscape;margin:22mm 20mm 20mm 20mm;@top-center{content:'HEAD';font:9.5pt 'DejaVu Serif'}
@bottom-right{content:'Trang ' counter(page) '/' counter(pages);font:10pt 'DejaVu Serif'}}
""".replace("HEAD", words.RUNNING_HEAD)


def lines_in(text: str) -> str:
    """Escaped text, its line ends kept."""
    return html.escape(text).replace("\n", "<br>")


def spans(grid: list[tuple[str, ...]]) -> dict[tuple[int, int], tuple[int, int]]:
    """Rows and columns that each cell of a merged table covers; covered cells are left out."""
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for row, cells in enumerate(grid):
        for column, cell in enumerate(cells):
            if cell in {"", "<"}:
                continue
            right = down = 1
            while column + right < len(cells) and cells[column + right] == "<":
                right += 1
            while row + down < len(grid) and grid[row + down][column] == "":
                down += 1
            covered[row, column] = (down, right)
    return covered


def table_html(table: words.Table) -> str:
    """A table; its first row is repeated on each page unless cells are merged across it."""
    grid = [table.head, *table.rows]
    cover = spans(grid) if table.merged else {(r, c): (1, 1) for r, row in enumerate(grid) for c in range(len(row))}
    rows = []
    for row, cells in enumerate(grid):
        tag = "th" if row == 0 else "td"
        inside = "".join(
            f"<{tag} rowspan={down} colspan={right}>{lines_in(cells[column])}</{tag}>"
            for (of, column), (down, right) in cover.items()
            if of == row
        )
        rows.append(f"<tr>{inside}</tr>")
    head = "" if table.merged else f"<thead>{rows.pop(0)}</thead>"
    columns = "".join(f"<col style='width:{share}%'>" for share in table.widths)
    return f"<table class=data><colgroup>{columns}</colgroup>{head}<tbody>{''.join(rows)}</tbody></table>"


def picture(rows: tuple[tuple[str, ...], ...]) -> bytes:
    """A small drawing of boxes in rows, as PNG."""
    image = Image.new("1", (440, 56 * len(rows) + 8), 1)
    draw = ImageDraw.Draw(image)
    for place, row in enumerate(rows):
        each = 424 // len(row)
        for column in range(len(row)):
            left, top = 8 + column * each, 8 + place * 56
            draw.rectangle((left, top, left + each - 12, top + 34), outline=0, width=2)
            if place:
                draw.line((left + each // 2, top - 22, left + each // 2, top), fill=0, width=2)
    saved = io.BytesIO()
    image.save(saved, "PNG", optimize=True)
    return saved.getvalue()


def block_html(block: Block) -> str:
    """A block as HTML."""
    text = html.escape(block.text)
    if block.kind == "heading" and block.level == 0:
        between = " " if block.number.endswith(".") else "<br>"
        enclosed = f"<br>{words.ENCLOSED}" if block.number.startswith("PHỤ") else ""
        return f"<p class=part>{block.number}{between}{text}{enclosed}</p>"
    if block.kind == "heading":
        return f"<h{block.level + 1}>{block.number} {text}</h{block.level + 1}>"
    if block.kind == "wrapped":
        return f"<p><span class=half>{text}</span>{html.escape(block.text2)}</p>"
    if block.kind == "note":
        return f"<p class=note><sup>{block.number}</sup> {text}</p>"
    if block.kind == "figure":
        _, drawn, rows = words.FIGURES[block.label]
        if drawn:
            inside = f"<img src='data:image/png;base64,{b64encode(picture(rows)).decode()}'>"
        else:
            inside = "".join(
                f"<div class=boxes>{''.join(f'<div>{html.escape(box)}</div>' for box in row)}</div>" for row in rows
            )
        return f"<div class=figure>{inside}<p class=caption>{html.escape(name_of(block))}</p></div>"
    if block.kind == "table":
        table = table_of(block.label)
        inside = f"<p class='caption above'>{html.escape(name_of(block))}</p>{table_html(table)}"
        return f"<div class=wide>{inside}</div>" if table.landscape else inside
    if block.kind == "tasks":
        return table_html(tasks())
    note = f"<sup>{block.number}</sup>" if block.number else ""
    return f"<p{' class=marked' * bool(note)}>{text}{note}</p>"


def notes_last(blocks: list[Block]) -> list[Block]:
    """The blocks with each note at the end of its Phần: Chromium knows no notes at the end of a page.

    The outline sets notes to the last paragraph of a Phần only, so that they do stand last on the page of their mark.
    """
    ordered: list[Block] = []
    waiting: list[Block] = []
    for block in blocks:
        if block.kind == "note":
            waiting.append(block)
            continue
        if block.kind == "heading" and block.level == 0:
            ordered += waiting
            waiting = []
        ordered.append(block)
    return ordered + waiting


def decision_lines() -> list[str]:
    """The paragraphs of the decision; "#" centres one."""
    return words.DECISION.strip().splitlines()


def as_html(blocks: list[Block], pages: dict[int, int]) -> str:
    """The whole document; `pages` gives the page of each block that the contents list, by its place."""
    head = "<table class=head><tr><td>{}</td><td>{}</td></tr></table>"
    parts = [head.format(lines_in(words.HEAD_LEFT), lines_in(words.HEAD_RIGHT))]
    parts += [
        f"<p class=centre>{html.escape(line)}</p>" for line in (words.INVENTED, *words.DECISION_TITLE, words.ISSUER)
    ]
    for line in decision_lines():
        bold = re.match(r"Điều \d+\. .*", line)
        text = f"<b>{html.escape(line)}</b>" if bold else html.escape(line)
        parts.append(f"<p class=centre>{html.escape(line[1:])}</p>" if line[0] == "#" else f"<p>{text}</p>")
    receivers = f"<div class=left>{lines_in(words.RECEIVERS)}</div>"
    parts.append(head.format(receivers, lines_in(words.SIGNATURE)))
    front = [f"<p class=centre>{html.escape(line)}</p>" for line in (words.TITLE, words.ENCLOSED, words.INVENTED)]
    contents = list(enumerate(blocks))
    for title, kind in (("MỤC LỤC", "heading"), ("DANH MỤC HÌNH", "figure"), ("DANH MỤC BẢNG", "table")):
        css = "centre" if kind == "heading" else "centre list" if kind == "figure" else "centre"
        front.append(f"<p class='{css}'>{title}</p>")
        listed = [(place, block) for place, block in contents if block.kind == kind]
        front += [
            entry(name_of(block), str(pages.get(place, 100)), block.level if kind == "heading" else 1)
            for place, block in listed
        ]
    front.append("<p class='centre list'>DANH MỤC TỪ VIẾT TẮT</p>")
    front.append(table_html(words.Table("", ("Từ viết tắt", "Nghĩa"), words.ABBREVIATIONS, (25, 75))))
    body = "\n".join(map(block_html, notes_last(blocks)))
    return (
        f"<!DOCTYPE html><html lang=vi><head><meta charset=utf-8><title>{words.TITLE}</title><style>{STYLE}</style></head>"
        f"<body><div class=decision>{''.join(parts)}</div><div class=main>{''.join(front)}\n{body}"
        "<p class=centre>Văn bản giả định để kiểm thử.</p></div></body></html>"
    )


def print_pdf(page_html: str) -> bytes:
    """The page as PDF, printed by Chromium, dated to one day."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("Chromium is needed to print the PDF: apt-get install chromium fonts-dejavu-core")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "page.html"
        written.write_text(page_html, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(written.as_uri())
        pdf = page.pdf(prefer_css_page_size=True, tagged=False, outline=False)
        browser.close()
    return re.sub(rb"\(D:\d{14}", b"(D:20260101000000", pdf)


# Where things stand in the PDF.


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page as PDFium extracts it, lines ended by "\\n"."""
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    return [text.replace("\ufffe", "-") for text in texts]


def tight(text: str) -> str:
    """The text without spaces, for comparing across line ends."""
    return re.sub(r"\s+", "", text)


def first_words(blocks: list[Block], place: int) -> str:
    """The first eight words of what stands under a heading before the next; "" if nothing does."""
    follower = blocks[place + 1] if place + 1 < len(blocks) else blocks[place]
    if follower.kind not in {"prose", "item", "wrapped"}:
        return ""
    return " ".join(f"{follower.text} {follower.text2}".split()[:8])


def find_pages(blocks: list[Block], texts: list[str]) -> dict[int, int]:
    """The page of every heading, figure, table and look-alike, by its place. ValueError for what is not found in order."""
    pages = [tight(text) for text in texts]
    opening = tight("CHUNGKiến trúc này được lập sau mười bốn tháng")  # where the body begins, after the contents
    page = next(number for number, text in enumerate(pages) if opening in text)
    offset, found = 0, {}
    for place, block in enumerate(blocks):
        if block.kind == "heading":
            number = f"{block.number} {block.text}"
            enclosed = words.ENCLOSED if block.number.startswith("PHỤ") else ""
            sought = tight(number + enclosed + " ".join(first_words(blocks, place).split()[:3]))
        elif block.kind in {"figure", "table"}:
            sought = tight(name_of(block))
        elif block.reason:
            sought = tight(block.text2 or block.text)[:25]
        else:
            continue
        while (at := pages[page].find(sought, offset)) < 0:
            page, offset = page + 1, 0
            if page == len(pages):
                raise ValueError(f"not found in the PDF, in order: {block.number} {block.text} ({sought})")
        offset = at + (len(tight(f"{block.number} {block.text}")) if block.kind == "heading" else len(sought))
        found[place] = page + 1
    return found


def sections_json(blocks: list[Block], pages: dict[int, int], texts: list[str]) -> dict[str, Any]:
    """What a reader of the document should find, and what it should not take for a section."""
    sections = [
        {
            "part": block.part,
            "label": block.label,
            "number": block.number,
            "level": block.level,
            "heading": block.text,
            "first_words": first_words(blocks, place),
            "page": pages[place],
            "numbered_by_word": block.part == NUMBERED_BY_WORD and 1 <= block.level <= 3,
        }
        for place, block in enumerate(blocks)
        if block.kind == "heading"
    ]
    others = []
    for place, block in enumerate(blocks):
        if block.reason:
            line = block.text2 or block.text
            starts = [text.startswith(" ".join(line.split()[:3])) for text in texts[pages[place] - 1].splitlines()]
            if not any(starts):
                raise ValueError(f"no line of page {pages[place]} begins with {line[:30]}")
            where = ["pdf"] if block.kind == "wrapped" else ["docx", "pdf"]
            others.append({"line": line, "why": block.reason, "in": where, "page": pages[place]})
        if block.kind == "table" and block.label == "rules":
            cells = [cell.split("\n") for row in table_of("rules").rows for cell in row[1:]]
            others += [
                {"line": line, "why": "a line of a table's cell", "in": ["docx", "pdf"], "page": pages[place]}
                for cell in cells
                for line in cell
                if re.match(r"Điều|Mục|Phụ lục|\w+[.)]", line)
            ]
    for place, block in enumerate(blocks):
        if block.kind == "note":
            sheets = [number for number, text in enumerate(texts) if tight(block.text) in tight(text)]
            if len(sheets) != 1 or tight(blocks[place - 1].text)[-40:] + block.number not in tight(texts[sheets[0]]):
                raise ValueError(f"note {block.number} is not on the page of its mark")
    articles = [line for line in decision_lines() if re.match(r"Điều \d+\. ", line)]
    number_of = {
        line: next(number for number, text in enumerate(texts, 1) if tight(line) in tight(text)) for line in articles
    }
    listed = {kind: sum(block.kind == kind for block in blocks) for kind in ("heading", "figure", "table")}
    at = {title: next(n for n, text in enumerate(texts, 1) if f"{title}\n" in text) for title in (
        "MỤC LỤC", "DANH MỤC HÌNH", "DANH MỤC BẢNG", "DANH MỤC TỪ VIẾT TẮT"
    )}  # fmt: skip
    return {
        "about": "Văn bản giả định để kiểm thử. Made by `python -m tests.make_architecture`.",
        "document": NAME,
        "number": "9300/QĐ-UBND",
        "pages": len(texts),
        "counts": {
            "sections": len(sections),
            "tables": listed["table"],
            "tables_without_caption": 2,
            "figures": listed["figure"],
            "notes": sum(block.kind == "note" for block in blocks),
            "lines_of_contents": sum(listed.values()),
            "not_sections": len(others),
        },
        "decision": [
            {"label": line.split(". ")[0], "heading": line.split(". ", 1)[1], "page": number_of[line]}
            for line in articles
        ],
        "front": [{"heading": title, "page": page} for title, page in at.items()],
        "sections": sections,
        "not_sections": others,
    }


# Word.


class WordWriter:
    """Writes the blocks into a Word document with the means that offices use."""

    def __init__(self) -> None:
        self.document = docx.Document()
        self._styles()
        self._numbering()
        self.notes: list[str] = []
        self.part = ""

    def _styles(self) -> None:
        styles = self.document.styles
        normal = styles["Normal"]
        normal.font.name, normal.font.size = "Times New Roman", Pt(13)
        normal.paragraph_format.space_after = Pt(4)
        for level in range(1, 6):
            style = styles[f"Heading {level}"]
            style.font.name, style.font.size, style.font.color.rgb = "Times New Roman", Pt(13), RGBColor(0, 0, 0)
            style.font.bold, style.font.italic = level < 5, level > 3
            fonts = style.element.rPr.rFonts
            for name in list(fonts.attrib):
                del fonts.attrib[name]
            style.font.name = "Times New Roman"
        styles["Caption"].font.color.rgb = RGBColor(0, 0, 0)
        for name, style_id in (
            *((f"toc {level}", f"TOC{level}") for level in range(1, 6)),
            ("table of figures", "TableofFigures"),
        ):
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.element.styleId = style_id
            style.base_style = normal
            style.paragraph_format.left_indent = Pt(10 * (int(name[-1]) - 1 if name[-1].isdigit() else 0))
            style.paragraph_format.tab_stops.add_tab_stop(Mm(162), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        for name, style_id in (("footnote text", "FootnoteText"), ("footnote reference", "FootnoteReference")):
            kind = WD_STYLE_TYPE.PARAGRAPH if name.endswith("text") else WD_STYLE_TYPE.CHARACTER
            style = styles.add_style(name, kind)
            style.element.styleId = style_id
            style.font.size = Pt(10)
            style.font.superscript = name.endswith("reference") or None

    def _numbering(self) -> None:
        """Two lists: "I." - "1." - "1.1." of headings, and dashes."""
        shapes = (("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."))
        levels = "".join(
            f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="space"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
            for place, (form, text) in enumerate(shapes)
        )
        dash = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:suff w:val="space"/><w:lvlText w:val="-"/><w:lvlJc w:val="left"/></w:lvl>'
        root = self.document.part.numbering_part.element
        for number, inside in ((90, levels), (91, dash)):
            kind = "multilevel" if number == 90 else "singleLevel"
            root.insert(0, parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="{kind}"/>{inside}</w:abstractNum>'
            ))  # fmt: skip
            root.append(parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
            ))  # fmt: skip

    def paragraph(self, text: str, *, style: str | None = None, centre: bool = False, bold: bool = False) -> Any:
        """A paragraph; a line end in the text becomes a line break."""
        paragraph = self.document.add_paragraph(style=style)
        paragraph.add_run(text).bold = bold or None
        if centre:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif style is None:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            paragraph.paragraph_format.first_line_indent = Mm(10)
        return paragraph

    def numbered(self, paragraph: Any, number: int, level: int) -> None:
        """Let Word number the paragraph."""
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = number

    def two_columns(self, left: str, right: str) -> None:
        """A table without lines: the head, or the receivers and the signature."""
        table = self.document.add_table(rows=1, cols=2)
        for cell, text in zip(table.rows[0].cells, (left, right), strict=True):
            cell.text = ""
            for place, line in enumerate(text.split("\n")):
                paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
                paragraph.add_run(line)
                if not left.startswith("Nơi nhận") or text is right:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def table(self, table: words.Table) -> None:
        """A table with lines; the first row is repeated on each page."""
        grid = [table.head, *table.rows]
        made = self.document.add_table(rows=len(grid), cols=len(table.head), style="Table Grid")
        cells = [list(row.cells) for row in made.rows]
        cover = spans(grid) if table.merged else {}
        for (row, column), (down, right) in cover.items():
            if (down, right) != (1, 1):
                cells[row][column].merge(cells[row + down - 1][column + right - 1])
        room = (257 if table.landscape else 162) / 100
        for row, texts in enumerate(grid):
            for column, text in enumerate(texts):
                if table.merged and text in {"", "<"}:
                    continue
                cell = cells[row][column]
                cell.width = Mm(table.widths[column] * room)
                first, *more = text.split("\n")
                cell.paragraphs[0].add_run(first).bold = True if row == 0 else None
                for line in more:
                    cell.add_paragraph(line)
        made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

    def caption(self, block: Block) -> None:
        """ "Hình 3. …": the number is the result of a SEQ field."""
        kind = "Hình" if block.kind == "figure" else "Bảng"
        paragraph = self.document.add_paragraph(style="Caption")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(f"{kind} ")
        paragraph._p.append(parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr=" SEQ {kind} \\* ARABIC "><w:r><w:t>{block.number}</w:t></w:r></w:fldSimple>'
        ))  # fmt: skip
        paragraph.add_run(f". {block.text}")

    def contents(self, title: str, field: str, entries: list[tuple[str, str, str]]) -> None:
        """A list with leaders: style, words and page of each line, as the result of a field."""
        self.paragraph(title, centre=True, bold=True)
        for place, (style, text, page) in enumerate(entries):
            paragraph = self.document.add_paragraph(style=style)
            if place == 0:
                self._field(paragraph, "begin", field)
            paragraph.add_run(f"{text}\t{page}")
            if place + 1 == len(entries):
                self._field(paragraph, "end")

    def _field(self, paragraph: Any, mark: str, instruction: str = "") -> None:
        for kind in ("begin", "separate") if mark == "begin" else ("end",):
            if kind == "separate":
                code = OxmlElement("w:instrText")
                code.set(qn("xml:space"), "preserve")
                code.text = f" {instruction} "
                paragraph.add_run()._r.append(code)
            sign = OxmlElement("w:fldChar")
            sign.set(qn("w:fldCharType"), kind)
            paragraph.add_run()._r.append(sign)

    def head_and_foot(self, section: Any) -> None:
        """The running head, and "Trang 12/96" of fields; the sections after it follow."""
        section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
        head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
        head.text, head.alignment = words.RUNNING_HEAD, WD_ALIGN_PARAGRAPH.CENTER
        foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for text, field in (("Trang ", "PAGE"), ("/", "NUMPAGES")):
            foot.add_run(text)
            self._field(foot, "begin", field)
            foot.add_run("1")
            self._field(foot, "end")

    def page_section(self, *, landscape: bool = False) -> Any:
        """A new page of the given direction; the first section is the decision's."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
        return section

    def figure(self, block: Block) -> None:
        """A picture, or text boxes; the caption stands below."""
        _, drawn, rows = words.FIGURES[block.label]
        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if drawn:
            paragraph.add_run().add_picture(io.BytesIO(picture(rows)), width=Mm(110))
        else:
            spaces = f'{nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"'
            for row in rows:
                inside = "".join(f"<w:p><w:r><w:t>{html.escape(box)}</w:t></w:r></w:p>" for box in row)
                shape = f'<v:rect style="width:300pt;height:{18 * len(row) + 10}pt"><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:rect>'
                paragraph.add_run()._r.append(parse_xml(f"<w:pict {spaces}>{shape}</w:pict>"))
        self.caption(block)

    def block(self, block: Block) -> None:
        """One block of the body."""
        self.part = block.part if block.kind == "heading" else self.part
        if block.kind == "heading" and block.level == 0:
            between = " " if block.number.endswith(".") else "\n"
            heading = self.paragraph(f"{block.number}{between}{block.text}", style="Heading 1", centre=True)
            heading.paragraph_format.page_break_before = True
            if block.number.startswith("PHỤ"):
                self.paragraph(words.ENCLOSED, centre=True)
        elif block.kind == "heading":
            by_word = block.part == NUMBERED_BY_WORD and block.level <= 3
            text = block.text if by_word else f"{block.number} {block.text}"
            heading = self.paragraph(text, style=f"Heading {block.level + 1}")
            if by_word:
                self.numbered(heading, 90, block.level - 1)
        elif block.kind == "figure":
            self.figure(block)
        elif block.kind == "table":
            table = table_of(block.label)
            if table.landscape:
                self.page_section(landscape=True)
            self.caption(block)
            self.table(table)
            if table.landscape:
                self.page_section()
        elif block.kind == "tasks":
            self.table(tasks())
        elif block.kind == "note":
            self.notes.append(block.text)
        else:
            dash = block.kind == "item" and block.text.startswith("- ") and self.part == NUMBERED_BY_WORD
            text = f"{block.text} {block.text2}".strip()
            paragraph = self.paragraph(text.removeprefix("- ") if dash else text)
            if dash:
                self.numbered(paragraph, 91, 0)
            if block.number:
                self._reference(paragraph, block.number)

    def _reference(self, paragraph: Any, number: str) -> None:
        run = paragraph.add_run()
        run.style = self.document.styles["footnote reference"]
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(int(number) + 1))
        run._r.append(reference)

    def footnotes(self) -> None:
        """The part that holds the notes, which python-docx does not write."""
        lines = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        lines += '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
        for number, note in enumerate(self.notes, 2):
            lines += (
                f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:rPr>'
                '<w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
                f'<w:r><w:t xml:space="preserve"> {html.escape(note)}</w:t></w:r></w:p></w:footnote>'
            )
        blob = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {nsdecls("w")}>{lines}</w:footnotes>'
        )
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part = Part(PackURI("/word/footnotes.xml"), kind, blob.encode(), self.document.part.package)
        relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
        self.document.part.relate_to(part, relation)


def as_docx(blocks: list[Block], pages: dict[int, int]) -> bytes:
    """The Word document; equal blocks give equal bytes."""
    writer = WordWriter()
    first = writer.document.sections[0]
    first.page_width, first.page_height = Mm(210), Mm(297)
    first.left_margin, first.right_margin = Mm(28), Mm(20)
    writer.two_columns(words.HEAD_LEFT, words.HEAD_RIGHT)
    for line in (words.INVENTED, *words.DECISION_TITLE, words.ISSUER):
        writer.paragraph(line, centre=True, bold=True)
    for line in decision_lines():
        if line[0] == "#":
            writer.paragraph(line[1:], centre=True, bold=True)
        else:
            writer.paragraph(line, bold=bool(re.match(r"Điều \d+\. ", line)))
    writer.two_columns(words.RECEIVERS, words.SIGNATURE)
    writer.head_and_foot(writer.page_section())
    for line in (words.TITLE, words.ENCLOSED, words.INVENTED):
        writer.paragraph(line, centre=True, bold=True)
    fields = {
        "heading": 'TOC \\o "1-5" \\h \\z \\u',
        "figure": 'TOC \\h \\z \\c "Hình"',
        "table": 'TOC \\h \\z \\c "Bảng"',
    }
    for title, kind in (("MỤC LỤC", "heading"), ("DANH MỤC HÌNH", "figure"), ("DANH MỤC BẢNG", "table")):
        entries = [
            (f"toc {block.level + 1}" if kind == "heading" else "table of figures", name_of(block), str(pages[place]))
            for place, block in enumerate(blocks)
            if block.kind == kind
        ]
        writer.contents(title, fields[kind], entries)
    writer.paragraph("DANH MỤC TỪ VIẾT TẮT", centre=True, bold=True)
    writer.table(words.Table("", ("Từ viết tắt", "Nghĩa"), words.ABBREVIATIONS, (25, 75)))
    for block in blocks:
        writer.block(block)
    writer.paragraph("Văn bản giả định để kiểm thử.", centre=True)
    writer.footnotes()
    properties = writer.document.core_properties
    properties.created = properties.modified = datetime(2026, 1, 1)
    properties.title, properties.author, properties.comments = words.TITLE, "", words.INVENTED
    saved, dated = io.BytesIO(), io.BytesIO()
    writer.document.save(saved)
    with zipfile.ZipFile(saved) as written, zipfile.ZipFile(dated, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as again:
        for name in written.namelist():  # a ZipInfo made by name carries 1980, not the time of writing
            again.writestr(zipfile.ZipInfo(name), written.read(name), zipfile.ZIP_DEFLATED, compresslevel=9)
    return dated.getvalue()


def main() -> None:
    """Write the PDF, the Word document and sections.json."""
    FOLDER.mkdir(exist_ok=True)
    blocks = document_blocks()
    pages: dict[int, int] = {}
    for _ in range(4):
        pdf = print_pdf(as_html(blocks, pages))
        texts = page_texts(pdf)
        before, pages = pages, find_pages(blocks, texts)
        if pages == before:
            break
    else:
        raise SystemExit("the pages of the contents do not settle")
    about = sections_json(blocks, pages, texts)
    (FOLDER / f"{NAME}.pdf").write_bytes(pdf)
    (FOLDER / f"{NAME}.docx").write_bytes(as_docx(blocks, pages))
    (FOLDER / "sections.json").write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(about["pages"], "pages,", about["counts"])


if __name__ == "__main__":
    main()
