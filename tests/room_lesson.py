"""An invented lesson with an item of each form, and the room's server as a process, for the tests of rooms."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
import urllib.request
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from assistant.settings import Settings
from assistant.workshop.types import FALSE, TRUE, Basis, Form, Item, Lesson, LiveQuestion, Option, Pair
from corpus.types import StatusValue

PROJECT = Path(__file__).resolve().parents[1]
KHOAN_1 = Basis(
    "khoản 1 Điều 5 Thông tư số 9012/2021/TT-BKNS",
    "Cơ quan tiếp nhận cập nhật trạng thái hồ sơ trong thời hạn 24 giờ kể từ khi trạng thái thay đổi.",
    status=StatusValue.IN_FORCE,
    status_text="Còn hiệu lực",
    as_of=date(2026, 11, 1),
)
ENDED = Basis(
    "Điều 3 Quyết định số 9001/QĐ-BKNS",
    "Khung kiến trúc gồm bốn lớp.",
    status=StatusValue.ENDED,
    status_text="Hết hiệu lực từ 15/6/2021, thay thế bởi Quyết định số 9002/QĐ-BKNS",
)
OTHER_BASES = ("khoản 2 Điều 7 Thông tư số 9012/2021/TT-BKNS", "Điều 3 Quyết định số 9001/QĐ-BKNS")
ITEMS = (
    Item(
        "thoi-han",
        Form.CHOICE,
        "Trạng thái hồ sơ phải được cập nhật trong thời hạn bao lâu?",
        KHOAN_1,
        options=(Option("24 giờ", True), Option("48 giờ"), Option("72 giờ"), Option("5 ngày làm việc")),
        bases=OTHER_BASES,
        key="72 giờ là thời hạn của sự cố, không phải của trạng thái hồ sơ.",
    ),
    Item(
        "dung-sai",
        Form.TRUE_FALSE,
        "Hồ sơ điện tử phải nộp kèm hai bản giấy. Đúng hay sai?",
        KHOAN_1,
        options=(Option(TRUE), Option(FALSE, True)),
        key="Không quy định nào yêu cầu bản giấy.",
    ),
    Item(
        "ghep",
        Form.MATCH,
        "Ghép mỗi thuật ngữ với nghĩa của nó.",
        KHOAN_1,
        pairs=(
            Pair("Hồ sơ điện tử", "hồ sơ mà mọi thành phần ở dạng dữ liệu"),
            Pair("Hồ sơ trễ hạn", "hồ sơ chưa có kết quả khi thời hạn đã hết"),
            Pair("Nền tảng tích hợp", "nơi các hệ thống của tỉnh trao đổi dữ liệu"),
        ),
    ),
    Item(
        "thu-tu",
        Form.ORDER,
        "Xếp các bước xử lý hồ sơ theo đúng thứ tự.",
        KHOAN_1,
        steps=("Tiếp nhận hồ sơ", "Kiểm tra thành phần", "Xử lý", "Trả kết quả"),
    ),
    Item(
        "dien",
        Form.GAP,
        "Trạng thái hồ sơ được cập nhật trong thời hạn …… giờ.",
        KHOAN_1,
        answers=("24", "hai mươi tư"),
        bases=OTHER_BASES,
    ),
    Item(
        "o-dau",
        Form.PLACE,
        "“Khung kiến trúc gồm bốn lớp.” Quy định này ở đâu?",
        ENDED,
        options=(Option(ENDED.citation, True), Option(KHOAN_1.citation), Option(OTHER_BASES[0])),
    ),
    Item(
        "cau-sai",
        Form.MISTAKE,
        "Câu nào trong đoạn trả lời sau là sai?",
        KHOAN_1,
        options=(
            Option("Hồ sơ được cập nhật trạng thái."),
            Option("Thời hạn cập nhật là 48 giờ.", True),
            Option("Cơ quan tiếp nhận thực hiện việc cập nhật."),
        ),
    ),
)
LESSON = Lesson(
    "Cập nhật hồ sơ điện tử <b>thử</b>",
    id="cap-nhat-ho-so",
    questions=(LiveQuestion("Quyết định 9001/QĐ-BKNS còn hiệu lực không?"),),
    items=ITEMS,
)


@dataclass
class RoomServer:
    """The server of the rooms of a data folder, in a process of its own, which can be killed and begun anew."""

    settings: Settings
    port: int
    log: Path
    host: str = "127.0.0.1"
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def address(self) -> str:
        return f"http://{self.host}:{self.port}"

    def start(self) -> None:
        environment = os.environ | self.settings.as_environment()
        command = [sys.executable, "-m", "assistant.workshop.room", "--host", self.host, "--port", str(self.port)]
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=out, stderr=out)
        last = time.monotonic() + 60
        while time.monotonic() < last and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.address}/health", timeout=5):
                    return
            except OSError:
                threading.Event().wait(0.05)
        raise AssertionError(f"the room's server did not start: {self.log.read_text()}")

    def kill(self) -> None:
        """As kill -9 does."""
        if self.process:
            self.process.kill()
            self.process.wait(20)
