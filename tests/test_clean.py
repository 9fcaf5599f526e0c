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
