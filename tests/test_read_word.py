"""The same invented decision as .docx and .doc: numbers, table, note, box, field, hidden and deleted words, old fonts."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path

import pytest

from corpus.clean import clean
from corpus.errors import ReadRefused
from corpus.footnotes import mark
from corpus.parse import parse
from corpus.read import read, read_bytes

WORD = Path(__file__).parent / "documents" / "word"
TEXT = f"""BỘ KẾT NỐI SỐ
Số: 9130/QĐ-BKNS
Hà Nội, ngày 12 tháng 5 năm 2023
QUYẾT ĐỊNH
Ban hành mẫu đăng ký kết nối (văn bản giả định để kiểm thử)
BẢN GIẢ ĐỊNH ĐỂ KIỂM THỬ
Căn cứ Quyết định số 9001/QĐ-BKNS ngày 01 tháng 3 năm 2021;
Điều 1. Nội dung đăng ký
1. Tên đơn vị đăng ký
2. Địa chỉ kết nối
STT | Mục | Ghi chú
1 | Tên |\x20
2 | Số | bắt buộc
Điều 2. Mẫu đăng ký{mark("1")}
Đơn vị đăng ký theo mẫu này; đơn vị tiếp nhận trả lời trong ba ngày.
QUYẾT ĐỊNH
Điều 3. Hiệu lực
Quyết định này có hiệu lực kể từ ngày ký.
Nơi nhận:
KT. BỘ TRƯỞNG
THỨ TRƯỞNG
Lê Giả Định"""


@pytest.mark.parametrize("form", ["docx", "doc"])
def test_what_word_shows_is_read(form: str) -> None:
    reading = read(WORD / f"9130-qd-bkns.{form}")
    assert reading.format == form
    assert reading.text == TEXT
    assert reading.notes == ("Chữ theo phông TCVN3, VNI đã chuyển sang Unicode.",)
    *_, last = parse("x", clean(reading))
    assert last.citation == "chú thích 1"
    assert last.heading == "tại Điều 2"
    assert last.text == "1 Chú thích giả định: mẫu này được sửa đổi theo Quyết định số 9131/QĐ-BKNS."


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (lambda data: data[:4000], "hỏng|cắt|sai"),
        (lambda data: data.replace("WordDocument".encode("utf-16-le"), "PowerDocument"[:12].encode("utf-16-le")),
         "không phải văn bản Word"),
        (lambda data: data[:512] + bytes(len(data) - 512), "hỏng|cắt|sai|không phải"),
    ],
)  # fmt: skip
def test_a_broken_doc_is_refused(broken: object, reason: str) -> None:
    data = (WORD / "9130-qd-bkns.doc").read_bytes()
    with pytest.raises(ReadRefused, match=reason):
        read_bytes(broken(data), "a.doc")  # type: ignore[operator]


def test_the_three_files_of_a_law_give_the_same_articles(raw: Path) -> None:
    """Luật số 20/2023/QH15 as .doc, PDF and saved page: 53 articles each, their words 99 % equal."""
    files = [
        raw / "doc_tvpl/20_2023_QH15_513347.doc",
        raw / "pdf_native/SRC-C_02.pdf",
        raw / "html_tvpl/Luat-Giao-dich-dien-tu-2023-20-2023-QH15-513347.html",
    ]
    articles = []
    for path in files:
        cleaned = clean(read(path))
        units = [p for p in parse("x", cleaned) if p.path[-1].level == "article"]
        articles.append({p.path[-1].label: " ".join(cleaned.text[p.start : p.extent].split()) for p in units})
    assert [sorted(map(int, found)) for found in articles] == [list(range(1, 54))] * 3
    first = articles[0]
    for other in articles[1:]:
        for label, text in first.items():
            same = SequenceMatcher(None, text, other[label], autojunk=False).ratio()
            assert same >= 0.99, (label, same)
