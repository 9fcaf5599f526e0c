"""Make the invented regulations of tests/documents from their sources: `python -m tests.make_documents`.

Each source is a head of `name: value` lines, a blank line and the body. In the body `#` centres a line, `@attach` and
`@appendix` open what is attached, `|` begins a table row; every other line is a paragraph. Each source becomes a
DOCX, an HTML page and, printed by Chromium, a PDF; one also becomes a scan, one Markdown, one text with old tone marks
and one text with decomposed letters. All of it is invented by us and says so: *văn bản giả định*.
"""

from __future__ import annotations

import html
import io
import re
import shutil
import subprocess
import tempfile
import unicodedata
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import docx
import numpy as np
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

DOCUMENTS = Path(__file__).with_name("documents")
MARK = "(Văn bản giả định, dùng để kiểm thử và trình diễn)"
SCANNED = "9044-qd-ubnd-song-lam"
IN_MARKDOWN = "9150-kh-ubnd"
IN_OLD_TONES = "9077-2024-qd-ubnd"
DECOMPOSED = "9058-2022-tt-bkns"
IN_A_PORTAL = "9012-2021-tt-bkns"
OLD_TONES = {"hòa": "hoà", "HÒA": "HOÀ", "Ủy": "Uỷ", "ủy": "uỷ", "ỦY": "UỶ", "óa": "oá", "óe": "oé", "thủy": "thuỷ"}
CHROMIUM = "--headless --no-sandbox --disable-gpu --disable-background-networking --no-pdf-header-footer".split()


@dataclass(frozen=True)
class Line:
    """A line of a document: `style` is plain, centre, cell rows or space; `cells` are the words."""

    style: str
    cells: tuple[str, ...]


def lines_of(source: Path) -> list[Line]:
    """A document's lines in administrative form: head, title, body, closing, attachments."""
    head_text, _, body_text = source.read_text(encoding="utf-8").partition("\n\n")
    head = dict(line.split(": ", 1) for line in (f"{line} " for line in head_text.splitlines()))
    head = {name: value.strip() for name, value in head.items()}
    day = date.fromisoformat(head["date"])
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    dated = f"{head['place']}, ngày {day.day:02d} tháng {month} năm {day.year}"
    agency = head["agency"].replace("|", "\n")
    body, *attached = body_text.split("\n@")
    kind, number = head["kind"].capitalize(), head["number"]
    issued = f"{kind} số {number} ngày {day.day:02d} tháng {month} năm {day.year}"
    lines = [
        Line(
            "head", (f"{agency}\n-------", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n-------")
        ),
        Line("head", (f"Số: {number}", dated)),
        Line("centre", (MARK,)),
        Line("centre", (head["kind"],)),
        Line("centre", (head["title"],)),
    ]
    if head["issuer_line"]:
        lines.append(Line("centre", (head["issuer_line"],)))
    lines += map(_body_line, body.strip().splitlines())
    receivers = "Nơi nhận:\n" + "\n".join(f"- {who.strip()};" for who in head["receivers"].rstrip(".").split(";"))
    lines.append(Line("head", (receivers, head["sign"].replace("|", "\n") + "\n\n" + head["signer"])))
    for part in attached:
        opening, *rest = part.splitlines()
        lines += [Line("centre", (words,)) for words in opening.split(" ", 1)[1].split("|")]
        lines.append(Line("centre", (f"({'Ban hành kèm' if part.startswith('attach') else 'Kèm'} theo {issued})",)))
        lines += map(_body_line, rest)
    return [*lines, Line("centre", ("Văn bản giả định.",))]


def _body_line(line: str) -> Line:
    if line.startswith("#"):
        return Line("centre", (line[1:],))
    if line.startswith("|"):
        return Line("row", tuple(line[1:].split("|")))
    return Line("plain", (line,))


def bold_part(line: Line) -> tuple[str, str]:
    """What of a line is bold, and the rest: all of a centred line; "Điều 5." with its title; a roman section's title."""
    words = line.cells[0]
    if line.style == "centre" or re.match(r"[IVX]+\. ", words):
        return words, ""
    article = re.match(r"Điều \d+\.(?: [^.;:]+$)?", words)
    return (article.group(), words[article.end() :]) if article else ("", words)


def as_html(lines: list[Line], portal: bool = False) -> str:
    """A page of the lines; with `portal`, between a menu, a list of headings and a footer as legal portals have."""
    parts: list[str] = []
    for line in lines:
        cells = [html.escape(cell).replace("\n", "<br>") for cell in line.cells]
        if line.style in {"head", "row"}:
            css = "head" if line.style == "head" else "data"
            row = "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
            if line.style == "row" and parts and parts[-1].startswith('<table class="data">'):
                parts[-1] = parts[-1].removesuffix("</table>") + row + "</table>"
            else:
                parts.append(f'<table class="{css}">{row}</table>')
        else:
            bold, rest = map(html.escape, bold_part(line))
            inside = f"<b>{bold}</b>{rest}" if bold and line.style == "plain" else cells[0]
            parts.append(f'<p class="{line.style}">{inside}</p>')
    # The padding keeps stacked marks (Ấ) inside their page: else they are also printed at the foot of the page before.
    style = (
        "body{font:13pt/1.4 'DejaVu Serif',serif;text-align:justify}.centre{text-align:center;font-weight:bold;padding-top:.4em}"
        ".head{width:100%}.head td{width:50%;text-align:center;vertical-align:top}.data{border-collapse:collapse}"
        ".data td{border:1px solid;padding:4px 8px}@page{size:A4;margin:22mm 20mm 20mm 28mm;"
        "@top-center{content:counter(page);font:11pt 'DejaVu Serif'}}@page:first{@top-center{content:none}}"
    )
    body = "\n".join(parts)
    if portal:
        headings = "".join(
            f"<li>{html.escape(line.cells[0][:60])}</li>" for line in lines if line.cells[0].startswith("Điều")
        )
        body = (
            f"<nav>Trang chủ | Văn bản | Đăng nhập</nav><div class='side'><h3>Mục lục</h3><ul>{headings}</ul></div>"
            f"<div class='noi-dung'>{body}</div><footer>Cổng tra cứu giả định. Bản quyền của trang.</footer>"
        )
    title = html.escape(lines[4].cells[0])
    return f"<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'><title>{title}</title><style>{style}</style></head>\n<body>\n{body}\n</body></html>\n"


def write_docx(lines: list[Line], path: Path) -> None:
    """A Word document of the lines; equal lines give equal bytes."""
    document = docx.Document()
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Times New Roman", Pt(13)
    stamp = datetime(2026, 1, 1)
    document.core_properties.created = document.core_properties.modified = stamp
    table = None
    for line in lines:
        if line.style in {"head", "row"}:
            if line.style == "head" or table is None:
                table = document.add_table(rows=0, cols=len(line.cells))
            for cell, words in zip(table.add_row().cells, line.cells, strict=True):
                cell.text = words
                if line.style == "head":
                    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
            table = None if line.style == "head" else table
            continue
        table = None
        paragraph = document.add_paragraph()
        bold, rest = bold_part(line)
        if bold:
            paragraph.add_run(bold).bold = True
        if rest:
            paragraph.add_run(rest)
        if line.style == "centre":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    saved = io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as written, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as dated:
        for name in written.namelist():  # a ZipInfo made by name carries 1980, not the time of writing
            dated.writestr(zipfile.ZipInfo(name), written.read(name), zipfile.ZIP_DEFLATED)


def write_pdf(page: Path, path: Path) -> None:
    """Print a page to PDF with Chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("Chromium is needed to print the PDFs: apt-get install chromium fonts-dejavu-core")
    with tempfile.TemporaryDirectory() as profile:
        command = [chromium, *CHROMIUM, f"--user-data-dir={profile}", f"--print-to-pdf={path}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True)
    _fix_dates(path)


def _fix_dates(pdf: Path) -> None:
    """Set the PDF's dates to one day, in place and at equal length, so that equal pages give equal bytes."""
    pdf.write_bytes(re.sub(rb"\(D:\d{14}", b"(D:20260101000000", pdf.read_bytes()))


def write_scan(pdf: Path, path: Path) -> None:
    """A PDF of images only, as an office scanner makes it: grey, a little turned and speckled, 110 dots an inch."""
    import pypdfium2
    from PIL import Image

    noise = np.random.default_rng(9044)
    document = pypdfium2.PdfDocument(pdf)
    images = []
    for number in range(len(document)):
        image = document[number].render(scale=110 / 72, grayscale=True).to_pil()
        grey = np.asarray(image.rotate(0.6, fillcolor=255), dtype=np.float64)
        speckled = np.clip(grey - 6 + noise.normal(0, 4, grey.shape), 0, 255).astype(np.uint8)
        images.append(Image.fromarray(speckled))
    images[0].save(path, save_all=True, append_images=images[1:], resolution=110, quality=40)
    _fix_dates(path)


def as_text(lines: list[Line], *, old_tones: bool = False, decomposed: bool = False) -> str:
    """Plain text as older systems export it: tone marks where they once stood, or letters and marks apart (NFD)."""
    text = "\n".join("\n".join(line.cells) for line in lines) + "\n"
    if old_tones:
        for new, old in OLD_TONES.items():
            text = text.replace(new, old)
    return unicodedata.normalize("NFD", text) if decomposed else text


def as_markdown(lines: list[Line]) -> str:
    """Markdown as converters write it: bold headings, escaped numbers, tables."""
    parts = []
    for line in lines:
        if line.style in {"head", "row"}:
            parts.append("| " + " | ".join(cell.replace("\n", " ") for cell in line.cells) + " |")
        elif line.style == "centre":
            parts.append(f"**{line.cells[0]}**")
        else:
            words = line.cells[0]
            number, stop, rest = words.partition(". ")
            parts.append(f"{number}\\. {rest}" if stop and number.isdigit() else words)
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Write every format of every source."""
    for source in sorted((DOCUMENTS / "src").glob("*.txt")):
        lines = lines_of(source)
        target = DOCUMENTS / source.stem
        page = target.with_suffix(".html")
        page.write_text(as_html(lines, portal=source.stem == IN_A_PORTAL), encoding="utf-8")
        write_docx(lines, target.with_suffix(".docx"))
        with tempfile.TemporaryDirectory() as folder:
            printed = Path(folder) / "page.html"
            printed.write_text(as_html(lines), encoding="utf-8")
            write_pdf(printed, target.with_suffix(".pdf"))
        if source.stem == SCANNED:
            write_scan(target.with_suffix(".pdf"), DOCUMENTS / f"{source.stem}.scan.pdf")
        if source.stem == IN_MARKDOWN:
            target.with_suffix(".md").write_text(as_markdown(lines), encoding="utf-8")
        if source.stem in {IN_OLD_TONES, DECOMPOSED}:
            text = as_text(lines, old_tones=source.stem == IN_OLD_TONES, decomposed=source.stem == DECOMPOSED)
            target.with_suffix(".txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
