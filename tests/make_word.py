"""Makes `documents/word/9130-qd-bkns.docx` and `.doc`: an invented decision with what Word files hold besides paragraphs.

Numbers that Word generates, a table, a note at the page's end, a text box, a field, deleted and hidden words, and runs
in the fonts of TCVN3 and VNI. `python -m tests.make_word` needs LibreOffice for the `.doc`, which the tests do not.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

HERE = Path(__file__).parent / "documents" / "word"
NAME = "9130-qd-bkns"
NOTE = "Chú thích giả định: mẫu này được sửa đổi theo Quyết định số 9131/QĐ-BKNS."
WORD = "http://schemas.openxmlformats.org"
BOX = f"""<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>
<v:shape id="box" style="width:150pt;height:30pt" type="#_x0000_t202"><v:textbox><w:txbxContent>
<w:p><w:r><w:t>BẢN GIẢ ĐỊNH ĐỂ KIỂM THỬ</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"""


def run(paragraph: Any, text: str, font: str = "") -> Any:
    """A run, its font named for all scripts."""
    added = paragraph.add_run(text)
    if font:
        fonts = added._r.get_or_add_rPr().get_or_add_rFonts()
        for script in ("ascii", "hAnsi", "cs"):
            fonts.set(qn(f"w:{script}"), font)
    return added


def make() -> None:
    """Write both files."""
    document = docx.Document()
    for line in ("BỘ KẾT NỐI SỐ", "Số: 9130/QĐ-BKNS", "Hà Nội, ngày 12 tháng 5 năm 2023", "QUYẾT ĐỊNH"):
        document.add_paragraph(line)
    document.add_paragraph("Ban hành mẫu đăng ký kết nối (văn bản giả định để kiểm thử)")._p.append(parse_xml(BOX))
    document.add_paragraph("Căn cứ Quyết định số 9001/QĐ-BKNS ngày 01 tháng 3 năm 2021;")
    document.add_paragraph("Điều 1. Nội dung đăng ký")
    for item in ("Tên đơn vị đăng ký", "Địa chỉ kết nối"):
        document.add_paragraph(item, style="List Number")
    table = document.add_table(rows=3, cols=3)
    for row, words in zip(
        table.rows, (("STT", "Mục", "Ghi chú"), ("1", "Tên", ""), ("2", "Số", "bắt buộc")), strict=True
    ):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    noted = document.add_paragraph("Điều 2. Mẫu đăng ký")
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "2")
    noted.add_run()._r.append(reference)
    old = document.add_paragraph()
    run(old, "§¬n vÞ ®¨ng ký theo mÉu nµy; ", ".VnTime")
    run(old, "ñôn vò tieáp nhaän traû lôøi trong ba ngaøy.", "VNI-Times")
    run(document.add_paragraph(), "quyÕt ®Þnh", ".VnTimeH")
    hidden = document.add_paragraph("Điều 3. Hiệu lực").add_run(" (ghi chú ẩn)")
    hidden.font.hidden = True
    last = document.add_paragraph("Quyết định này có hiệu lực kể từ ngày ký")
    gone = parse_xml(
        f'<w:del {nsdecls("w")} w:id="7" w:author="a" w:date="2023-05-01T00:00:00Z"><w:r><w:delText>, trừ Điều 9'
        "</w:delText></w:r></w:del>"
    )
    last._p.append(gone)
    last.add_run(".")
    for line in ("Nơi nhận:", "KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Lê Giả Định"):
        document.add_paragraph(line)
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p>'
        f'</w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {NOTE}'
        "</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    document.part.relate_to(part, f"{WORD}/officeDocument/2006/relationships/footnotes")
    target = HERE / f"{NAME}.docx"
    document.save(str(target))
    command = ["soffice", "--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(HERE), str(target)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


if __name__ == "__main__":
    make()
