"""`python -m assistant.workshop.room`: serve the sessions of the data folder; with a lesson's file, begin one."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from assistant.settings import Settings
from assistant.workshop.lesson import read_lesson
from assistant.workshop.room.book import FILE, RoomBook
from assistant.workshop.room.launch import HOST, PORT, Served
from assistant.workshop.room.server import serve
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
    book = RoomBook(settings.data / FILE)
    try:
        session = None
        if told.lesson:
            session = book.start(read_lesson(told.lesson), seconds=told.seconds)
        elif told.session:
            session = book.session(told.session)
    except CanCuError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    if session:
        print(Served(told.host, told.port, 0).presenter(session), flush=True)
    serve(settings, told.host, told.port, told.address)
    return 0


if __name__ == "__main__":
    sys.exit(main())
