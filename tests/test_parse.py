import pytest

from corpus.clean import clean
from corpus.parse import parse
from corpus.types import CleanText, Provision, Reading

DECISION = """BỘ KẾT NỐI SỐ
Số: 9001/QĐ-BKNS
QUYẾT ĐỊNH
Ban hành Quy chế vận hành
Căn cứ Luật số 9/2020/QH99;
Điều 1. Ban hành kèm theo Quyết định này Quy chế vận hành.
Điều 2. Hiệu lực
1. Quyết định này có hiệu lực từ ngày ký.
2. Thay thế Quyết định số 9000/QĐ-BKNS.
Nơi nhận:
- Như Điều 2;
KT. BỘ TRƯỞNG
Trần Văn A
QUY CHẾ
VẬN HÀNH NỀN TẢNG
(Ban hành kèm theo Quyết định số 9001/QĐ-BKNS)
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
1. Quy chế này quy định:
a) Kết nối;
b) Chia sẻ;
b1) Đối soát;
2. Không áp dụng với bí mật nhà nước. Danh sách gồm:
1. một mục trong danh sách
Điều 2. Giải thích
Điều 2a. Nguyên tắc
Phụ lục I
BIỂU MẪU
Điều 1: Bên A đồng ý"""


def parsed(text: str) -> tuple[Provision, ...]:
    return parse("d", CleanText(text))


def keys(text: str) -> list[str]:
    return [provision.key for provision in parsed(text)]


def test_a_decision_with_an_attached_regulation_whose_articles_start_again() -> None:
    assert keys(DECISION) == [
        "preamble",
        "article:1",
        "article:2",
        "article:2/clause:1",
        "article:2/clause:2",
        "closing",
        "attachment:1",
        "attachment:1/chapter:I",
        "attachment:1/article:1",
        "attachment:1/article:1/clause:1",
        "attachment:1/article:1/clause:1/point:a",
        "attachment:1/article:1/clause:1/point:b",
        "attachment:1/article:1/clause:1/point:b1",
        "attachment:1/article:1/clause:2",
        "attachment:1/article:2",
        "attachment:1/article:2a",
        "attachment:1/appendix:I",
        "attachment:1/appendix:I/article:1",
    ]


def test_citations_run_from_the_inside_out() -> None:
    citations = {p.key: p.citation for p in parsed(DECISION)}
    assert citations["article:2/clause:2"] == "khoản 2 Điều 2"
    assert citations["attachment:1/article:1/clause:1/point:a"] == "điểm a khoản 1 Điều 1 Quy chế ban hành kèm theo"
    assert citations["closing"] == "phần ký ban hành"


def test_headings() -> None:
    headings = {p.key: p.heading for p in parsed(DECISION)}
    assert headings["attachment:1/chapter:I"] == "QUY ĐỊNH CHUNG"
    assert headings["attachment:1/article:1"] == "Phạm vi"
    assert headings["article:1"] == ""  # a sentence, not a title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # new text of an amendment opens nothing
        ("Điều 1. Sửa đổi, bổ sung Điều 5 như sau:\n“Điều 5. Kết nối\n1. Một.\n2. Hai.”\nĐiều 2. Hiệu lực",
         ["article:1", "article:2"]),
        ('Điều 1. Sửa đổi:\n"2. Khoản mới\na) điểm mới"\nĐiều 2. Hiệu lực', ["article:1", "article:2"]),
        # an inserted clause, a gap in points, a list that starts again
        ("Điều 6. Tên\n6. Sáu\nĐiều 7. Tên\n1. Một\n2. Hai\n2a. Hai a\n3. Ba",
         ["article:6", "article:7", "article:7/clause:1", "article:7/clause:2", "article:7/clause:2a", "article:7/clause:3"]),
        ("Điều 1. X\nc) câu bắt đầu bằng chữ c\na) một\nb) hai\nd) nhảy",
         ["article:1", "article:1/point:a", "article:1/point:b", "article:1/point:d"]),
        # a reference at a line's start is no article
        ("Điều 4. X\nĐiều 9 của Luật số 1/2020/QH14 thì làm theo.\nĐiều 5. Y", ["article:4", "article:5"]),
        ("Điều 1\nPhê duyệt khung.\nĐiều 2\nHiệu lực.", ["article:1", "article:2"]),
        # a table of contents is never provisions
        ("MỤC LỤC\nĐiều 1. Phạm vi ........ 2\nĐiều 2. Đối tượng 3\nĐiều 1. Phạm vi\nĐiều 2. Đối tượng",
         ["preamble", "article:1", "article:2"]),
        # outlines
        ("I. MỤC TIÊU\n1. Tổng quát\n2. Cụ thể\n2.1. Đến 2027\na) Một;\nb) Hai\n2.2. Đến 2030\nII. NHIỆM VỤ\n1. Nền tảng",
         ["section:I", "section:I.1", "section:I.2", "section:I.2.1", "section:I.2.1/point:a", "section:I.2.1/point:b",
          "section:I.2.2", "section:II", "section:II.1"]),
        ("PHẦN I. HIỆN TRẠNG\nI. Hạ tầng\nPHẦN II. MỤC TIÊU\nI. Chung",
         ["part:I", "part:I/section:I", "part:II", "part:II/section:I"]),
        ("Không có đơn vị nào ở đây.", ["preamble"]),
        ("", ["preamble"]),
    ],
)  # fmt: skip
def test_structure(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize("text", [DECISION, "", "Một dòng", "I. A\n1. B\n\n\nc", "Điều 1. X\n\nNơi nhận:\nA"])
def test_provisions_tile_the_text(text: str) -> None:
    provisions = parsed(text)
    assert "".join(p.text for p in provisions) == text
    assert len({p.id for p in provisions}) == len(provisions)
    for p in provisions:
        assert p.start <= p.end <= p.extent <= len(text)


def test_a_provision_knows_its_pages() -> None:
    clean_text = CleanText("Điều 1. A\nĐiều 2. B\nĐiều 3. C", page_starts=(0, 15))
    assert [p.pages for p in parse("d", clean_text)] == [(1, 1), (1, 2), (2, 2)]


def test_a_digest_is_an_outline() -> None:
    text = clean(
        Reading("Hồ sơ tóm lược\nI. Ban hành\n\n1. Người ký\n\nCâu một.\n\n2. Hiệu lực\n\nCâu hai.", "markdown")
    ).text
    assert keys(text) == ["preamble", "section:I", "section:I.1", "section:I.2"]
