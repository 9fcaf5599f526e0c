"""Files handed in: read by a process of their own, refused with a reason, taken back, and never lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.intake import UNDONE, WAITING, Handed, Intake
from assistant.settings import Settings
from corpus.catalogue import Catalogue

DOCUMENTS = Path(__file__).parent / "documents"
LONGEST = 120  # seconds


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "data", library=False)


def settled(intake: Intake) -> list[Handed]:
    """The files handed in once nothing is left to do."""
    last = time.monotonic() + LONGEST
    while intake.is_busy():
        assert time.monotonic() < last, (intake.handed(), intake.work())
        time.sleep(0.1)
    return intake.handed()


def file(name: str) -> tuple[str, bytes]:
    return name, (DOCUMENTS / name).read_bytes()


def numbers(settings: Settings) -> set[str]:
    catalogue = Catalogue(settings.catalogue)
    try:
        return {document.number for document in catalogue.documents()}
    finally:
        catalogue.close()


def test_read_refused_undone_and_read_again(settings: Settings) -> None:
    intake = Intake(settings)
    intake.put([file("9012-2021-tt-bkns.docx"), ("anh/../trong.docx", b""), file("9012-2021-tt-bkns.docx")])
    again, empty, added = settled(intake)
    assert (added.state, again.state, empty.state) == ("added", "known", "refused")
    assert empty.name == "trong.docx"
    assert empty.reason
    assert not intake.work().is_due
    question = "Hồ sơ trễ hạn là gì?"
    assert Assistant.open(settings).ask(question).kind == "answer"
    catalogue = Catalogue(settings.catalogue)
    copy = catalogue.copy_of_file(added.file_sha256)
    assert copy is not None
    assert copy.source == "9012-2021-tt-bkns.docx"
    catalogue.close()

    intake.undo(added)
    assert {handed.id: handed.state for handed in settled(intake)}[added.id] == UNDONE
    assert numbers(settings) == set()
    assert Assistant.open(settings).ask(question).kind == "refusal"
    intake.again(added.id)
    assert {handed.id: handed.state for handed in settled(intake)}[added.id] == "added"
    assert numbers(settings) == {"9012/2021/TT-BKNS"}

    intake.again(empty.id)  # what was refused is kept, to be read once more
    assert {handed.id: handed.state for handed in settled(intake)}[empty.id] == "refused"
    intake.forget(empty.id)
    assert empty.id not in {handed.id for handed in intake.handed()}
    assert not Path(empty.path).exists()


def test_an_archive_is_told_member_by_member(settings: Settings) -> None:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.write(DOCUMENTS / "9001-qd-bkns.docx", "khung/9001.docx")
        archive.writestr("trong.txt", "")
    intake = Intake(settings)
    intake.put([("van-ban.zip", data.getvalue())])
    told = {handed.name: handed.state for handed in settled(intake)}
    assert told == {"van-ban.zip › 9001.docx": "added", "van-ban.zip › trong.txt": "refused"}


def test_a_killed_process_loses_nothing(settings: Settings) -> None:
    intake = Intake(settings)
    settings.data.mkdir(parents=True)
    # Handed in while no process runs: as if it had been killed with one file being read and one waiting.
    intake_go_on, intake.go_on = intake.go_on, lambda: None  # type: ignore[method-assign]
    intake.put([file("9001-qd-bkns.docx"), file("9002-qd-bkns.docx")])
    first = intake.handed()[-1]
    intake._set(first.id, state="reading")
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant.intake"],
        env=os.environ | settings.as_environment(),
        cwd=Path(__file__).parents[1],
    )
    while any(handed.state == WAITING for handed in intake.handed()) and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    intake_go_on()
    assert {handed.state for handed in settled(intake)} == {"added"}
    assert numbers(settings) == {"9001/QĐ-BKNS", "9002/QĐ-BKNS"}


def test_two_processes_do_not_work_at_once(settings: Settings) -> None:
    intake = Intake(settings)
    intake.put([file("9001-qd-bkns.docx")])
    for _ in range(3):
        intake.go_on()
    assert [handed.state for handed in settled(intake)] == ["added"]


def test_what_cannot_be_written_is_told(settings: Settings) -> None:
    from corpus.errors import Misconfigured

    settings.data.mkdir(parents=True)
    (settings.data / "incoming").write_text("a file where the folder should be")
    with pytest.raises(Misconfigured, match=r"Không ghi được “a\.txt”"):
        Intake(settings).put([("a.txt", b"x")])
    assert Intake(settings).handed() == []
