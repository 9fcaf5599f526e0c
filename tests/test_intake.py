"""Files handed in: read, refused with a reason, taken back, and never lost, whatever is killed when."""

from __future__ import annotations

import threading
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.ask import Assistant
from assistant.intake import LOCK, UNDONE, UNPACKED, Handed, Intake
from assistant.intake_work import read_next, work
from assistant.settings import Settings
from corpus.catalogue import Catalogue
from corpus.errors import Misconfigured

DOCUMENTS = Path(__file__).parent / "documents"
LONGEST = 120  # seconds


class Alone(Intake):
    """Files handed in while no process works."""

    def go_on(self) -> None:
        pass


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "data", library=False)


def file(name: str) -> tuple[str, bytes]:
    return name, (DOCUMENTS / name).read_bytes()


def zipped(**members: bytes) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.docx" if content else f"{name}.txt", content)
    return data.getvalue()


def states(intake: Intake) -> dict[str, str]:
    return {handed.name: handed.state for handed in intake.handed()}


def named(intake: Intake, name: str) -> Handed:
    return next(handed for handed in intake.handed() if handed.name == name)


def numbers(settings: Settings) -> set[str]:
    catalogue = Catalogue(settings.catalogue)
    try:
        return {document.number for document in catalogue.documents()}
    finally:
        catalogue.close()


def test_a_process_of_its_own_reads_and_indexes(settings: Settings) -> None:
    intake = Intake(settings)
    intake.put([file("9012-2021-tt-bkns.docx")])
    for _ in range(3):
        intake.go_on()  # one is at work: the others leave it alone
    ready = threading.Event()
    last = time.monotonic() + LONGEST
    while intake.is_busy():
        assert time.monotonic() < last, (intake.handed(), intake.work())
        ready.wait(0.1)
    (handed,) = intake.handed()
    assert handed.state == "added"
    assert Assistant.open(settings).ask("Hồ sơ trễ hạn là gì?").kind == "answer"


def test_read_refused_undone_and_read_again(settings: Settings) -> None:
    intake = Alone(settings)
    # Of a name only what follows the last stroke counts, and none of it is a path.
    intake.put(
        [file("9012-2021-tt-bkns.docx"), ("anh/../tr\0ong.docx", b""), file("9012-2021-tt-bkns.docx"), ("..", b"")]
    )
    work(intake)
    odd, again, empty, added = intake.handed()
    assert (added.state, again.state, empty.state, odd.state) == ("added", "known", "refused", "refused")
    assert empty.name == "trong.docx"
    assert empty.reason
    assert not intake.is_busy()
    question = "Hồ sơ trễ hạn là gì?"
    assert Assistant.open(settings).ask(question).kind == "answer"
    catalogue = Catalogue(settings.catalogue)
    copy = catalogue.copy_of_file(added.file_sha256)
    assert copy is not None
    assert copy.source == "9012-2021-tt-bkns.docx"
    catalogue.close()

    intake.undo(added)
    work(intake)
    taken = intake.handed()[-1]
    assert taken.state == UNDONE
    assert Path(taken.path).read_bytes() == file("9012-2021-tt-bkns.docx")[1]
    assert numbers(settings) == set()
    assert Assistant.open(settings).ask(question).kind == "refusal"
    intake.again(added.id)
    work(intake)
    assert intake.handed()[-1].state == "added"
    assert numbers(settings) == {"9012/2021/TT-BKNS"}

    intake.again(empty.id)  # what was refused is kept, to be read once more
    work(intake)
    assert states(intake)["trong.docx"] == "refused"
    intake.forget(empty.id)
    assert "trong.docx" not in states(intake)
    assert not Path(empty.path).exists()
    intake.put([("mới.txt", b"")])
    assert named(intake, "mới.txt").id > odd.id  # an id is never given twice


def test_an_archive_is_told_member_by_member_and_undone_so(settings: Settings) -> None:
    intake = Alone(settings)
    one, other = (file(name)[1] for name in ("9001-qd-bkns.docx", "9002-qd-bkns.docx"))
    intake.put([("goi.zip", zipped(một=one, hai=other, trống=b""))])
    work(intake)
    told = {"goi.zip": UNPACKED, "một.docx": "added", "hai.docx": "added", "trống.txt": "refused"}
    assert states(intake) == told
    intake.undo(named(intake, "một.docx"))
    work(intake)
    assert numbers(settings) == {"9002/QĐ-BKNS"}
    assert Path(named(intake, "một.docx").path).read_bytes() == one
    intake.again(named(intake, "goi.zip").id)  # of the same members no second rows
    work(intake)
    assert states(intake) == told | {"hai.docx": "known"}
    intake.forget(named(intake, "goi.zip").id)
    assert intake.handed() == []


def test_killed_when_the_file_was_in_the_catalogue_but_not_in_the_index(settings: Settings) -> None:
    intake = Alone(settings)
    intake.put([file("9001-qd-bkns.docx")])
    assert read_next(intake)
    assert numbers(settings) == {"9001/QĐ-BKNS"}
    intake.set(intake.handed()[0].id, state="reading")  # as a process leaves it that is killed before it says so
    assert intake.is_busy()
    work(intake)
    assert not intake.is_busy()
    assert Assistant.open(settings).ask("Quyết định 9001/QĐ-BKNS còn hiệu lực không?").kind == "answer"


def test_one_process_works_at_a_time(settings: Settings) -> None:
    intake = Alone(settings)
    intake.put([file("9001-qd-bkns.docx")])
    with FileLock(settings.data / LOCK):
        work(intake)
    assert states(intake) == {"9001-qd-bkns.docx": "waiting"}


def test_an_index_that_cannot_be_made_is_told_and_tried_again_when_asked(settings: Settings) -> None:
    intake = Alone(settings)
    intake.put([file("9001-qd-bkns.docx")])
    settings.index.write_text("a file where the folder should be")
    work(intake)
    assert "intake.log" in intake.work().error
    assert not intake.is_busy()
    settings.index.unlink()
    intake.want_index()
    work(intake)
    assert not intake.work().error
    assert Assistant.open(settings).ask("Quyết định 9001/QĐ-BKNS còn hiệu lực không?").kind == "answer"


def test_what_cannot_be_written_is_told_and_the_files_before_it_are_kept(settings: Settings) -> None:
    intake = Alone(settings)
    intake.put([("a.txt", b"x")])
    (settings.data / "incoming").rename(settings.data / "elsewhere")
    (settings.data / "incoming").write_text("a file where the folder should be")
    with pytest.raises(Misconfigured, match=r"Không ghi được “b\.txt”"):
        intake.put([("b.txt", b"x")])
    assert states(intake) == {"a.txt": "waiting"}
