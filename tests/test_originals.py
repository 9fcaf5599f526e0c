"""Original files: kept as they came, found again, and the pages that quotations stand on."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from assistant.evidence import Evidence
from corpus.add import add_file
from corpus.catalogue import Catalogue
from corpus.errors import ReadRefused
from corpus.originals import Originals
from corpus.page_image import WITH_PAGES, page_image

DOCUMENTS = Path(__file__).parent / "documents"


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("qd.PDF", ".pdf"),
        ("qd", ""),
        ("../../x.docx", ".docx"),
        ("a.b/c", ""),
        ("x.veryverylongending", ""),
        ("x.p\0", ""),
    ],
)
def test_a_file_is_kept_under_its_hash(tmp_path: Path, name: str, ending: str) -> None:
    kept = Originals(tmp_path / "originals")
    path = kept.keep(b"bytes", name)
    sha256 = hashlib.sha256(b"bytes").hexdigest()
    assert path == tmp_path / "originals" / sha256[:2] / f"{sha256}{ending}"
    assert kept.keep(b"bytes", name) == path
    assert kept.find(sha256) == path
    assert path.read_bytes() == b"bytes"
    kept.drop(sha256)
    assert kept.find(sha256) is None


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / "data" / "catalogue.sqlite")


def test_a_copy_keeps_its_file_until_it_goes(catalogue: Catalogue, tmp_path: Path) -> None:
    file = tmp_path / "thong-tu.docx"
    file.write_bytes((DOCUMENTS / "9012-2021-tt-bkns.docx").read_bytes())
    document = add_file(file, catalogue).document
    assert document is not None
    copy = catalogue.best_copy(document.id)
    data = file.read_bytes()
    file.unlink()
    original = catalogue.original(copy.id)
    assert original is not None
    assert original.read_bytes() == data
    catalogue.remove_copy(copy.id)
    assert not original.exists()
    assert catalogue.original(copy.id) is None


def test_of_a_file_not_kept_the_source_serves_while_it_is_unchanged(catalogue: Catalogue, tmp_path: Path) -> None:
    file = tmp_path / "thong-tu.docx"
    file.write_bytes((DOCUMENTS / "9012-2021-tt-bkns.docx").read_bytes())
    document = add_file(file, catalogue).document
    assert document is not None
    copy = catalogue.best_copy(document.id)
    kept = catalogue.original(copy.id)
    assert kept is not None
    kept.unlink()  # as in a catalogue of an earlier version
    assert catalogue.original(copy.id) == file
    file.write_bytes(b"something else")
    assert catalogue.original(copy.id) is None


def words_within(file: Path, page: int, box: tuple[float, float, float, float]) -> str:
    """What a PDF's own text layer has within a rectangle (left, bottom, right, top in points)."""
    import pypdfium2 as pdfium

    text = pdfium.PdfDocument(file)[page - 1].get_textpage()
    return " ".join(text.get_text_bounded(*box).split())


def test_the_framed_box_on_a_page_holds_the_quoted_words(catalogue: Catalogue) -> None:
    import pypdfium2 as pdfium

    file = DOCUMENTS / "9012-2021-tt-bkns.pdf"
    document = add_file(file, catalogue).document
    assert document is not None
    copy = catalogue.best_copy(document.id)
    from datetime import date

    provision = catalogue.provision(f"{document.id}#article:5/clause:2")
    assert provision is not None
    quote = Evidence(catalogue, date(2026, 11, 22)).quote(provision)
    places = catalogue.places(copy.id, quote.start, quote.end)
    pages = {place.box.page for place in places}
    assert pages
    found = []
    for page in sorted(pages):
        boxes = [place.box for place in places if place.box.page == page]
        drawn = page_image(file, page, boxes, by_ocr=False)
        assert drawn.jpeg[:2] == b"\xff\xd8"
        width, height = pdfium.PdfDocument(file)[page - 1].get_size()
        for area in drawn.areas:
            assert 0 <= area.left < area.left + area.width <= 1
            assert 0 <= area.top < area.top + area.height <= 1
            bottom = height * (1 - area.top - area.height)
            box = (width * area.left, bottom, width * (area.left + area.width), height * (1 - area.top))
            found.append(words_within(file, page, box))
    assert " ".join(found).split() == quote.text.split()


def test_a_page_that_is_not_there_and_a_file_that_is_none_are_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 and no more")
    for file, page in ((DOCUMENTS / "9012-2021-tt-bkns.pdf", 999), (broken, 1), (tmp_path / "none.pdf", 1)):
        with pytest.raises(ReadRefused, match=f"trang {page} không vẽ được"):
            page_image(file, page, (), by_ocr=False)


def test_a_turned_page_frames_the_same_words(tmp_path: Path) -> None:
    import pypdfium2 as pdfium

    from corpus.types import Box

    source = DOCUMENTS / "9012-2021-tt-bkns.pdf"
    pdf = pdfium.PdfDocument(source)
    width, height = pdf[0].get_size()
    pdf[0].set_rotation(90)
    turned = tmp_path / "turned.pdf"
    pdf.save(turned)
    box = Box(1, 100, 700, 300, 720)
    (upright,) = page_image(source, 1, [box], by_ocr=False).areas
    (area,) = page_image(turned, 1, [box], by_ocr=False).areas
    assert upright.left == pytest.approx(100 / width, abs=0.002)
    assert upright.top == pytest.approx(1 - 720 / height, abs=0.002)
    # A quarter turn clockwise: what was left is at the top, what was at the bottom is left.
    assert area.left == pytest.approx(700 / height, abs=0.002)
    assert area.top == pytest.approx(100 / width, abs=0.002)


def test_formats_with_pages_are_those_that_have_boxes() -> None:
    assert {"pdf", "scan", "image"} == WITH_PAGES
