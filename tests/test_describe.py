from datetime import date

import pytest

from corpus.clean import clean
from corpus.describe import Description, describe
from corpus.parse import parse
from corpus.types import Reading


def described(text: str) -> Description:
    cleaned = clean(Reading(text, "text"))
    return describe(cleaned, parse("d", cleaned))


BODY = "\nCăn cứ Luật Tổ chức Chính phủ;\nĐiều 1. Phạm vi\nĐiều 2. Hiệu lực\n"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("BỘ THÔNG TIN VÀ\nTRUYỀN THÔNG\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 9595/QĐ-BTTTT\n"
         "Hà Nội, ngày 03 tháng 10 năm 2011\nQUYẾT ĐỊNH\nBAN HÀNH QUY CHẾ MẪU",
         ("9595/QĐ-BTTTT", "Quyết định", "Bộ Thông tin và Truyền thông", date(2011, 10, 3), "Ban hành quy chế mẫu")),
        ("ỦY BAN NHÂN DÂN\nTỈNH SÔNG LAM\nSố:\n9161/2025/QĐ-UBND\nSông Lam, ngày\n23 tháng 11 năm 2025\nQUYẾT ĐỊNH\n"
         "Ban hành quy định mẫu",
         ("9161/2025/QĐ-UBND", "Quyết định", "Ủy ban nhân dân tỉnh Sông Lam", date(2025, 11, 23), "Ban hành quy định mẫu")),
        ("QUỐC HỘI\nLuật số: 99/2023/QH15\nLUẬT\nGIAO DỊCH MẪU",
         ("99/2023/QH15", "Luật", "Quốc hội", None, "Giao dịch mẫu")),
        ("CHÍNH PHỦ\nSố: 973/2019/NĐ-CP\nHà Nội, ngày 05 tháng 9 năm 2019\nNGHỊ ĐỊNH\nQuy định quản lý mẫu",
         ("973/2019/NĐ-CP", "Nghị định", "Chính phủ", date(2019, 9, 5), "Quy định quản lý mẫu")),
        # the gazette's number is not the document's
        ("CÔNG BÁO/Số 1183 + 1184/Ngày 24-12-2020\nBỘ Y TẾ\nSố: 912/2020/TT-BYT\nHà Nội, ngày 01 tháng 02 năm 2020\n"
         "THÔNG TƯ\nHướng dẫn mẫu",
         ("912/2020/TT-BYT", "Thông tư", "Bộ Y tế", date(2020, 2, 1), "Hướng dẫn mẫu")),
    ],
)  # fmt: skip
def test_the_head(head: str, expected: tuple[str, str, str, date | None, str]) -> None:
    found = described(head + BODY)
    assert (found.number, found.kind, found.issuer, found.issued, found.title) == expected


HEAD = "CHÍNH PHỦ\nSố: 973/2019/NĐ-CP\nHà Nội, ngày 05 tháng 9 năm 2019\nNGHỊ ĐỊNH\nQuy định mẫu\nCăn cứ Luật số 1/2000/QH10;\n"


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("Nghị định này có hiệu lực thi hành kể từ ngày ký.", date(2019, 9, 5)),
        ("Nghị định này có hiệu lực từ ngày 01 tháng 01 năm 2020.", date(2020, 1, 1)),
        ("Nghị định này có hiệu lực thi hành sau 45 ngày kể từ ngày ký.", date(2019, 10, 20)),
        ("Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2020, trừ Điều 5 có hiệu lực từ ngày 01 tháng 01 năm 2021.",
         date(2020, 7, 1)),
        ("Dự án phê duyệt trước ngày Nghị định này có hiệu lực thì theo quy định cũ.", None),
        ("Sửa khoản 1 như sau: “1. Nghị định này có hiệu lực từ ngày 02 tháng 02 năm 2022.”", None),
    ],
)  # fmt: skip
def test_the_effect_date(clause: str, expected: date | None) -> None:
    found = described(f"{HEAD}Điều 1. Phạm vi\nĐiều 2. Hiệu lực\n{clause}")
    assert found.effective == expected
    assert found.effective_by == ("article:2" if expected else "")


def test_the_signer_is_the_name_under_the_lowest_title() -> None:
    text = f"{HEAD}Điều 1. Phạm vi\nNơi nhận:\n- Như trên;\nTM. CHÍNH PHỦ\nKT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG\n(Đã ký)\nVũ Văn Mẫu"
    assert (described(text).signer, described(text).signer_title) == ("Vũ Văn Mẫu", "Phó thủ tướng")


def test_a_law_is_dated_and_signed_at_its_end() -> None:
    text = (
        "QUỐC HỘI\nLuật số: 99/2023/QH15\nLUẬT\nGIAO DỊCH MẪU\nCăn cứ Hiến pháp;\nĐiều 1. Phạm vi\n"
        "Luật này được Quốc hội khóa XV thông qua ngày 22 tháng 6 năm 2023.\nCHỦ TỊCH QUỐC HỘI\nNguyễn Thị Mẫu"
    )
    assert described(text).issued == date(2023, 6, 22)
    assert described(text).signer == "Nguyễn Thị Mẫu"


def test_what_a_text_does_not_say_is_left_empty() -> None:
    assert described("Một ghi chú ngắn không có đầu văn bản.").number == ""


def titled(text: str, **declared: str) -> tuple[str, str]:
    reading = Reading(text, "json", declared)
    cleaned = clean(reading)
    found = describe(cleaned, parse("", cleaned), reading.declared)
    return found.kind, found.title


def test_a_portals_table_and_a_first_article_are_no_title() -> None:
    table = "# Nghị định 9/2026/NĐ-CP\n| Loại văn bản | Nghị định |\n| Cơ quan ban hành | Chính phủ |\n"
    head = "CHÍNH PHỦ\nSố: 9/2026/NĐ-CP\nNGHỊ ĐỊNH\nQuy định về kho tư liệu số\nĐiều 1. Phạm vi\nNghị định này quy định kho."
    assert titled(table + head) == ("Nghị định", "Quy định về kho tư liệu số")
    assert titled("THÔNG TƯ\nSố: 9/2026/TT-BNKS\n\nĐiều 1.\nBan hành quy chuẩn về kho.") == ("Thông tư", "")


def test_a_declared_title_comes_without_the_documents_name() -> None:
    text = "Số: 9/2026/NĐ-CP\nĐiều 1. Phạm vi\nNghị định này quy định kho."
    assert titled(text, title="Nghị định 9/2026/NĐ-CP về kho tư liệu số")[1] == "Về kho tư liệu số"


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("https://vanban.vi/luat-kho-tu-lieu-va-du-lieu-o-co-so-so-9-2026-qh15--123456", "Kho tư liệu và dữ liệu ở cơ sở"),
        ("https://vanban.vi/nghi-dinh-so-9-2026-qh15-ve-kho-tu-lieu-123456.aspx", "Về kho tư liệu"),
        ("https://vanban.vi/luat-hoa-chat-so-9-2026-qh15--123456", ""),  # “hóa chất” is nowhere in the text
        ("https://vanban.vi/luat-kho-tu-lieu-so-8-2026-qh15--123456", ""),  # the address of another document
    ],
)  # fmt: skip
def test_an_address_names_a_text_without_a_head(address: str, title: str) -> None:
    text = "CHƯƠNG I\nĐiều 1. Phạm vi\nLuật này quy định về kho tư liệu và dữ liệu; áp dụng cả ở cơ sở."
    assert titled(text, number="9/2026/QH15", source=address)[1] == title
