from datetime import date

import pytest

from corpus.clean import clean
from corpus.parse import parse
from corpus.relate import own_starts, own_term, relate
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
        ("Luật An toàn mẫu số 986/2015/QH13 đã được sửa đổi, bổ sung một số điều theo Luật số 935/2018/QH14; "
         "Luật An ninh mẫu số 924/2018/QH14 hết hiệu lực kể từ ngày Nghị định này có hiệu lực.",
         ["repeals 986/2015/QH13 2025-05-01", "repeals 924/2018/QH14 2025-05-01"]),
        ("Nghị định này thay thế các Nghị định sau: Nghị định số 923/2016/NĐ-CP ngày 01 tháng 9 năm 2016; Nghị định số "
         "901/2020/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định số 923/2016/NĐ-CP.",
         ["replaces 923/2016/NĐ-CP 2025-05-01", "replaces 901/2020/NĐ-CP 2025-05-01"]),
        ("Nghị định số 910/2004/NĐ-CP ngày 08 tháng 4 năm 2004 về công tác mẫu và Nghị định số 909/2010/NĐ-CP sửa đổi, "
         "bổ sung một số điều của Nghị định số 910/2004/NĐ-CP hết hiệu lực từ ngày Nghị định này có hiệu lực.",
         ["repeals 910/2004/NĐ-CP 2025-05-01", "repeals 909/2010/NĐ-CP 2025-05-01"]),
        ("Bãi bỏ Quy chế quản lý thư mẫu ban hành kèm theo Quyết định số 932/2010/QĐ-TTg.",
         ["repeals 932/2010/QĐ-TTg 2025-05-01"]),
        ("Quyết định số 932/2010/QĐ-TTg được thay thế bởi Nghị định này.", ["repeals 932/2010/QĐ-TTg 2025-05-01"]),
        ("Nghị định này có hiệu lực kể từ ngày ký, thay thế Quyết định số 932/2010/QĐ-TTg ngày 21/5/2010.",
         ["replaces 932/2010/QĐ-TTg 2025-03-01"]),
        ("Thông tư số 912/2010/TT-BYT ban hành danh mục thuốc tại các cơ sở khám chữa bệnh hết hiệu lực kể từ ngày ký.",
         ["repeals 912/2010/TT-BYT 2025-03-01"]),
        ("Nghị định số 933/2024/NĐ-CP về cấm vũ khí hóa học hết hiệu lực từ ngày 01/6/2025.",
         ["repeals 933/2024/NĐ-CP 2025-06-01"]),
        # what ends or changes places only
        ("Bãi bỏ khoản 9 Điều 1 Nghị định số 967/2024/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định số 918/2023/NĐ-CP.",
         ["repeals 967/2024/NĐ-CP 1/9 2025-05-01"]),
        ("Bãi bỏ một số quy định sau:\na) Điều 21 Nghị định số 984/2023/NĐ-CP quy định thẩm quyền và sửa đổi, bổ sung một "
         "số điều của các Nghị định;\nb) Khoản 1 Điều 4, khoản 3 Điều 10 Nghị định số 944/2023/NĐ-CP.",
         ["repeals 984/2023/NĐ-CP 21 2025-05-01", "repeals 944/2023/NĐ-CP 4/1 2025-05-01",
          "repeals 944/2023/NĐ-CP 10/3 2025-05-01"]),
        ("Bãi bỏ một số điều của Thông tư số 912/2020/TT-BYT.", ["amends 912/2020/TT-BYT 2025-05-01"]),
        ("Bãi bỏ nội dung “có xác nhận” quy định tại khoản 3 Điều 4 Thông tư số 912/2020/TT-BYT.",
         ["amends 912/2020/TT-BYT 4/3 2025-05-01"]),
        ("Sửa đổi, bổ sung mục 119 thuộc Phụ lục IV - Danh mục ngành, nghề ban hành kèm theo Luật Đầu tư mẫu số "
         "961/2020/QH14 đã được sửa đổi, bổ sung một số điều theo Luật số 972/2020/QH14 và Luật số 909/2022/QH15 như sau:",
         ["amends 961/2020/QH14 IV/119 2025-05-01"]),
        ("Thay thế, bãi bỏ một số cụm từ của Luật Mẫu số 920/2023/QH15 đã được sửa đổi theo Luật số 960/2024/QH15 như sau:\n"
         "a) Bãi bỏ cụm từ “a” tại khoản 1 Điều 5;\nb) Thay thế cụm từ “b” bằng cụm từ “c” tại Điều 20, điểm a khoản 4 Điều 46.",
         ["amends 920/2023/QH15 2025-05-01", "amends 920/2023/QH15 5/1 2025-05-01", "amends 920/2023/QH15 20 2025-05-01",
          "amends 920/2023/QH15 46/4/a 2025-05-01"]),
        ("Thay thế Phụ lục I ban hành kèm theo Thông tư số 912/2020/TT-BYT bằng Phụ lục II ban hành kèm theo Nghị định này.",
         ["amends 912/2020/TT-BYT I 2025-05-01"]),
        # what does not end a document
        ("Bãi bỏ Điều 1 Nghị định số 983/2024/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định số 923/2016/NĐ-CP đã được "
         "sửa đổi theo Nghị định số 901/2020/NĐ-CP; Nghị định số 910/2016/NĐ-CP và Nghị định số 920/2020/NĐ-CP.",
         ["repeals 983/2024/NĐ-CP 1 2025-05-01"]),
        ("Thông tư số 912/2020/TT-BYT tiếp tục có hiệu lực; Thông tư số 913/2020/TT-BYT hết hiệu lực từ ngày 01/6/2025.",
         ["repeals 913/2020/TT-BYT 2025-06-01"]),
        ("Mức thu bằng thuốc thay thế quy định tại Điều 16 Nghị định số 941/2024/NĐ-CP.", []),
        ("Áp dụng quy định tại Nghị định số 904/2024/NĐ-CP và văn bản sửa đổi, bổ sung, thay thế.", []),
        ("Nghị định số 904/2024/NĐ-CP áp dụng đến khi Nghị định này hết hiệu lực.", []),
        ("Nghị định số 904/2024/NĐ-CP chưa hết hiệu lực.", []),
        ("Giấy phép cấp theo Nghị định số 904/2024/NĐ-CP có giá trị đến khi hết hiệu lực.", []),
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


def test_a_ministry_does_not_end_a_decree_that_it_names() -> None:
    circular = Document("d", "9091/2026/TT-BTC", "", "Thông tư", "Bộ Tài chính", date(2026, 5, 1), date(2026, 7, 1))
    text = (
        "Điều 1. Hiệu lực\nThông tư số 932/2025/TT-BTC hướng dẫn một số điều của Luật Quản lý mẫu ngày 13 tháng 6 năm "
        "2019, Nghị định số 923/2020/NĐ-CP, Nghị định số 970/2025/NĐ-CP hết hiệu lực thi hành."
    )
    assert relations(text, circular) == ["repeals 932/2025/TT-BTC 2026-07-01"]


def test_a_task_in_a_plan_changes_nothing() -> None:
    plan = Document("d", "9003/QĐ-TTg", "Kế hoạch", "Quyết định", "Thủ tướng", date(2025, 1, 9), date(2025, 1, 9))
    text = "I. NHIỆM VỤ\n1. Sửa đổi, bổ sung Quyết định số 937/2018/QĐ-TTg.\n2. Bãi bỏ Quyết định số 957/2007/QĐ-TTg."
    assert relations(text, plan) == []
    assert relations(f"{text}\nII. HIỆU LỰC\n1. Kế hoạch này thay thế Quyết định số 905/2022/QĐ-TTg.", plan) == [
        "replaces 905/2022/QĐ-TTg 2025-01-09"
    ]


def test_without_an_effect_date_the_day_stays_open() -> None:
    draft = Document("d", "9019/2024/TT-BKNS", "", "Thông tư", "Bộ Kết nối số", date(2024, 10, 16))
    text = "Điều 1. Hiệu lực\nThông tư số 903/2017/TT-BKNS hết hiệu lực kể từ thời điểm Thông tư này có hiệu lực."
    assert relations(text, draft) == ["repeals 903/2017/TT-BKNS None"]


def test_a_decree_details_the_law_that_its_title_names() -> None:
    decree = Document(
        "d", "9224/2026/NĐ-CP", "Quy định chi tiết một số điều và biện pháp thi hành Luật Chuyển đổi mẫu",
        "Nghị định", "Chính phủ", date(2026, 6, 24), date(2026, 7, 1),
    )  # fmt: skip
    text = (
        "Căn cứ Luật Tổ chức mẫu số 963/2025/QH15;\nCăn cứ Luật Chuyển đổi mẫu số 948/2025/QH15;\nĐiều 1. Phạm vi\nA."
    )
    assert relations(text, decree) == ["guides 948/2025/QH15 2026-07-01"]


def test_the_articles_of_a_chapter_amend_its_document() -> None:
    document = Document("d", "9058/2025/TT-BKNS", "Sửa đổi một số Thông tư", "Thông tư", "Bộ", None, date(2025, 12, 31))
    text = (
        "Chương I\nSỬA ĐỔI, BỔ SUNG, BÃI BỎ MỘT SỐ ĐIỀU CỦA THÔNG TƯ SỐ 923/2013/TT-BKNS\n"
        "Điều 1. Sửa đổi, bổ sung khoản 2 Điều 15\n1. Sửa đổi điểm a như sau: “a) Mới”.\n"
        "Chương II\nSỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA THÔNG TƯ SỐ 921/2014/TT-BKNS\nĐiều 2. Bãi bỏ Điều 6"
    )
    assert relations(text, document) == [
        "amends 923/2013/TT-BKNS 2025-12-31",
        "amends 923/2013/TT-BKNS 15/2 2025-12-31",
        "amends 923/2013/TT-BKNS 15/2/a 2025-12-31",
        "amends 921/2014/TT-BKNS 2025-12-31",
        "repeals 921/2014/TT-BKNS 6 2025-12-31",
    ]


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


def test_a_term_that_it_is_carried_out_to() -> None:
    said = "Nghị quyết này có hiệu lực thi hành kể từ ngày ký và được thực hiện đến hết ngày 31 tháng 7 năm 2027."
    (fact,) = own_term(OWN, parse("d", clean(Reading(f"Điều 1. Hiệu lực\n{said}", "text"))))
    assert fact.since == date(2027, 8, 1)


def test_the_term_of_a_licence_is_not_the_document_s() -> None:
    said = "Giấy phép tạm thời có hiệu lực đến hết ngày 31 tháng 7 năm 2027."
    assert own_term(OWN, parse("d", clean(Reading(f"Điều 1. Chuyển tiếp\n{said}", "text")))) == ()


def test_an_end_that_it_sets_itself() -> None:
    cleaned = clean(Reading("Điều 1. Hiệu lực\nNghị quyết này hết hiệu lực kể từ ngày 01 tháng 3 năm 2028.", "text"))
    (fact,) = own_term(OWN, parse("d", cleaned))
    assert (fact.value.value, fact.since) == ("ended", date(2028, 3, 1))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Quy định tại Điều 3 và khoản 1 Điều 4 Luật này có hiệu lực từ ngày 01 tháng 7 năm 2027.", ["3 2027-07-01", "4/1 2027-07-01"]),
        ("Luật này có hiệu lực từ ngày 01/01/2026, trừ khoản 2 Điều 5 của Luật này thì có hiệu lực thi hành kể từ ngày 01/01/2028.", ["5/2 2028-01-01"]),
        ("Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2026.", []),
        ("Hồ sơ nộp theo Điều 3 trước ngày Luật này có hiệu lực thi hành thì giải quyết tiếp.", []),
        ("Khoản 2 Điều 5 Luật số 12/2020/QH14 và các quy định của Luật này có hiệu lực từ ngày 01/02/2026.", []),
    ],
)  # fmt: skip
def test_places_that_take_effect_apart(said: str, expected: list[str]) -> None:
    found = own_starts(OWN, parse("d", clean(Reading(f"Điều 9. Hiệu lực thi hành\n{said}", "text"))))
    assert [f"{'/'.join(step.label for step in start.path)} {start.on}" for start in found] == expected


def test_a_circular_details_two_decrees() -> None:
    title = "Hướng dẫn thi hành Nghị định số 906/2021/NĐ-CP ngày 26 tháng 01 năm 2021 và Nghị định số 944/2016/NĐ-CP"
    document = Document("d", "9010/2021/TT-BKNS", title, "Thông tư", "Bộ Kết nối số", date(2021, 8, 25), None)
    assert relations("Căn cứ X;\nĐiều 1. Phạm vi\nQuy định chung.", document) == [
        "guides 906/2021/NĐ-CP None",
        "guides 944/2016/NĐ-CP None",
    ]


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
    assert {number for number, place, _ in found["116/2025/QH15"] if not place} == {"24/2018/QH14", "86/2015/QH13"}
