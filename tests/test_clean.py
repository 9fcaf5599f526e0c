import pytest

from corpus.clean import clean
from corpus.types import Reading


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("Điều 1.\u00a0 Phạm\tvi ", "Điều 1. Phạm vi"),
        ("So\u0302\u0301: 2323/QÐ-BTTTT", "Số: 2323/QĐ-BTTTT"),  # decomposed letters; Icelandic Ð
        ("LǷNH VỰC", "LĨNH VỰC"),
        ("Uỷ ban nhân dân hoà giải", "Uỷ ban nhân dân hoà giải"),  # old tone marks stay as written
        ("Dòng một\u200b\u0007", "Dòng một"),
        ("Một\n\n\n\nHai", "Một\n\nHai"),
    ],
)
def test_characters(raw: str, cleaned: str) -> None:
    assert clean(Reading(raw, "text")).text == cleaned


PAGES = "\f".join(
    f"CÔNG BÁO/Số {page} + 2/Ngày 24-12-2020\n{body}\n{page}"
    for page, body in enumerate(
        [
            "Điều 1. Phạm vi điều chỉnh\n1. Quy chế này quy định việc quản lý, vận hành và khai thác nền tảng tích\n"
            "hợp, chia sẻ dữ liệu của tỉnh; trách nhiệm của cơ quan, đơn vị có liên quan trong\nviệc kết nối.",
            "2. Quy chế này không áp dụng đối với thông tin thuộc phạm vi bí mật nhà nước theo\nquy định của pháp luật.\n"
            "a) Cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh và đơn vị sự nghiệp công lập trực",
            "thuộc tỉnh;\nb) Ủy ban nhân dân xã, phường.",
        ],
        start=1,
    )
)


def test_wrapped_lines_become_paragraphs_over_page_ends_and_furniture_goes() -> None:
    cleaned = clean(Reading(PAGES, "pdf"))
    assert cleaned.text.split("\n") == [
        "Điều 1. Phạm vi điều chỉnh",
        "1. Quy chế này quy định việc quản lý, vận hành và khai thác nền tảng tích hợp, chia sẻ dữ liệu của tỉnh; "
        "trách nhiệm của cơ quan, đơn vị có liên quan trong việc kết nối.",
        "2. Quy chế này không áp dụng đối với thông tin thuộc phạm vi bí mật nhà nước theo quy định của pháp luật.",
        "a) Cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh và đơn vị sự nghiệp công lập trực thuộc tỉnh;",
        "b) Ủy ban nhân dân xã, phường.",
    ]


def test_pages_begin_where_their_first_words_stand() -> None:
    cleaned = clean(Reading(PAGES, "pdf"))
    begins = [cleaned.text[start : start + 9] for start in cleaned.page_starts]
    assert begins == ["Điều 1. P", "2. Quy ch", "thuộc tỉn"]


def test_a_number_after_a_wrap_is_not_a_new_line() -> None:
    text = "Căn cứ Luật Tổ chức chính\nquyền địa phương số 72/2025/QH15;\n" * 6
    assert clean(Reading(text, "markdown")).text.count("\n") == 5


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("\uf0b7 Như Điều 3;", "- Như Điều 3;"),  # a symbol font's bullet
        ("Nghị quyết số 57\u2011NQ/TW", "Nghị quyết số 57-NQ/TW"),  # a hyphen that does not break
        ("Ðiều 5, Ɖiều 6 và quyết đ\u1ecbnh", "Điều 5, Điều 6 và quyết định"),
        ("  \u3000thụt\u2003vào  ", "thụt vào"),
        ("mềm\u00admại", "mềmmại"),
        ("một\r\nHai\rBa", "một\nHai\nBa"),
        ("\n\n  \nĐiều 1.\n\n", "Điều 1."),
        ("", ""),
    ],
)
def test_more_characters(raw: str, cleaned: str) -> None:
    assert clean(Reading(raw, "text")).text == cleaned


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        # a break within a sentence; a unit's mark in lower case begins a line of its own
        ("ngày 05 tháng 3 năm 2020\ncủa Chính phủ", ["ngày 05 tháng 3 năm 2020 của Chính phủ"]),
        ("Hồ sơ gồm\na) Đơn đề nghị", ["Hồ sơ gồm", "a) Đơn đề nghị"]),
        ("Hồ sơ gồm:\nđơn đề nghị", ["Hồ sơ gồm:", "đơn đề nghị"]),
        ("QUY ĐỊNH CHUNG\nvề dữ liệu", ["QUY ĐỊNH CHUNG", "về dữ liệu"]),
        ("TT | Mức\nđồng", ["TT | Mức", "đồng"]),
        ("Một đoạn\n\ntiếp theo", ["Một đoạn", "", "tiếp theo"]),
        # a head in two columns
        (
            "BỘ KẾT NỐI SỐ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH SÔNG LAM Độc lập - Tự do - Hạnh phúc\n"
            "Số: 9001/QĐ-BKNS Lam Thành, ngày 30 tháng 3 năm 2018",
            [
                "BỘ KẾT NỐI SỐ",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "TỈNH SÔNG LAM",
                "Độc lập - Tự do - Hạnh phúc",
                "Số: 9001/QĐ-BKNS",
                "Lam Thành, ngày 30 tháng 3 năm 2018",
            ],
        ),
        (
            "QUỐC HỘI NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            ["QUỐC HỘI NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ),
        ("Luật số: 99/2030/QH99 do ngày", ["Luật số: 99/2030/QH99 do ngày"]),
    ],
)
def test_lines(raw: str, lines: list[str]) -> None:
    assert clean(Reading(raw, "docx")).text.split("\n") == lines


LONG = "Cơ quan, đơn vị có trách nhiệm kết nối, chia sẻ dữ liệu theo quy định tại"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ([LONG, "Điều 5.", "Điều 6. Kinh phí"], [f"{LONG} Điều 5.", "Điều 6. Kinh phí"]),
        ([LONG, "1. Kinh phí thực hiện"], [f"{LONG} 1. Kinh phí thực hiện"]),
        ([f"{LONG} khoản", "2 Điều này."], [f"{LONG} khoản 2 Điều này."]),
        ([f"{LONG} này.", "Cơ quan khác"], [f"{LONG} này.", "Cơ quan khác"]),
        ([f"{LONG} này;", "b) Cơ quan khác"], [f"{LONG} này;", "b) Cơ quan khác"]),
        ([f"{LONG} văn bản số 12-", "NQ/TW."], [f"{LONG} văn bản số 12-NQ/TW."]),
        (["Chương I", "QUY ĐỊNH CHUNG", "Điều 1. Phạm vi"], ["Chương I", "QUY ĐỊNH CHUNG", "Điều 1. Phạm vi"]),
        (["TT | Tên", "1 | Kho dữ liệu", "dùng chung"], ["TT | Tên", "1 | Kho dữ liệu", "dùng chung"]),
        (["BỘ KẾT NỐI SỐ", "CỘNG HÒA XÃ HỘI"], ["BỘ KẾT NỐI SỐ", "CỘNG HÒA XÃ HỘI"]),
    ],
)
def test_wrapped_lines_join_by_their_words(lines: list[str], joined: list[str]) -> None:
    filler = [f"{LONG} Quy chế này và các quy định khác có liên quan."] * 4  # what a full line's length is
    text = "\n".join([*filler, *lines]) + "\f"
    assert clean(Reading(text, "text")).text.split("\n")[4:] == joined


def test_what_a_reader_of_places_knows_is_kept() -> None:
    text = "1. Theo khoản 2 và\u2028Điều 5. Quy chế này.\n\nđoạn mới viết thường\f\u2028nối sang trang\n\n2. Khoản hai"
    cleaned = clean(Reading(text, "pdf"))
    assert cleaned.text.split("\n") == [
        "1. Theo khoản 2 và Điều 5. Quy chế này.",
        "đoạn mới viết thường nối sang trang",
        "2. Khoản hai",
    ]
    assert [cleaned.text[start:][:8] for start in cleaned.page_starts] == ["1. Theo ", "nối sang"]


def test_pages_without_text_begin_where_the_next_text_stands() -> None:
    cleaned = clean(Reading("Điều 1. Một.\f\f3\fĐiều 2. Hai.", "pdf"))
    assert cleaned.text == "Điều 1. Một.\nĐiều 2. Hai."
    assert cleaned.page_starts == (0, 13, 13, 13)


def test_cleaning_a_clean_text_changes_nothing() -> None:
    once = clean(Reading(PAGES, "pdf")).text
    assert clean(Reading(once, "text")).text == once
