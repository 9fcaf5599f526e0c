"""`python -m assistant.workshop.room`: serve the sessions of the data folder; with a lesson's file, begin one."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from assistant.settings import Settings
from assistant.workshop.lesson import read_lesson
from assistant.workshop.room.book import FILE, RoomBook
from assistant.workshop.room.launch import HOST, PORT, Served, claim, running
from assistant.workshop.room.server import serve
from assistant.workshop.room.state import Session
from assistant.workshop.types import Lesson
from corpus.errors import CanCuError


def main() -> int:
    """Serve until stopped; the presenter's address goes to standard output."""
    parser = argparse.ArgumentParser(description="Phục vụ các buổi tập huấn của thư mục dữ liệu (CANCU_DATA).")
    parser.add_argument("lesson", nargs="?", type=Path, help="tệp bài tập huấn: mở một buổi mới từ bài này")
    parser.add_argument("--session", help="mã của một buổi đã có: in lại địa chỉ trình chiếu")
    parser.add_argument("--host", default=HOST, help="0.0.0.0 để điện thoại trong mạng vào được")
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--address", default="", help="địa chỉ in trong mã QR, thay cho địa chỉ tự tìm")
    parser.add_argument("--seconds", type=float, default=0, help="đồng hồ tự chạy khi mở mỗi câu")
    told = parser.parse_args()
    settings = Settings.from_environment()
    try:
        served = running(settings)
        if served and (told.lesson or told.session):
            print(served.presenter(_session(told, settings)))
            return 0
        with claim(settings, told.host, told.port) as listening:  # no session is begun that nobody can reach
            if told.lesson or told.session:
                print(Served(told.host, told.port, 0).presenter(_session(told, settings)), flush=True)
            serve(settings, told.host, told.port, told.address, listening)
    except CanCuError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


def _session(told: argparse.Namespace, settings: Settings) -> Session:
    """The session asked for: of a lesson's file, begun with what is to be known of its bases today."""
    book = RoomBook(settings.data / FILE)
    if not told.lesson:
        return book.session(told.session)
    lesson, warnings = _known(read_lesson(told.lesson), settings)
    return book.start(lesson, warnings, told.seconds)


def _known(lesson: Lesson, settings: Settings) -> tuple[Lesson, list[str]]:
    """The lesson with what the corpus knows of its bases today, and what the trainer is warned of."""
    from assistant.evidence import Evidence
    from assistant.workshop.expiry import as_known, warnings_before
    from corpus.add import sync_library
    from corpus.catalogue import Catalogue
    from corpus.digest import library_files

    settings.data.mkdir(parents=True, exist_ok=True)
    catalogue = Catalogue(settings.catalogue)
    try:
        sync_library(catalogue, library_files() if settings.library else [])
        evidence = Evidence(catalogue, date.today())
        return as_known(lesson, evidence), warnings_before(lesson, evidence)
    finally:
        catalogue.close()


if __name__ == "__main__":
    sys.exit(main())
