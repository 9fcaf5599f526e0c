"""Documents that are named but not here, places with days of their own, and choices at a date: invented regulations."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.ask import Assistant
from assistant.build import add, ensure_index
from assistant.settings import Settings

HEAD = """CHÍNH PHỦ
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
"""
DECREE = f"""{HEAD}Số: 931/2024/NĐ-CP
Hà Nội, ngày 02 tháng 02 năm 2024

NGHỊ ĐỊNH
QUY ĐỊNH VỀ TRẠM THU THẬP DỮ LIỆU

Căn cứ Luật Trạm quan trắc số 912/2022/QH15 ngày 10 tháng 6 năm 2022;
Chính phủ ban hành Nghị định quy định về trạm thu thập dữ liệu.

Điều 1. Phạm vi điều chỉnh
1. Nghị định này quy định về trạm thu thập dữ liệu.
2. Quy định này áp dụng cho trạm của bộ và của tỉnh.

Điều 2. Niêm phong thiết bị
Trạm trưởng niêm phong thiết bị trong thời hạn 09 ngày.

Điều 3. Sổ trực điện tử
Trạm trưởng lập sổ trực điện tử.

Điều 4. Hiệu lực thi hành
1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2024. Riêng quy định tại khoản 2 Điều 1 Nghị định này có hiệu lực từ ngày ký.
2. Quy định tại Điều 3 Nghị định này có hiệu lực thi hành kể từ ngày 01 tháng 01 năm 2027.
3. Nghị định này thay thế Nghị định số 817/2019/NĐ-CP ngày 03 tháng 4 năm 2019 của Chính phủ quy định về trạm thu thập dữ liệu.
4. Luật Trạm đo đạc số 903/2008/QH12 hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành.

TM. CHÍNH PHỦ
THỦ TƯỚNG
Trần Văn Mẫu
"""
RESOLUTION = f"""{HEAD}Số: 944/2026/NQ-CP
Hà Nội, ngày 05 tháng 3 năm 2026

NGHỊ QUYẾT
VỀ CẮT GIẢM THỦ TỤC CỦA TRẠM THU THẬP DỮ LIỆU

Điều 1. Cắt giảm
Bỏ sổ trực giấy của trạm.

Điều 2. Hiệu lực thi hành
1. Nghị quyết này có hiệu lực thi hành từ ngày ký.
2. Nghị quyết này hết hiệu lực kể từ ngày 01 tháng 3 năm 2028.

TM. CHÍNH PHỦ
THỦ TƯỚNG
Trần Văn Mẫu
"""
CONSOLIDATED = """VĂN BẢN HỢP NHẤT
Số: 61/VBHN-BKNS

THÔNG TƯ
Quy định chế độ báo cáo của trạm thu thập dữ liệu

Thông tư số 925/2021/TT-BKNS ngày 12 tháng 8 năm 2021 của Bộ trưởng Bộ Kết nối số quy định chế độ báo cáo của trạm, có hiệu lực kể từ ngày 01 tháng 10 năm 2021, được sửa đổi, bổ sung bởi:
Thông tư số 938/2023/TT-BKNS ngày 04 tháng 5 năm 2023 của Bộ trưởng Bộ Kết nối số sửa đổi, bổ sung Thông tư số 925/2021/TT-BKNS, có hiệu lực kể từ ngày 20 tháng 6 năm 2023.

Điều 1. Báo cáo
Trạm trưởng báo cáo mỗi quý một lần.
"""
ENDING = """BỘ KẾT NỐI SỐ

Số: 966/2026/TT-BKNS

Hà Nội, ngày 05 tháng 8 năm 2026

THÔNG TƯ
Quy định chế độ báo cáo tự động của trạm thu thập dữ liệu

Điều 1. Báo cáo tự động
Thiết bị của trạm tự gửi số liệu mỗi giờ.

Điều 2. Hiệu lực thi hành
1. Thông tư này có hiệu lực thi hành kể từ ngày 01 tháng 12 năm 2026.
2. Thông tư số 925/2021/TT-BKNS ngày 12 tháng 8 năm 2021 của Bộ trưởng Bộ Kết nối số hết hiệu lực kể từ ngày Thông tư này có hiệu lực thi hành.
"""
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def stations(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("stations")
    for name, text in (("nd", DECREE), ("nq", RESOLUTION), ("vbhn", CONSOLIDATED), ("tt", ENDING)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    settings = Settings(folder / "data", library=False)
    add(settings, sorted(folder.glob("*.txt")), None, lambda *_: None)
    ensure_index(settings)
    return Assistant.open(settings)


@pytest.mark.parametrize(
    ("question", "says", "cites"),
    [
        # what is here ends it, in whichever form its number is typed
        ("Nghị định 817/2019 còn hiệu lực không?", "được thay thế bởi Nghị định số 931/2024/NĐ-CP", ["khoản 3 Điều 4"]),
        ("nd 817/2019 gio sao roi", "từ ngày 01/7/2024", ["khoản 3 Điều 4", "khoản 1 Điều 4"]),
        ("nghị định 817/2019 của Chính phủ bị bỏ bởi cái nào", "931/2024/NĐ-CP", ["khoản 3 Điều 4"]),
        ("luat tram do dac 2008 con dung duoc khong?", "903/2008/QH12 đã hết hiệu lực từ ngày 01/7/2024, bị bãi bỏ", ["khoản 4 Điều 4"]),
        ("Luật nào thay thế Luật Trạm đo đạc 2008?", "903/2008/QH12 đã hết hiệu lực", ["khoản 4 Điều 4"]),
        # what is here only put together with its amendments
        ("Thông tư 925/2021 đã bị sửa bởi thông tư nào?", "938/2023/TT-BKNS", []),
        ("61/VBHN-BKNS gộp thông tư nào với thông tư nào?", "925/2021/TT-BKNS với 938/2023/TT-BKNS", []),
        # a place with a day of its own
        ("Điều 3 nghị định 931/2024 đã áp dụng chưa?", "chưa có hiệu lực, có hiệu lực từ 01/01/2027", ["khoản 2 Điều 4"]),
        ("Ngày 01/3/2024 khoản 2 Điều 1 Nghị định 931/2024/NĐ-CP có hiệu lực chưa?", "đã có hiệu lực từ 02/02/2024", ["khoản 1 Điều 4"]),
        ("Điều 3 nghị định 931/2024 quy định gì?", "chưa có hiệu lực", ["khoản 2 Điều 4", "Điều 3"]),
        ("Điều 2 nghị định 931/2024 còn hiệu lực không?", "Điều 2 Nghị định số 931/2024/NĐ-CP: còn hiệu lực", ["Điều 2"]),
        # an end that it sets itself
        ("nghị quyết 944/2026/NQ-CP tới bao giờ thì tự hết hiệu lực?", "sẽ hết hiệu lực từ 01/3/2028", ["khoản 2 Điều 2"]),
        # which of two holds on a day
        ("Ngày 30/6/2024 phải theo nghị định nào, 817/2019 hay 931/2024?", "Nghị định số 817/2019/NĐ-CP sẽ hết hiệu lực từ ngày 01/7/2024, được thay thế", ["khoản 3 Điều 4"]),
        ("ngay 1/7/2024 ap dung nd 817/2019 hay nd 931/2024", "931/2024/NĐ-CP: còn hiệu lực", ["khoản 1 Điều 4"]),
        # what it rests on, but for what the question names itself
        ("931/2024/NĐ-CP được xây dựng dựa trên luật nào, ngoài Luật Đất đai?", "căn cứ 912/2022/QH15", []),
        ("Khi nghị định 931/2024/NĐ-CP ra đời thì nghị định cũ nào phải nhường chỗ?", "817/2019/NĐ-CP", ["khoản 3 Điều 4"]),
    ],
)  # fmt: skip
def test_what_is_told(stations: Assistant, question: str, says: str, cites: list[str]) -> None:
    dated = any(day in question for day in ("/3/2024", "/6/2024", "1/7/2024"))
    answer = stations.ask(question, as_of=None if dated else TODAY)
    assert answer.kind == "answer", answer.text
    assert says in answer.text
    for place in cites:
        assert any(citation.citation.startswith(place) for citation in answer.citations)


def test_a_number_that_nothing_here_names_is_refused(stations: Assistant) -> None:
    answer = stations.ask("Nghị định 818/2019 còn hiệu lực không?", as_of=TODAY)
    assert answer.refusal
    assert answer.refusal.check == "document_not_in_corpus"


@pytest.mark.parametrize(
    "asked",
    [
        "Thông tư 817/2019 của Bộ Y tế còn hiệu lực không?",
        "Nghị định 817/2019 của Bộ Y tế còn hiệu lực không?",
        "Luật Trạm bay 2008 còn hiệu lực không?",
    ],
)
def test_another_document_is_not_taken_for_it(stations: Assistant, asked: str) -> None:
    answer = stations.ask(asked, as_of=TODAY)
    assert answer.refusal
    assert answer.refusal.check == "document_not_in_corpus"


def test_the_others_named_are_answered_all_the_same(stations: Assistant) -> None:
    answer = stations.ask("Nghị định 931/2024/NĐ-CP và Nghị định 555/2023/NĐ-CP còn hiệu lực không?", as_of=TODAY)
    assert "931/2024/NĐ-CP: còn hiệu lực" in answer.text
    assert any("555/2023/NĐ-CP" in warning for warning in answer.warnings)


def test_a_choice_with_another_question_is_not_only_a_choice(stations: Assistant) -> None:
    asked = "Theo nghị định 817/2019 hay nghị định 931/2024 thì thời hạn niêm phong thiết bị là bao nhiêu ngày?"
    assert stations.ask(asked, as_of=TODAY).trace["way"] != "between"


@pytest.mark.parametrize(
    "asked", ["Điều 9 Nghị định 931/2024 còn hiệu lực không?", "khoản 7 điều 2 nd 931/2024 da ap dung chua"]
)
def test_a_place_that_is_nowhere_has_no_status(stations: Assistant, asked: str) -> None:
    answer = stations.ask(asked, as_of=TODAY)
    assert answer.refusal
    assert answer.refusal.check == "provision_not_found"


def test_the_status_of_a_citation_is_that_of_its_place(stations: Assistant) -> None:
    answer = stations.ask("Trạm trưởng lập sổ trực điện tử theo Điều 3 Nghị định 931/2024/NĐ-CP?", as_of=TODAY)
    cited = next(citation for citation in answer.citations if citation.citation.startswith("Điều 3"))
    assert cited.status_text == "chưa có hiệu lực, có hiệu lực từ 01/01/2027"
    assert any("chưa có hiệu lực" in warning for warning in answer.warnings)


@pytest.mark.parametrize(
    "asked", ["Điều 1 Thông tư 925/2021/TT-BKNS quy định gì?", "theo tt 925/2021 tram truong bao cao may lan?"]
)
def test_a_document_is_read_in_the_text_that_holds_its_amendments(stations: Assistant, asked: str) -> None:
    answer = stations.ask(asked, as_of=TODAY)
    assert "mỗi quý một lần" in answer.text
    assert {citation.document.number for citation in answer.citations} == {"61/VBHN-BKNS"}
    assert any("925/2021/TT-BKNS trong Văn bản hợp nhất số 61/VBHN-BKNS" in warning for warning in answer.warnings)


def test_what_ends_a_document_ends_the_text_that_holds_it(stations: Assistant) -> None:
    asked = "Điều 1 Thông tư 925/2021/TT-BKNS quy định gì?"
    before, after = stations.ask(asked, as_of=TODAY), stations.ask(asked, as_of=date(2026, 12, 1))
    assert before.citations[0].status_text.startswith("còn hiệu lực, sẽ hết hiệu lực từ 01/12/2026")
    assert after.citations[0].status_text.startswith("đã hết hiệu lực từ 01/12/2026")
    assert any("966/2026/TT-BKNS" in warning for warning in after.warnings)


def test_the_status_of_a_document_is_not_that_of_its_consolidated_text(stations: Assistant) -> None:
    told = stations.ask("Thông tư 925/2021/TT-BKNS còn hiệu lực không?", as_of=date(2026, 12, 1))
    assert "Thông tư số 925/2021/TT-BKNS đã hết hiệu lực từ ngày 01/12/2026" in told.text
    assert "61/VBHN-BKNS" not in told.text


def test_before_a_document_takes_effect_what_it_will_end_is_told(stations: Assistant) -> None:
    told = stations.ask("Thông tư 966/2026/TT-BKNS đã có hiệu lực chưa?", as_of=TODAY)
    assert "chưa có hiệu lực, có hiệu lực từ 01/12/2026" in told.text
    assert "966/2026/TT-BKNS sẽ bãi bỏ 925/2021/TT-BKNS từ ngày 01/12/2026" in told.text


def test_the_end_that_a_document_sets_itself_is_quoted(stations: Assistant) -> None:
    told = stations.ask("Nghị quyết 944/2026/NQ-CP được áp dụng đến khi nào?", as_of=TODAY)
    assert "Nghị quyết này hết hiệu lực kể từ ngày 01 tháng 3 năm 2028." in told.text
