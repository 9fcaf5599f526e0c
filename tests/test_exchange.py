"""What is handed to other programs is read back by readers that share nothing with the writers."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from assistant.workshop.exchange.aiken import aiken
from assistant.workshop.exchange.anki import anki
from assistant.workshop.exchange.formats import FORMATS, TOLD
from assistant.workshop.exchange.gift import gift
from assistant.workshop.exchange.moodle_xml import moodle_xml
from assistant.workshop.exchange.rows import BASIS_ASKED, accepted, questions_of
from assistant.workshop.exchange.tables import KAHOOT_TITLES, SECONDS, csv_table, kahoot, seconds_for
from assistant.workshop.printing.grounds import grounds
from assistant.workshop.types import FALSE, TRUE, Form, Item, Lesson, Option, Pair
from tests.made_lessons import BASIS, HOSTILE, hostile, lesson

LESSONS = {"plain": lesson(), "hostile": hostile()}
EACH = pytest.mark.parametrize("made", LESSONS.values(), ids=LESSONS)


@dataclass
class Read:
    """A question as a reader of a format finds it."""

    name: str
    kind: str
    text: str
    answers: list[tuple[str, float]] = field(default_factory=list)
    rows: list[tuple[str, str]] = field(default_factory=list)
    feedback: str = ""


def by_id(made: Lesson) -> dict[str, Item]:
    return {item.id: item for item in questions_of(made)}


# GIFT, read sign by sign as its documentation says: a backslash takes the meaning from the sign after it.


def gift_signs(text: str) -> Iterator[tuple[str, bool]]:
    """The signs of a text, each with whether it controls."""
    place = 0
    while place < len(text):
        sign = text[place]
        if sign == "\\" and place + 1 < len(text) and text[place + 1] in "\\~=#{}:n":
            place += 1
            yield ("\n" if text[place] == "n" else text[place]), False
        else:
            yield sign, sign in "~=#{}:"
        place += 1


def said(signs: list[tuple[str, bool]]) -> str:
    text = "".join(sign for sign, _ in signs).strip()
    return text.removeprefix("[plain]").strip()


def controls(signs: list[tuple[str, bool]], start: int, mark: str) -> bool:
    return signs[start : start + len(mark)] == [(sign, True) for sign in mark]


def find(signs: list[tuple[str, bool]], mark: str, start: int = 0) -> int:
    return next((place for place in range(start, len(signs)) if controls(signs, place, mark)), -1)


def parted(signs: list[tuple[str, bool]]) -> Iterator[tuple[str, list[tuple[str, bool]]]]:
    """The answers, each with the sign that begins it."""
    starts = [place for place, (sign, control) in enumerate(signs) if control and sign in "=~"]
    for start, end in zip(starts, [*starts[1:], len(signs)], strict=True):
        yield signs[start][0], signs[start + 1 : end]


def read_gift(data: bytes) -> tuple[str, list[Read]]:
    head, *blocks = [block for block in re.split(r"\n[ \t]*\n", data.decode()) if block.strip()]
    assert head.startswith("$CATEGORY: ")
    read = []
    for block in blocks:
        assert not any(line.strip().startswith("//") for line in block.splitlines())
        signs = list(gift_signs(block))
        assert controls(signs, 0, "::")
        end = find(signs, "::", 2)
        opened, closed = find(signs, "{"), find(signs, "}")
        assert find(signs, "{", opened + 1) == find(signs, "}", closed + 1) == -1
        assert not "".join(sign for sign, _ in signs[closed + 1 :]).strip()
        assert "".join(sign for sign, _ in signs[end + 2 : end + 9]) == "[plain]"
        inner = signs[opened + 1 : closed]
        general = find(inner, "####")
        one = Read(said(signs[2:end]), "", said(signs[end + 2 : opened]), feedback=said(inner[general + 4 :]))
        inner = inner[:general]
        if said(inner) in {"TRUE", "FALSE"}:
            one.kind, one.answers = "truefalse", [(said(inner), 1)]
        else:
            answers = list(parted(inner))
            if any(mark == "~" for mark, _ in answers):
                one.kind = "multichoice"
            else:
                one.kind = "match" if all("->" in said(told) for _, told in answers) else "shortanswer"
            for mark, told in answers:
                text = "".join(sign for sign, _ in told).strip()
                weight = re.match(r"%(-?\d+(?:\.\d+)?)%", text)
                right = float(weight[1]) / 100 if weight else float(mark == "=")
                text = (text[weight.end() :] if weight else text).removeprefix("[plain]").strip()
                one.answers.append((text, right))
                if one.kind == "match":
                    stem, _, choice = text.partition("->")
                    one.rows.append((stem.strip(), choice.strip()))
        read.append(one)
    return head.removeprefix("$CATEGORY: "), read


# Moodle XML, read by the library's parser, its HTML by another.


class Words(HTMLParser):
    """The text of HTML, a line break for each <br> and between paragraphs; no other tag may stand in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"p", "br"}
        assert not attrs
        self.parts += ["\n"] if tag == "br" or self.parts else []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.parts)


def text_in(element: ElementTree.Element, path: str) -> str:
    found = element.find(path)
    assert found is not None
    text = found.findtext("text") or ""
    return Words(text).text if found.get("format") == "html" else text


def read_moodle(data: bytes) -> tuple[str, list[Read]]:
    first, *questions = ElementTree.fromstring(data).findall("question")
    assert first.get("type") == "category"
    read = []
    for question in questions:
        kind = question.get("type") or ""
        one = Read(
            text_in(question, "name"),
            {"matching": "match"}.get(kind, kind),
            text_in(question, "questiontext"),
            feedback=text_in(question, "generalfeedback"),
        )
        for answer in question.findall("answer"):
            html = answer.get("format") == "html"
            text = answer.findtext("text") or ""
            one.answers.append((Words(text).text if html else text, float(answer.get("fraction") or 0) / 100))
        for row in question.findall("subquestion"):
            assert row.get("format") == "html"
            one.rows.append((Words(row.findtext("text") or "").text, row.findtext("answer/text") or ""))
        assert (question.findtext("single") == "true") == (kind == "multichoice")
        assert question.findtext("usecase") == ("0" if kind == "shortanswer" else None)
        read.append(one)
    return first.findtext("category/text") or "", read


def plain(text: str) -> str:
    """A text as any of these formats keeps it: without spaces at its ends."""
    return text.strip()


@EACH
@pytest.mark.parametrize(("write", "read"), [(gift, read_gift), (moodle_xml, read_moodle)], ids=["gift", "xml"])
def test_moodle_reads_every_item_as_it_is(write: Any, read: Any, made: Lesson) -> None:
    exported = write(made)
    assert exported.left_out == (() if made is LESSONS["plain"] else exported.left_out)
    left = dict(exported.left_out)
    category, found = read(exported.data)
    assert category.endswith(
        "/" + " ".join(made.title.split()).replace("/", "//").replace("\\", "\\\\" if write is gift else "\\")
    )
    items = by_id(made)
    assert [one.name for one in found] == [id_ for id_ in items if id_ not in left]
    for one in found:
        item = items[one.name]
        assert one.text == plain(item.ask)
        assert one.feedback == plain("\n".join(grounds(item)))
        if item.form is Form.TRUE_FALSE:
            assert one.kind == "truefalse"
            right = next(text for text, points in one.answers if points)
            assert right.upper() == ("TRUE" if item.answer == TRUE else "FALSE")
        elif item.options:
            assert one.kind == "multichoice"
            assert sorted(one.answers) == sorted((plain(option.text), float(option.right)) for option in item.options)
        elif item.form is Form.GAP:
            assert one.kind == "shortanswer"
            assert [(text.replace("\\*", "*"), points) for text, points in one.answers] == [
                (plain(answer), 1) for answer in accepted(item)
            ]
        else:
            assert one.kind == "match"
            if item.steps:
                told = dict(one.rows)
                assert [told[plain(step)] for step in item.steps] == [str(n) for n in range(1, len(item.steps) + 1)]
                assert [int(place) for _, place in one.rows] != list(range(1, len(item.steps) + 1))
            else:  # the longer of term and meaning stands on the left
                pairs = {frozenset((plain(pair.term), plain(pair.meaning))) for pair in item.pairs}
                assert {frozenset(row) for row in one.rows} == pairs
                assert max(len(stem) for stem, _ in one.rows) >= max(len(choice) for _, choice in one.rows)


def test_gift_is_read_by_another_parser() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks for the locale in a way that Python gives up
        from pygiftparser.parser import parseFile
    questions = parseFile(io.StringIO(gift(LESSONS["plain"]).data.decode()))
    items = by_id(LESSONS["plain"])
    kinds = {
        Form.CHOICE: "SelectSet",
        Form.PLACE: "SelectSet",
        Form.MISTAKE: "SelectSet",
        Form.TRUE_FALSE: "TrueFalseSet",
        Form.MATCH: "MatchingSet",
        Form.ORDER: "MatchingSet",
        Form.GAP: "ShortSet",
    }

    def unescaped(text: str) -> str:
        return re.sub(r"\\([#=~:{}])", r"\1", text)  # as it does itself when it renders

    assert [question.title for question in questions] == list(items)
    for question in questions:
        item = items[question.title]
        assert question.valid
        assert question.markup == "plain"
        assert type(question.answers).__name__ == kinds[item.form]
        assert unescaped(question.text) == item.ask
        assert unescaped(question.generalFeedback) == "\n".join(grounds(item))
        if item.form is Form.TRUE_FALSE:
            assert question.answers.answer == (item.answer == TRUE)
        elif item.options:
            read = {(unescaped(answer.answer), answer.fraction) for answer in question.answers.answers}
            assert read == {(option.text, 100 * option.right) for option in item.options}


def test_gift_says_what_it_cannot_hold() -> None:
    made = replace(
        lesson(),
        items=(
            Item("mũi tên", Form.GAP, "?", BASIS, answers=("a -> b",)),
            Item("vế", Form.MATCH, "?", BASIS, pairs=(Pair("a -> b", "c"), Pair("d", "e"))),
            Item("dài", Form.MATCH, "?", BASIS, pairs=(Pair("a" * 256, "b" * 300), Pair("d", "e"))),
        ),
    )
    assert dict(gift(made).left_out) == {
        "mũi tên": "đáp án có dấu “->”, GIFT đọc thành câu ghép cặp",
        "vế": "có dấu “->”, trong GIFT dấu này ngăn hai vế",
        "dài": "vế để chọn dài 256 ký tự, Moodle nhận nhiều nhất 255",
    }
    assert [id_ for id_, _ in moodle_xml(made).left_out] == ["dài"]


def test_the_basis_is_a_question_of_its_own() -> None:
    _, found = read_moodle(moodle_xml(LESSONS["plain"]).data)
    asked = next(one for one in found if one.name == "thoi-han-can-cu")
    assert asked.text == f"{lesson().items[0].ask}\n{BASIS_ASKED}"
    assert [text for text, points in asked.answers if points] == [BASIS.citation]
    assert len(asked.answers) == 3


def read_aiken(data: bytes) -> list[tuple[str, list[str], int]]:
    """Questions, options and the place of the right one, as the documentation of the format says."""
    read: list[tuple[str, list[str], int]] = []
    for block in data.decode().strip().split("\n\n"):
        ask, *options, key = block.split("\n")
        letters = [option[:3] for option in options]
        assert letters == [f"{chr(ord('A') + place)}. " for place in range(len(options))]
        assert re.fullmatch(r"ANSWER: [A-Z]", key)
        read.append((ask, [option[3:] for option in options], ord(key[-1]) - ord("A")))
    return read


@EACH
def test_aiken(made: Lesson) -> None:
    exported = aiken(made)
    left = dict(exported.left_out)
    items = [item for item in questions_of(made) if item.id not in left]
    for item, (ask, options, right) in zip(items, read_aiken(exported.data), strict=True):
        assert ask == " ".join(item.ask.split())
        assert sorted(options) == sorted(" ".join(option.text.split()) for option in item.options)
        assert options[right] == " ".join(item.answer.split())
    assert all(id_ in left for id_, item in by_id(made).items() if not item.options)
    assert all(item.options == () or "mở đầu" in left[item.id] for item in questions_of(made) if item.id in left)


def test_aiken_leaves_out_a_question_that_looks_like_an_option() -> None:
    made = replace(
        lesson(), items=(Item("a", Form.CHOICE, HOSTILE[5], BASIS, options=(Option("1", True), Option("2"))),)
    )
    assert aiken(made).data == b""
    assert "ANSWER" in dict(aiken(made).left_out)["a"]


@EACH
def test_csv(made: Lesson) -> None:
    data = csv_table(made).data
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["Mã"] for row in rows] == [item.id for item in made.items]
    for row, item in zip(rows, made.items, strict=True):
        assert not any(cell.strip()[:1] in {"=", "+", "-", "@"} for cell in row.values())
        shown = {name: cell.removeprefix("'") for name, cell in row.items()}
        assert shown["Lời hỏi"] == item.ask
        assert shown["Đáp án"] == (item.answers[0] if item.answers else item.answer)
        assert shown["Giải thích"] == item.key
        assert shown["Trích dẫn"].strip("“”") == item.basis.quote.strip("“”")
        assert shown["Phương án"] == "\n".join(
            [option.text for option in item.options]
            or [f"{pair.term} = {pair.meaning}" for pair in item.pairs]
            or item.steps
        )


SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read_xlsx(data: bytes) -> dict[str, str]:
    """The cells of the first sheet by their place, from the XML of the workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        shared = [
            "".join(text.text or "" for text in one.iter(f"{SHEET}t"))
            for one in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert not list(sheet.iter(f"{SHEET}f"))  # no formulas
    cells = {}
    for cell in sheet.iter(f"{SHEET}c"):
        value = cell.findtext(f"{SHEET}v")
        if value is not None:
            cells[cell.get("r") or ""] = shared[int(value)] if cell.get("t") == "s" else value
    return cells


def test_kahoot_has_the_template_of_its_import() -> None:
    exported = kahoot(LESSONS["plain"])
    cells = read_xlsx(exported.data)
    assert tuple(cells[f"{column}8"] for column in "BCDEFGH") == KAHOOT_TITLES
    items = [item for item in questions_of(LESSONS["plain"]) if item.id not in dict(exported.left_out)]
    assert [item.form for item in items] == [Form.CHOICE, Form.PLACE, Form.TRUE_FALSE, Form.PLACE, Form.MISTAKE]
    for row, item in enumerate(items, start=9):
        options = [cells[f"{column}{row}"] for column in "CDEF" if f"{column}{row}" in cells]
        assert cells[f"B{row}"] == " ".join(item.ask.split())
        assert sorted(options) == sorted(option.text for option in item.options)
        assert options[int(cells[f"H{row}"]) - 1] == item.answer
        assert int(cells[f"G{row}"]) in SECONDS
    assert f"B{9 + len(items)}" not in cells
    assert {"thuat-ngu", "cac-buoc", "dien-so"} == set(dict(exported.left_out))


@pytest.mark.parametrize(
    ("ask", "options", "reason"),
    [
        ("a" * 121, ("b", "c"), "lời hỏi dài 121 ký tự, Kahoot nhận nhiều nhất 120"),
        ("a" * 120, ("b" * 75, "c"), ""),
        ("𝕏" * 61, ("b", "c"), "lời hỏi dài 122 ký tự, Kahoot nhận nhiều nhất 120"),
        ("a", ("b" * 76, "c"), "có phương án dài 76 ký tự, Kahoot nhận nhiều nhất 75"),
        ("a", tuple("bcdef"), "có 5 phương án, Kahoot nhận nhiều nhất 4"),
        ("=cmd()", ("+1", "-1"), ""),
    ],
)
def test_kahoot_cuts_nothing(ask: str, options: tuple[str, ...], reason: str) -> None:
    item = Item("a", Form.CHOICE, ask, BASIS, options=(Option(options[0], True), *map(Option, options[1:])))
    exported = kahoot(replace(lesson(), items=(item,)))
    assert dict(exported.left_out).get("a", "") == reason
    cells = read_xlsx(exported.data)
    assert cells.get("B9") == (None if reason else ask)


@pytest.mark.parametrize(("letters", "seconds"), [(1, 20), (240, 30), (241, 60), (600, 60), (5000, 240)])
def test_time_to_read(letters: int, seconds: int) -> None:
    # 10 seconds to choose, a second for each 12 letters: 240 letters need 30 seconds
    assert seconds_for(Item("a", Form.CHOICE, "a" * letters, BASIS)) == seconds


def read_anki(data: bytes, tmp_path: Path) -> tuple[list[tuple[Any, ...]], dict[str, Any], dict[str, Any]]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert json.loads(package.read("media")) == {}
        (tmp_path / "collection.anki2").write_bytes(package.read("collection.anki2"))
    database = sqlite3.connect(tmp_path / "collection.anki2")
    try:
        notes = database.execute("select guid, mid, mod, flds, tags from notes order by id").fetchall()
        assert database.execute("select count(*) from cards").fetchone() == (len(notes),)
        decks, models = database.execute("select decks, models from col").fetchone()
    finally:
        database.close()
    return notes, json.loads(decks), json.loads(models)


@EACH
def test_anki(made: Lesson, tmp_path: Path) -> None:
    notes, decks, models = read_anki(anki(made, now=1_800_000_000).data, tmp_path)
    assert len(notes) == len(made.items)
    title = " ".join(made.title.split()).replace("::", ": ")
    assert f"Căn Cứ::{title}" in {deck["name"] for deck in decks.values()}
    (model,) = models.values()
    names = [one["name"] for one in model["flds"]]
    for (_, _, _, fields, _), item in zip(notes, made.items, strict=True):
        read = {name: Words(text).text for name, text in zip(names, fields.split("\x1f"), strict=True)}
        assert read["Câu hỏi"] == item.ask
        assert read["Giải thích"] == item.key
        assert item.basis.quote in read["Trích dẫn"]
        assert item.basis.citation in read["Căn cứ"]
        assert "xét tại ngày 22/11/2026" in read["Hiệu lực"]
        assert read["Đáp án"] == (item.answer.replace("; ", "\n") if item.form is Form.MATCH else item.answer)
        assert "[" not in fields  # of Anki's own marks
        lines = [option.text for option in item.options] + [pair.meaning for pair in item.pairs] + list(item.steps)
        assert all(line in read["Phương án"] for line in lines)


def test_anki_changes_its_cards_when_imported_again(tmp_path: Path) -> None:
    made = lesson()
    changed = replace(made, items=(replace(made.items[0], ask="Mới"), *made.items[1:]))
    first, second = (read_anki(anki(one, now).data, tmp_path) for one, now in ((made, 1.0e9), (changed, 2.0e9)))
    assert [note[:2] for note in first[0]] == [note[:2] for note in second[0]]
    assert first[1].keys() == second[1].keys()
    assert first[2].keys() == second[2].keys()
    assert first[0][0][2] < second[0][0][2]
    other = read_anki(anki(replace(made, id="khac"), 1.0e9).data, tmp_path)
    assert not {note[0] for note in other[0]} & {note[0] for note in first[0]}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_accounts_for_every_item(name: str) -> None:
    assert TOLD[name]
    names = set()
    for made in LESSONS.values():
        exported = FORMATS[name](made)
        assert exported.name.startswith(made.id)
        assert exported.data
        assert all(reason for _, reason in exported.left_out)
        assert {id_ for id_, _ in exported.left_out} <= by_id(made).keys()
        names.add(exported.name.removeprefix(made.id))
    assert len(names) == 1
    assert FORMATS[name](replace(lesson(), items=())).left_out == ()


def test_lone_halves_of_letters_and_controls_are_left_out() -> None:
    item = Item("a", Form.TRUE_FALSE, "a\ud800\x00\x0bb", BASIS, options=(Option(TRUE, True), Option(FALSE)))
    for write in FORMATS.values():
        assert write(replace(lesson(), items=(item,))).data
    _, (read,) = read_moodle(moodle_xml(replace(lesson(), items=(item,))).data)
    assert read.text == "ab"
