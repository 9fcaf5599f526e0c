from datetime import date

import pytest

from corpus.clean import clean
from corpus.parse import parse
from corpus.relate import own_term, relate
from corpus.types import Document, Reading

OWN = Document("d", "9500/2025/NĐ-CP", "Quy định mẫu", "Nghị định", "Chính phủ", date(2025, 3, 1), date(2025, 5, 1))


def relations(text: str, document: Document = OWN) -> list[str]:
    """Each relation as `kind number place on`, those to the legal bases left out."""
    cleaned = clean(Reading(text, "text"))
    found = relate(document, parse("d", cleaned), cleaned.text)
    return [
        " ".join(filter(None, [r.kind.value, r.target_number, "/".join(s.label for s in r.target_path), str(r.on)]))
        for r in found
        if r.kind.value != "based_on"
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Nghị định này thay thế Nghị định số 973/2019/NĐ-CP ngày 05 tháng 9 năm 2019 của Chính phủ.",
         ["replaces 973/2019/NĐ-CP 2025-05-01"]),
        ("Quyết định số 9002/QĐ-BKNS hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành.",
         ["repeals 9002/QĐ-BKNS 2025-05-01"]),
        ("Nghị định số 973/2019/NĐ-CP hết hiệu lực kể từ ngày 01 tháng 7 năm 2026.", ["repeals 973/2019/NĐ-CP 2026-07-01"]),
        ("Bãi bỏ Điều 58 và Điều 59 của Luật Công nghệ mẫu số 967/2006/QH11.",
         ["repeals 967/2006/QH11 58 2025-05-01", "repeals 967/2006/QH11 59 2025-05-01"]),
        ("Các văn bản sau đây hết hiệu lực kể từ ngày Nghị định này có hiệu lực:\na) Nghị định số 945/2016/NĐ-CP;\n"
         "b) Nghị định số 942/2012/NĐ-CP.",
         ["repeals 945/2016/NĐ-CP 2025-05-01", "repeals 942/2012/NĐ-CP 2025-05-01"]),
        ("Sửa đổi, bổ sung khoản 2 Điều 50 của Luật số 967/2006/QH11 như sau:", ["amends 967/2006/QH11 50/2 2025-05-01"]),
        # what does not end a document
        ("Thay thế cụm từ “an toàn” bằng cụm từ “an ninh” tại khoản 3 Điều 17 của Luật Lưu trữ mẫu số 933/2024/QH15.",
         ["amends 933/2024/QH15 17/3 2025-05-01"]),
        ("Luật số 967/2006/QH11 đã được sửa đổi, bổ sung theo Luật số 921/2017/QH14 thì áp dụng theo quy định đó.", []),
        ("Quy định tại Nghị định số 973/2019/NĐ-CP tiếp tục được áp dụng.", []),
        ("Sửa Điều 5 như sau:\n“Điều 5. Nghị định này thay thế Nghị định số 911/2011/NĐ-CP.”", []),
        ("Nghị định này thay thế các mẫu đơn tại Thông tư số 912/2020/TT-BYT.", []),
    ],
)  # fmt: skip
def test_relations(sentence: str, expected: list[str]) -> None:
    assert relations(f"Điều 1. Phạm vi\nĐiều 2. Hiệu lực\n1. Câu đầu.\n2. {sentence}") == expected


def test_an_exception_goes_with_the_relation() -> None:
    text = "Điều 1. Hiệu lực\nBãi bỏ Nghị định số 945/2016/NĐ-CP, trừ trường hợp quy định tại Điều 9 Nghị định này."
    cleaned = clean(Reading(text, "text"))
    (relation,) = relate(OWN, parse("d", cleaned), cleaned.text)
    assert relation.except_ == "trừ trường hợp quy định tại Điều 9 Nghị định này"
    assert relation.stated_by == "d#article:1"


def test_an_amending_title_names_the_document_of_bare_places() -> None:
    title = "Sửa đổi, bổ sung một số điều của Thông tư số 9012/2021/TT-BKNS"
    document = Document(
        "d", "9034/2023/TT-BKNS", title, "Thông tư", "Bộ Kết nối số", date(2023, 6, 14), date(2023, 8, 1)
    )
    text = "Căn cứ X;\nĐiều 1. Sửa đổi\n1. Sửa đổi, bổ sung khoản 2 Điều 5 như sau:\n“2. Mới.”\n2. Bổ sung Điều 5a sau Điều 5 như sau:\n“Điều 5a. Mới”"
    assert relations(text, document) == [
        "amends 9012/2021/TT-BKNS 2023-08-01",
        "amends 9012/2021/TT-BKNS 5/2 2023-08-01",
        "amends 9012/2021/TT-BKNS 5a 2023-08-01",
    ]


def test_a_term_of_its_own() -> None:
    cleaned = clean(Reading("Điều 1. Hiệu lực\nQuyết định này có hiệu lực đến hết ngày 31 tháng 12 năm 2025.", "text"))
    (fact,) = own_term(OWN, parse("d", cleaned))
    assert (fact.value.value, fact.since, fact.stated_by) == ("ended", date(2026, 1, 1), "d#article:1")


def test_real_texts(raw: object) -> None:
    from pathlib import Path

    from corpus.describe import describe
    from corpus.read import read

    folder = Path(str(raw))
    found = {}
    for name in (
        "html_tvpl/Luat-Giao-dich-dien-tu-2023*.html",
        "md_2026/DX_224-2026*.md",
        "html_vbpl/doc_000047*.html",
    ):
        cleaned = clean(read(next(folder.glob(name))))
        provisions = parse("d", cleaned)
        d = describe(cleaned, provisions)
        document = Document("d", d.number, d.title, d.kind, d.issuer, d.issued, d.effective, d.effective_by)
        ends = [r for r in relate(document, provisions, cleaned.text) if r.kind.value in {"replaces", "repeals"}]
        found[d.number] = {(r.target_number, "/".join(s.label for s in r.target_path), str(r.on)) for r in ends}
    assert found["20/2023/QH15"] == {
        ("67/2006/QH11", "58", "2024-07-01"), ("67/2006/QH11", "59", "2024-07-01"), ("51/2005/QH11", "", "2024-07-01"),
    }  # fmt: skip
    ended = {number for number, place, on in found["224/2026/NĐ-CP"] if not place and on == "2026-07-01"}
    assert ended == {"45/2026/NĐ-CP", "42/2022/NĐ-CP", "64/2007/NĐ-CP"}
    # a law that swaps words in twelve other laws ends none of these
    assert {number for number, place, _ in found["116/2025/QH15"] if not place} <= {"24/2018/QH14", "86/2015/QH13"}
