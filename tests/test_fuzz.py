"""Broken, mislabelled and hostile files: each is read or refused with a reason, soon, and nothing else happens."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from corpus.add import Outcome, add_files
from corpus.catalogue import Catalogue
from corpus.errors import ReadRefused
from corpus.read import read_bytes
from corpus.read.apart import Apart
from corpus.read.ocr import Ocr
from corpus.read.pdf_lines import Line
from tests.conftest import DOCUMENTS
from tests.mutations import archive, broken, hostile

SECONDS = 30.0
NAMES = ("a.docx", "a.pdf", "a.html", "a.doc", "a.txt", "a.md", "a.zip", "a.json", "a.png", "a")


def picture(form: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("L", (300, 200), 255).save(buffer, form)
    return buffer.getvalue()


def sound() -> dict[str, bytes]:
    """A sound file of each form."""
    stem = "9077-2024-qd-ubnd"
    files = {form: (DOCUMENTS / f"{stem}.{form}").read_bytes() for form in ("docx", "pdf", "html", "txt")}
    files["doc"] = (DOCUMENTS / "word" / "9130-qd-bkns.doc").read_bytes()
    files["md"] = (DOCUMENTS / "9150-kh-ubnd.md").read_bytes()
    files["zip"] = archive(("a.txt", files["txt"]), ("b/c.html", files["html"]))
    article = {"number": "Điều 1", "heading": "Phạm vi", "body": "Luật giả định này quy định việc kết nối. " * 20}
    files["json"] = json.dumps({"id": "9068/2020/QH14", "chapters": [{"articles": [article]}]}).encode()
    files["mhtml"] = b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n" + files["html"]
    files["png"], files["tiff"] = picture("PNG"), picture("TIFF")
    return files


@pytest.fixture(scope="module")
def reader() -> Iterator[Apart]:
    with Apart(ocr=False) as apart:
        yield apart


class Drawn(Ocr):
    """Reads any picture as one line, so that pictures are opened without Tesseract."""

    def lines(self, image: Image.Image, width: float, height: float) -> tuple[Line, ...]:
        image.convert("L").resize((8, 8))
        return (Line("Điều 1. Hình vẽ giả định để kiểm thử việc đọc ảnh", 70.0, 300.0, 700.0, 13.0),)


@pytest.mark.parametrize("form", ["png", "tiff"])
def test_broken_pictures_are_opened(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process, where a double reads the pictures; the others go through a process that reads none."""
    monkeypatch.setattr("corpus.read.image.missing", lambda: "")
    read = 0
    for _, data in broken(sound()[form], seed=7):
        with suppress(ReadRefused):  # and nothing else
            read += read_bytes(data, f"a.{form}", Drawn()).text.startswith("Điều 1.")
    assert read > 20


class Adding:
    """Adds bytes as a user's file and checks what must hold whatever they are."""

    def __init__(self, folder: Path, reader: Apart) -> None:
        self.folder = folder
        self._folder = folder / "files"
        self._folder.mkdir()
        self._reader = reader
        self.catalogue = Catalogue(folder / "data" / "c.sqlite")

    def add(self, name: str, data: bytes, what: str) -> list[Outcome]:
        path = self._folder / name
        path.write_bytes(data)
        begun = time.monotonic()
        outcomes = list(add_files([path], self.catalogue, read=self._reader.read))
        took = time.monotonic() - begun
        path.unlink()
        assert took < SECONDS, (what, name, took)
        for outcome in outcomes:
            assert outcome.kind in {"added", "copy", "known", "refused"}, what
            assert outcome.kind != "refused" or len(outcome.reason) > 20, what
        assert list(self._folder.iterdir()) == [], what  # nothing but the catalogue is written
        return outcomes

    def check(self) -> None:
        """The catalogue opens and its provisions tile its copies."""
        for document in self.catalogue.documents():
            for copy in self.catalogue.copies(document.id):
                assert "".join(p.text for p in self.catalogue.provisions(copy)) == copy.text, copy.source


@pytest.fixture
def adding(tmp_path: Path, reader: Apart) -> Adding:
    return Adding(tmp_path, reader)


@pytest.mark.parametrize("form", sorted(sound()))
def test_broken_files(form: str, adding: Adding) -> None:
    cases = list(broken(sound()[form], seed=20_261_124))
    assert len(cases) >= 185
    for what, data in cases:
        adding.add(f"a.{form}", data, f"{form}: {what}")
    adding.check()


@pytest.mark.parametrize("form", sorted(sound()))
def test_a_name_says_nothing(form: str, adding: Adding) -> None:
    """A sound file is read whatever it is called: by its content."""
    kinds = {outcome.kind for name in NAMES for outcome in adding.add(name, sound()[form], f"{form} as {name}")}
    assert kinds <= ({"refused"} if form in {"png", "tiff"} else {"added", "copy", "known"})


@pytest.mark.parametrize(("what", "name", "data"), [pytest.param(*case, id=case[0]) for case in hostile()])
def test_hostile_files(what: str, name: str, data: bytes, adding: Adding) -> None:
    adding.add(name, data, what)
    adding.check()
    assert not list(Path.cwd().glob("fuzz-9130-*"))
    assert not list(adding.folder.parent.glob("**/fuzz-9130-*"))
