"""An invented architecture of ninety-nine pages, as Word file and PDF: every section once, at its page, nothing else."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from corpus.clean import clean
from corpus.parse import parse
from corpus.read import read
from corpus.types import CleanText, Level, Provision

FOLDER = Path(__file__).parent / "documents" / "architecture"
FACTS: dict[str, Any] = json.loads((FOLDER / "sections.json").read_text("utf-8"))
FORMS = ["docx", "pdf"]
HEADED = {Level.PART, Level.SECTION, Level.APPENDIX}


@cache
def parsed(form: str) -> tuple[CleanText, tuple[Provision, ...]]:
    cleaned = clean(read(FOLDER / f"9300-qd-ubnd-song-lam.{form}"))
    return cleaned, parse("d", cleaned)


def outline(provisions: tuple[Provision, ...]) -> dict[tuple[str, str], str]:
    """The heading of each unit with one below the attachment, by part or appendix and label, in reading order."""
    found = {}
    for provision in provisions:
        last = provision.path[-1]
        if last.level in HEADED and provision.step(Level.ATTACHMENT):
            appendix, part = provision.step(Level.APPENDIX), provision.step(Level.PART)
            within = f"Phụ lục {appendix}" if appendix else f"Phần {part}"
            label = within if last.level is not Level.SECTION else last.label
            assert (within, label) not in found
            found[within, label] = provision.heading.lower()
    return found


def expected() -> dict[tuple[str, str], str]:
    rows = {}
    for section in FACTS["sections"]:
        part = section["part"] if section["part"].startswith("Phụ lục") else f"Phần {section['part']}"
        rows[part, section["label"]] = section["heading"].lower()
    return rows


@pytest.mark.parametrize("form", FORMS)
def test_every_section_is_found_once_and_nothing_else(form: str) -> None:
    found = outline(parsed(form)[1])
    assert list(found) == list(expected())
    wrong = {place: found[place] for place, heading in expected().items() if heading not in found[place]}
    assert wrong == {}


@pytest.mark.parametrize("form", FORMS)
def test_the_provisions_tile_the_text_and_have_their_own_keys(form: str) -> None:
    cleaned, provisions = parsed(form)
    assert "".join(provision.text for provision in provisions) == cleaned.text
    keys = [provision.key for provision in provisions]
    assert len(set(keys)) == len(keys)
    assert not [key for key in keys if "~" in key]


def test_every_section_knows_its_page() -> None:
    provisions = [p for p in parsed("pdf")[1] if p.path[-1].level in HEADED and p.step(Level.ATTACHMENT)]
    pages = [provision.pages[0] if provision.pages else 0 for provision in provisions]
    assert pages == [section["page"] for section in FACTS["sections"]]


@pytest.mark.parametrize("form", FORMS)
def test_a_section_is_cited_with_its_part_and_the_regulation(form: str) -> None:
    (found,) = [p for p in parsed(form)[1] if p.heading == "Kiến trúc dữ liệu" and p.step(Level.PART) == "III"]
    assert found.citation == "mục II.2.3 Phần III Kiến trúc ban hành kèm theo"


@pytest.mark.parametrize("form", FORMS)
def test_running_heads_and_page_numbers_are_gone(form: str) -> None:
    text = parsed(form)[0].text
    assert "Trang 12/99" not in text
    assert text.count("KIẾN TRÚC CHÍNH PHỦ SỐ TỈNH SÔNG LAM 4.0") <= 1
