from pathlib import Path

import pytest

from corpus.clean import clean
from corpus.errors import ReadRefused
from corpus.footnotes import mark
from corpus.parse import parse
from corpus.read import read
from corpus.read.pdf_layout import Page, lay_out
from corpus.read.pdf_lines import Line
from corpus.read.pdf_tables import Cell, Grid, Rules, tables_of
from corpus.types import Footnote

DOCUMENTS = Path(__file__).with_name("documents")
LEFT, INDENT, RIGHT = 64.0, 87.0, 531.0


def page(*lines: tuple[str, float, float] | Line, step: float = 18.0, rules: Rules | None = None) -> Page:
    """A page of 14-point lines (text, left, right), one below the other."""
    placed = []
    height = 740.0
    for line in lines:
        placed.append(line if isinstance(line, Line) else Line(line[0], line[1], line[2], height, 14.0))
        height -= step
    return Page(tuple(placed), rules or Rules())


INDENTED = (
    ("Điều 1. Phạm vi điều chỉnh", INDENT, 250.0),
    ("1. Quy chế này quy định việc quản lý, vận hành và khai thác nền tảng tích hợp,", INDENT, RIGHT),
    ("chia sẻ dữ liệu; việc báo cáo thực hiện theo quy định tại khoản 2 Điều 4 và", LEFT, RIGHT),
    ("Điều 5. Trường hợp chưa kết nối thì thực hiện theo hướng dẫn của cơ quan quản", LEFT, RIGHT),
    ("lý nền tảng.", LEFT, 120.0),
    ("2. Quy chế này không áp dụng đối với thông tin thuộc phạm vi bí mật nhà nước", INDENT, RIGHT),
    ("theo quy định của pháp luật về bảo vệ bí mật nhà nước và các quy định khác có", LEFT, RIGHT),
)


def test_indents_and_full_lines_tell_paragraphs() -> None:
    laid = lay_out([page(*INDENTED), page(("liên quan.", LEFT, 115.0), ("a) Sở Kết nối số;", INDENT, 190.0))])
    assert laid.footnotes == ()
    assert list(laid.texts) == [
        "Điều 1. Phạm vi điều chỉnh\n\n"
        "1. Quy chế này quy định việc quản lý, vận hành và khai thác nền tảng tích hợp,\u2028"
        "chia sẻ dữ liệu; việc báo cáo thực hiện theo quy định tại khoản 2 Điều 4 và\u2028"
        "Điều 5. Trường hợp chưa kết nối thì thực hiện theo hướng dẫn của cơ quan quản\u2028"
        "lý nền tảng.\n\n"
        "2. Quy chế này không áp dụng đối với thông tin thuộc phạm vi bí mật nhà nước\u2028"
        "theo quy định của pháp luật về bảo vệ bí mật nhà nước và các quy định khác có",
        # a page with too few lines has no margins of its own: left to the words
        "liên quan.\na) Sở Kết nối số;",
    ]


def test_a_point_set_at_the_margin_after_a_stop_is_left_to_the_words() -> None:
    full = ("b) Bảo đảm việc cung cấp thông tin, tài liệu đầy đủ, chính xác và kịp thời theo;", LEFT, RIGHT)
    laid = lay_out(
        [page(*INDENTED, full, ("c) Thông báo kịp thời khi có sự thay đổi hoặc chưa chính xác.", LEFT, RIGHT))]
    )
    assert laid.texts[0].endswith("theo;\nc) Thông báo kịp thời khi có sự thay đổi hoặc chưa chính xác.")


def test_paragraphs_set_apart_instead_of_indented() -> None:
    def at(text: str, right: float, height: float) -> Line:
        return Line(text, LEFT, right, height, 13.0)

    lines = (
        at("1. Người cao tuổi, người khuyết tật được ủy quyền cho người thân nộp", RIGHT, 700),
        at("hồ sơ hộ bằng tài khoản của người thân theo quy định tại khoản này.", RIGHT, 682),
        at("2. Việc ủy quyền được xác nhận bằng mã gửi tới điện thoại của người", RIGHT, 651),
        at("2024 ủy quyền.", 150.0, 633),
        at("3. Thay thế cụm từ “tin nhắn hoặc ứng dụng” bằng cụm từ “ứng dụng”.", RIGHT, 602),
    )
    laid = lay_out([Page(lines)])
    assert [line.count("\u2028") for line in laid.texts[0].split("\n\n")] == [1, 1, 0]


NOTE_RULE = Rules(horizontal=((LEFT, LEFT + 144, 200.0),))


def test_notes_below_their_rule_are_kept_apart_from_the_text_with_their_marks() -> None:
    marked = Line("Điều 8. Hiệu lực thi hành2", INDENT, 240.0, 400.0, 14.0, marks=((25, 26),))
    power = Line("Trạm bơm 90 m3/s", INDENT, 240.0, 380.0, 14.0, marks=((13, 14),))
    note = Line("2 Điều này được sửa đổi theo Thông tư", INDENT, 400.0, 180.0, 11.0, marks=((0, 1),))
    more = Line("số 9034/2023/TT-BKNS.", LEFT, 300.0, 166.0, 11.0)
    laid = lay_out([page(*INDENTED, marked, power, note, more, rules=NOTE_RULE)])
    assert laid.texts[0].endswith(f"Điều 8. Hiệu lực thi hành{mark('2')}\n\nTrạm bơm 90 m3/s")
    assert laid.footnotes == (Footnote("2", "Điều này được sửa đổi theo Thông tư số 9034/2023/TT-BKNS.", 1),)
    cleaned = clean(laid.reading("pdf"))
    (found,) = cleaned.notes
    assert cleaned.text[: found.at].endswith("Điều 8. Hiệu lực thi hành")
    assert cleaned.text[found.start : found.end] == "2 Điều này được sửa đổi theo Thông tư số 9034/2023/TT-BKNS."
    *_, last = parse("", cleaned)
    assert (last.key, last.citation, last.heading, last.pages) == ("note:2", "chú thích 2", "tại Điều 8", (1, 1))


def test_each_line_keeps_its_place_on_the_page() -> None:
    cleaned = clean(lay_out([page(*INDENTED), page(("liên quan.", LEFT, 115.0))]).reading("pdf"))
    said = [(cleaned.text[place.start : place.end], place.box.page, place.box.bottom) for place in cleaned.places]
    assert said == [(text, 1, 740.0 - 18 * at) for at, (text, *_) in enumerate(INDENTED)] + [("liên quan.", 2, 740.0)]


def test_a_rule_above_text_of_the_same_size_is_no_rule_for_notes() -> None:
    below = Line("2 Điều này vẫn là nội dung chính của văn bản.", INDENT, 400.0, 180.0, 14.0)
    laid = lay_out([page(*INDENTED, below, rules=NOTE_RULE)])
    assert "nội dung chính" in laid.texts[0]
    assert laid.footnotes == ()


# Two rows and three columns between the rules below; the second row's first cells are one.
GRID = Rules(
    horizontal=((100, 300, 500), (100, 300, 480), (200, 300, 460), (100, 300, 440)),
    vertical=((100, 440, 500), (150, 480, 500), (200, 440, 500), (300, 440, 500)),
)


@pytest.mark.parametrize(
    ("x", "y", "cell"),
    [
        (120, 490, Cell(500, 100, 150, 480)),
        (180, 490, Cell(500, 150, 200, 480)),
        (180, 450, Cell(480, 100, 200, 440)),
        (250, 470, Cell(480, 200, 300, 460)),
        (250, 450, Cell(460, 200, 300, 440)),
        (320, 450, None),
        (120, 520, None),
    ],
)
def test_a_cell_is_what_rules_enclose(x: float, y: float, cell: Cell | None) -> None:
    grid = Grid(GRID)
    assert grid.cell(grid.walls(y), x, y) == cell


def test_cells_become_rows_and_tables_end_at_a_gap() -> None:
    first = [Cell(500, 100, 150, 480), Cell(500, 150, 200, 480), Cell(480, 100, 150, 460), Cell(480, 150, 200, 460)]
    second = [Cell(400, 100, 150, 380), Cell(400, 150, 200, 380)]
    box = [Cell(300, 100, 500, 200)]
    assert tables_of([*second, *reversed(first), *box]) == [[first[:2], first[2:]], [second]]


@pytest.mark.parametrize("name", sorted(path.stem for path in DOCUMENTS.glob("*.pdf") if "scan" not in path.name))
def test_a_pdf_reads_as_the_word_file_it_was_made_with(name: str) -> None:
    def body(suffix: str) -> list[str]:
        lines = clean(read(DOCUMENTS / f"{name}{suffix}")).text.split("\n")
        # The head is set in two columns, whose lines break elsewhere in print.
        return lines[next(place for place, line in enumerate(lines) if line.startswith("(Văn bản giả định")) :]

    pdf, word = body(".pdf"), body(".docx")
    assert len(word) > 10
    missing = [line for line in word if line not in pdf]
    assert len(missing) <= 1, missing  # a centred title over two lines of print


def test_a_law_reads_alike_from_the_gazette_and_from_a_portal(raw: Path) -> None:
    """Luật 20/2023/QH15: the gazette's PDF gives the lines of the saved page, but for the head and Mục headings."""
    (portal,) = (raw / "html_tvpl").glob("Luat-Giao-dich-dien-tu-2023*.html")
    gazette = set(clean(read(raw / "pdf_native" / "SRC-C_02.pdf")).text.split("\n"))
    lines = clean(read(portal)).text.split("\n")
    assert sum(line in gazette for line in lines) > 0.94 * len(lines)


def test_a_scan_is_refused_though_it_opens() -> None:
    with pytest.raises(ReadRefused, match="bản quét") as refused:
        read(DOCUMENTS / "9044-qd-ubnd-song-lam.scan.pdf")
    assert "Tesseract" in refused.value.advice


def pdf_of(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """A PDF file of these objects, the first of which is its catalogue."""
    data = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += b"trailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, start)
    return data


def with_text(*lines: str) -> list[bytes]:
    """The objects of a page with lines of plain letters, which the built-in fonts can set."""
    content = "BT /F 12 Tf 72 760 Td 16 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    return [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content.encode()),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]


ENOUGH = [f"Dieu {number}. Quy dinh ve ket noi va chia se du lieu giua cac co quan." for number in range(1, 7)]
STAMP = [
    "Signature Not Verified",
    "Digitally signed by: CONG THONG TIN DIEN TU CUA CO QUAN CAP TREN",
    "Email: thongtinvanphong@example.vn",
    "Date: 05.03.2020 16:34:02 +07:00",
]


def test_a_small_pdf_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(pdf_of(with_text(*ENOUGH)))
    assert read(path).format == "pdf"
    cleaned = clean(read(path))
    assert cleaned.text.split("\n") == ENOUGH
    assert cleaned.page_starts == (0,)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (pdf_of(with_text()), "bản quét"),
        (pdf_of(with_text(*STAMP)), "bản quét"),
        (pdf_of(with_text("Trang bia")), "bản quét"),
        (pdf_of([*with_text(*ENOUGH)[:1], b"<< /Type /Pages /Kids [] /Count 0 >>"]), "PDF|trang|bản quét"),
        (pdf_of(with_text(*ENOUGH))[:300], "bị hỏng"),
        (
            pdf_of(
                [
                    *with_text(*ENOUGH),
                    b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"00" * 32 + b"> /U <" + b"11" * 32 + b"> >>",
                ],
                b"/Encrypt 6 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]",
            ),
            "mật khẩu",
        ),
    ],
    ids=["no text", "a stamp only", "a title only", "no pages", "cut off", "locked"],
)
def test_a_pdf_without_text_to_quote_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "van-ban.pdf"
    path.write_bytes(content)
    with pytest.raises(ReadRefused, match=said) as refused:
        read(path)
    assert "van-ban.pdf" in str(refused.value)
