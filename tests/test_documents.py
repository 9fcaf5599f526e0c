"""The invented regulations read the same from every format."""

from collections import Counter
from pathlib import Path

import pytest

from corpus.clean import clean
from corpus.describe import describe
from corpus.errors import ReadRefused
from corpus.parse import parse
from corpus.read import read
from tests.make_documents import DOCUMENTS, as_html, lines_of

SOURCES = sorted((DOCUMENTS / "src").glob("*.txt"))


def keys(path: Path) -> list[str]:
    return [provision.key for provision in parse("d", clean(read(path)))]


def described(path: Path) -> object:
    text = clean(read(path))
    return describe(text, parse("d", text))


def test_there_are_enough_of_them() -> None:
    assert len(SOURCES) >= 8


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_three_formats_give_one_tree_and_one_description(source: Path) -> None:
    docx, page, pdf = (DOCUMENTS / f"{source.stem}.{form}" for form in ("docx", "html", "pdf"))
    assert keys(docx) == keys(page) == keys(pdf)
    assert described(docx) == described(page) == described(pdf)
    for path in (docx, page, pdf):
        assert "Văn bản giả định" in clean(read(path)).text


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_the_letters_are_the_same_in_every_format(source: Path) -> None:
    """But for the order of a signature's two columns, and at most two stray glyphs that printing to PDF left."""
    docx, page, pdf = (
        Counter("".join(clean(read(DOCUMENTS / f"{source.stem}.{form}")).text.split()).replace("|", ""))
        for form in ("docx", "html", "pdf")
    )
    assert docx == page
    assert (docx - pdf).total() == 0
    assert (pdf - docx).total() <= 2


def test_decomposed_letters_and_old_tone_marks() -> None:
    text = DOCUMENTS / "9077-2024-qd-ubnd.txt"
    assert keys(text) == keys(text.with_suffix(".docx"))
    assert described(text).issuer in {"Uỷ ban nhân dân tỉnh Sông Lam", "Ủy ban nhân dân tỉnh Sông Lam"}  # type: ignore[attr-defined]


def test_markdown_gives_the_same_sections() -> None:
    markdown = DOCUMENTS / "9150-kh-ubnd.md"
    assert [k for k in keys(markdown) if k.startswith("section")] == [
        k for k in keys(markdown.with_suffix(".docx")) if k.startswith("section")
    ]


def test_the_scan_is_refused_with_advice() -> None:
    with pytest.raises(ReadRefused, match="quét"):
        read(DOCUMENTS / "9044-qd-ubnd-song-lam.scan.pdf")


def test_the_pages_are_made_from_the_sources() -> None:
    for source in SOURCES:
        made = as_html(lines_of(source), portal=source.stem == "9012-2021-tt-bkns")
        assert (DOCUMENTS / f"{source.stem}.html").read_text(encoding="utf-8") == made
