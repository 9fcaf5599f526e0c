import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

import corpus.read
from corpus.clean import clean
from corpus.errors import ReadRefused
from corpus.parse import parse
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


def test_a_contents_list_beside_the_text_is_not_the_text(tmp_path: Path) -> None:
    articles = range(1, 13)
    body = "".join(f"<p>Điều {n}. Tên điều</p><p>Nội dung của điều này dài hơn tên của nó.</p>" for n in articles)
    contents = "".join(f"<div>Điều {n}. Tên điều</div>" for n in [*articles, 13])
    path = tmp_path / "a.html"
    path.write_text(
        "<html><body><div>Thuộc tính</div><div><p>Độc lập - Tự do - Hạnh phúc</p>"
        f"{body}</div><div>{contents}</div></body></html>",
        encoding="utf-8",
    )
    lines = lines_of(path)
    assert lines[0] == "Độc lập - Tự do - Hạnh phúc"
    assert lines.count("Điều 5. Tên điều") == 1
    assert "Thuộc tính" not in lines


def test_lists_of_a_page_show_their_marks(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<html><body><p>Hồ sơ gồm những giấy tờ sau đây:</p><ol start=2><li>Đơn<li>Ảnh</ol><ol type=a><li>Bản sao</ol>"
        "<ul><li>Khác<li>- Sẵn dấu</ul></body></html>",
        encoding="utf-8",
    )
    assert lines_of(path)[1:] == ["2. Đơn", "3. Ảnh", "a) Bản sao", "- Khác", "- Sẵn dấu"]


def test_markdown_wrapped_at_a_width_becomes_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "**Điều\n1.** Phê duyệt Khung kết nối số và giao các\nđơn vị thực hiện.\n\n"
        "**Điều 2. **Giao Sở Kết nối số chủ trì việc\nnày theo quy định tại khoản\n2 Điều 5 của Quy chế.\n\n"
        "1. Hướng dẫn các xã, phường lập hồ sơ và\nbáo cáo.\n\nCăn cứ Luật A số 1/2020/QH14; *\n\n"
        "**KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Văn Kết**\n",
        encoding="utf-8",
    )
    assert lines_of(path) == [
        "Điều 1. Phê duyệt Khung kết nối số và giao các đơn vị thực hiện.",
        "Điều 2. Giao Sở Kết nối số chủ trì việc này theo quy định tại khoản 2 Điều 5 của Quy chế.",
        "1. Hướng dẫn các xã, phường lập hồ sơ và báo cáo.",
        "Căn cứ Luật A số 1/2020/QH14;",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Lê Văn Kết",
    ]


def test_markdown_tables_with_a_cell_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "# Bảng\n\n|\nTT\n|\nTên thủ tục\nhành chính\n|\nMức\n|\n|\n1\n|\nCấp thẻ\n|\nToàn trình\n|\nGhi chú sau bảng.\n",
        encoding="utf-8",
    )
    assert lines_of(path) == [
        "Bảng",
        "TT | Tên thủ tục hành chính | Mức",
        "1 | Cấp thẻ | Toàn trình",
        "Ghi chú sau bảng.",
    ]


@pytest.mark.parametrize(
    ("encoded", "encoding"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8 with a mark"), ("utf-16", "utf-16")],
)
def test_text_in_unicode(tmp_path: Path, encoded: str, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Điều 1. Phạm vi điều chỉnh\r\n1. Quy chế này.".encode(encoded))
    assert read(path).text == "Điều 1. Phạm vi điều chỉnh\n1. Quy chế này.", encoding


def test_page_marks_of_extracted_text_part_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n=== [TRANG 1] ===\nĐiều 1. Phạm vi\n=== [TRANG 2] ===\n2\nĐiều 2. Hiệu lực thi hành", "utf-8")
    assert read(path).text == "Điều 1. Phạm vi\n\f2\nĐiều 2. Hiệu lực thi hành"
    assert clean(read(path)).text == "Điều 1. Phạm vi\nĐiều 2. Hiệu lực thi hành"


def test_text_boxes_of_word_are_read_once(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Nội dung đăng ký")
    box = "<w:txbxContent><w:p><w:r><w:t>SỔ ĐĂNG KÝ VĂN BẢN</w:t></w:r></w:p></w:txbxContent>"
    namespaces = nsdecls("w") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    paragraph._p.append(
        parse_xml(
            f"<w:r {namespaces}><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    document.add_paragraph("Tối thiểu gồm 10 nội dung")
    document.save(str(tmp_path / "a.docx"))
    assert lines_of(tmp_path / "a.docx") == ["Nội dung đăng ký", "SỔ ĐĂNG KÝ VĂN BẢN", "Tối thiểu gồm 10 nội dung"]


def test_lists_of_word_that_begin_anew_and_numbers_of_empty_cells(tmp_path: Path) -> None:
    document = docx.Document()
    root = document.part.numbering_part.element
    for number, restart in (
        ("90", ""),
        ("91", '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
    ):
        root.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="77"/>{restart}</w:num>')
        )
    root.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>'
            '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>'
        ),
    )

    def number(paragraph: object, list_id: str, level: int) -> None:
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # type: ignore[attr-defined]
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = int(list_id)

    for text, list_id, level in (
        ("Hồ sơ", "90", 0), ("Đơn", "90", 1), ("Ảnh", "90", 1), ("Thời hạn", "90", 0), ("Nộp", "90", 1),
        ("Lại từ đầu", "91", 0), ("Tiếp", "91", 0),
    ):  # fmt: skip
        number(document.add_paragraph(text), list_id, level)
    table = document.add_table(rows=1, cols=3)
    number(table.cell(0, 0).paragraphs[0], "91", 0)
    table.cell(0, 1).text, table.cell(0, 2).text = "Quyết định", "QĐ"
    document.save(str(tmp_path / "a.docx"))
    assert lines_of(tmp_path / "a.docx") == [
        "1. Hồ sơ",
        "a) Đơn",
        "b) Ảnh",
        "2. Thời hạn",
        "a) Nộp",
        "1. Lại từ đầu",
        "2. Tiếp",
        "3. | Quyết định | QĐ",
    ]


def zipped(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return path


def test_an_archive_that_unpacks_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.docx", document=b" " * (corpus.read.LARGEST_XML + 1))
    assert path.stat().st_size < 1_000_000
    with pytest.raises(ReadRefused, match="giải nén"):
        read(path)


def test_declared_entities_are_refused(tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><d>&b;</d>'
    with pytest.raises(ReadRefused, match="thực thể"):
        read(zipped(tmp_path / "a.docx", document=bomb))


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(corpus.read.LARGEST + 1)
    with pytest.raises(ReadRefused, match="quá giới hạn"):
        read(path)


def test_a_missing_file_is_refused_by_its_given_name(tmp_path: Path) -> None:
    with pytest.raises(ReadRefused, match="Quyết định của tỉnh"):
        read(tmp_path / "khong-co", name="Quyết định của tỉnh")


def test_text_that_begins_like_a_picture_is_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("BM-13 Báo cáo giải trình của tổ chức chủ trì", encoding="utf-8")
    assert read(path).format == "text"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "rỗng"),
        (b" \n\t\n", "rỗng"),
        (b"\xff\xd8\xff\xe0 JFIF", "hình ảnh"),
        (b'[{"dieu": 1}]', "JSON"),
        (b'{"dieu": 1}\n{"dieu": 2}\n', "JSON"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nabc def ghi", "MHTML"),
        ("Chỉ ba từ".encode(), "năm từ"),
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


@pytest.mark.parametrize("kind", ["html", "docx", "md", "txt", "pdf", "doc", "json"])
def test_every_real_file_is_read_or_refused(raw: Path, kind: str) -> None:
    """And what is read tiles: the provisions of the cleaned text are that text. Every fifth PDF, all other files."""
    files = sorted(raw.glob(f"**/*.{kind}"))[:: 5 if kind == "pdf" else 1]
    assert files
    refusals = []
    for path in files:
        try:
            cleaned = clean(read(path))
        except ReadRefused as refused:
            refusals.append(refused)
            continue
        assert "".join(provision.text for provision in parse("x", cleaned)) == cleaned.text, path.name
    assert all(refused.reason and refused.advice for refused in refusals)
    assert len(refusals) == sum("scan" in path.parent.name for path in files)


def test_rtf_without_libreoffice_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "a.doc").write_bytes(b"{\\rtf1\\ansi Dieu 1.}")
    with pytest.raises(ReadRefused, match="LibreOffice"):
        read(tmp_path / "a.doc")
