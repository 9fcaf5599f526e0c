"""The formats in which a lesson can be handed to other programs: one list for the page and the command line."""

from __future__ import annotations

from collections.abc import Callable

from assistant.workshop.exchange.aiken import aiken
from assistant.workshop.exchange.anki import anki
from assistant.workshop.exchange.exported import Exported
from assistant.workshop.exchange.gift import gift
from assistant.workshop.exchange.moodle_xml import moodle_xml
from assistant.workshop.exchange.tables import csv_table, kahoot
from assistant.workshop.types import Lesson

FORMATS: dict[str, Callable[[Lesson], Exported]] = {
    "moodle": moodle_xml,
    "gift": gift,
    "aiken": aiken,
    "kahoot": kahoot,
    "anki": anki,
    "csv": csv_table,
}
TOLD = {  # what each is for, as people choose it
    "moodle": "Moodle XML: ngân hàng câu hỏi, đủ cả căn cứ và hiệu lực",
    "gift": "Moodle GIFT: ngân hàng câu hỏi dạng chữ, sửa tay được",
    "aiken": "Aiken: chỉ câu trắc nghiệm, không kèm căn cứ",
    "kahoot": "Bảng tính cho Kahoot: chỉ câu trắc nghiệm ngắn, không kèm căn cứ",
    "anki": "Gói thẻ Anki: tự ôn, mặt sau có trích dẫn, căn cứ, hiệu lực",
    "csv": "Bảng CSV: mở bằng Excel, đủ mọi trường",
}
