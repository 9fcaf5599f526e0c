from pathlib import Path

import docx
import pytest

from corpus.errors import ReadRefused
from corpus.read import read

PAGE = """<!DOCTYPE html><html><head><title>Quyết định 9001</title>
<link rel="canonical" href="https://vbpl.vn/9001"><style>p {color: red}</style></head><body>
<nav>Trang chủ | Tin tức</nav><div id="side"><ul><li>Điều 1. Phê duyệt</li><li>Điều 2. Hiệu lực</li></ul></div>
<div id="main"><table><tr><td>BỘ KẾT NỐI SỐ<br>-------</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>
Độc lập - Tự do - Hạnh phúc</td></tr></table>
<p>Điều <b>1.</b> Phê   duyệt
khung.</p><p>Điều 2. Hiệu lực</p><script>alert("Điều 9. x")</script>
<table><tr><th>TT</th><th>Chỉ tiêu</th><th>Mức</th></tr><tr><td>1</td><td>Toàn trình</td><td>80%</td></tr></table>
</div><footer>Bản quyền</footer></body></html>"""


def lines_of(path: Path) -> list[str]:
    return [line for line in read(path).text.split("\n") if line.strip()]


def test_a_saved_page_without_its_furniture(tmp_path: Path) -> None:
    path = tmp_path / "trang.txt"  # recognised by content, not by name
    path.write_text(PAGE, encoding="utf-8")
    reading = read(path)
    assert reading.format == "html"
    assert reading.text.split("\n") == [
        "BỘ KẾT NỐI SỐ",
        "-------",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Điều 1. Phê duyệt khung.",
        "Điều 2. Hiệu lực",
        "TT | Chỉ tiêu | Mức",
        "1 | Toàn trình | 80%",
    ]
    assert any("vbpl.vn" in value for value in reading.declared.values())


def test_markdown_marks_come_off(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "---\nnature: digest\n---\n# QUYẾT ĐỊNH\n\n**Điều 1.** Phê *duyệt*\n\n1\\. Khoản một\n\nĐiều 16*. *Truy cập\n\n"
        "| Tên | Mức |\n|---|---|\n| A | 5 |\n\nĐã biết\n[Luật](http://x.vn/y)\n",
        encoding="utf-8",
    )
    assert lines_of(path) == [
        "QUYẾT ĐỊNH",
        "Điều 1. Phê duyệt",
        "1. Khoản một",
        "Điều 16. Truy cập",
        "Tên | Mức",
        "A | 5",
        "Luật",
    ]
    assert read(path).declared["front_matter"] == "nature: digest"


def test_word_paragraphs_tables_and_generated_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    document = docx.Document()
    head = document.add_table(rows=1, cols=2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nTỈNH SÔNG LAM"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    document.add_paragraph("Điều 1. Nguyên tắc")
    document.add_paragraph("Kết nối một lần", style="List Number")
    document.add_paragraph("Dùng chung nhiều lần", style="List Number")
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip((c for row in table.rows for c in row.cells), "TT Tên Mức 1 A 5%".split(), strict=True):
        cell.text = text
    document.save(str(path))
    assert lines_of(path) == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH SÔNG LAM",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Điều 1. Nguyên tắc",
        "1. Kết nối một lần",
        "2. Dùng chung nhiều lần",
        "TT | Tên | Mức",
        "1 | A | 5%",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "rỗng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".doc"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "hình ảnh"),
        (b"%PDF-1.7\nbroken", "PDF bị hỏng"),
        (b"PK\x03\x04not a zip", "nén bị hỏng"),
        (b'{"so_hieu": "1/2020"}', "JSON"),
        (b"B\xe9 k\xd5t n\xe8i \xb5\xb6\xb7\xb8 legacy bytes", "Unicode"),
        (b"a\x00b\x00c\x00" * 40, "nhị phân"),
        (b"<html><head><title>404 Not Found</title></head><body><p>Not Found</p></body></html>", "404"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "van-ban.docx"
    path.write_bytes(content)
    with pytest.raises(ReadRefused, match=said) as refused:
        read(path)
    assert "van-ban.docx" in str(refused.value)
    assert refused.value.advice
