"""`python -m assistant.intake_work`: reads the files handed in one by one, then indexes, until nothing is left.

It works with low priority while people go on asking; one such process works for a data folder at a time.
"""

from __future__ import annotations

import logging
import os
import shutil
import time
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.build import ensure_index
from assistant.intake import LOCK, LOG_FILE, READING, UNPACKED, WAITING, Intake
from assistant.settings import Settings
from corpus.add import Outcome, add_files
from corpus.archive import is_archive
from corpus.catalogue import Catalogue
from corpus.errors import CanCuError
from corpus.read.apart import Apart

LOG = logging.getLogger(__name__)
UNFORESEEN = "chương trình gặp lỗi ngoài dự kiến; chi tiết ở tệp nhật ký “{log}” trong thư mục dữ liệu."


def work(intake: Intake) -> None:
    """Do what there is to do; returns at once when another process is at it."""
    while True:
        try:
            with FileLock(intake.settings.data / LOCK, timeout=0):
                with intake.open() as db:
                    db.execute("update files set state = ? where state = ?", (WAITING, READING))  # of a killed process
                while read_next(intake) or index(intake):
                    pass
        except Timeout:
            return
        if not intake.is_busy():  # what came between the last look and the end of the lock
            return


def read_next(intake: Intake) -> bool:
    """Read the file that waits longest; False when none does."""
    with intake.open() as db:
        row = db.execute("select id, path, name from files where state = ? order by id", (WAITING,)).fetchone()
    if row is None:
        return False
    id_, path, name = row
    intake.set(id_, state=READING)
    intake.note_wanted()  # first: a process killed once the file is in the catalogue must not leave it unindexed
    try:
        _read(intake, id_, Path(path), name)
    except Exception:
        LOG.exception("A file handed in could not be read: %s", name)
        intake.set(id_, state="refused", reason=UNFORESEEN.format(log=LOG_FILE))
    return True


def _read(intake: Intake, id_: int, path: Path, name: str) -> None:
    archive = is_archive(path)
    catalogue = Catalogue(intake.settings.catalogue)
    kept = []  # refused: their bytes are nowhere else
    try:
        with Apart(kept=intake.settings.data / "ocr", ocr=intake.settings.ocr) as reader:
            reader.heard = lambda _, page, pages: intake.set(id_, page=page, pages=pages)
            for outcome in add_files([path], catalogue, None, reader.read, named=lambda _: name):
                told = _told(outcome)
                kept += [outcome] if outcome.kind == "refused" else []
                if archive and outcome.path != path:
                    intake.set_member(id_, outcome.path.name, told)
                else:
                    archive = False  # an archive that was refused as a whole
                    intake.set(id_, **told)
    finally:
        catalogue.close()
    if archive:
        intake.set(id_, state=UNPACKED)
    if not kept:
        intake.set(id_, path="")
        shutil.rmtree(path.parent, ignore_errors=True)


def _told(outcome: Outcome) -> dict[str, str]:
    return {
        "state": outcome.kind,
        "reason": outcome.reason,
        "notes": "\n".join(note.replace("\n", " ") for note in outcome.notes),
        "format": outcome.format,
        "file_sha256": outcome.file_sha256,
    }


def index(intake: Intake) -> bool:
    """Bring the index up to the catalogue; False when there is nothing to do, or it cannot be done."""
    now = intake.work()
    if not now.is_due or now.error:
        return False
    began = time.time()
    try:
        ensure_index(
            intake.settings, lambda place, total, doing: intake.set_work(place=place, total=total, doing=doing)
        )
    except Exception as error:
        LOG.exception("The index could not be made")
        said = str(error) if isinstance(error, CanCuError) else UNFORESEEN.format(log=LOG_FILE)
        intake.set_work(error=said, place=0, total=0, doing="")
        return False
    intake.set_work(done=began, place=0, total=0, doing="")
    return True


def main() -> None:
    """Work for the data folder of the environment."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    with suppress(AttributeError, OSError):  # Windows has no such thing
        os.nice(10)
    work(Intake(Settings.from_environment()))


if __name__ == "__main__":
    main()
