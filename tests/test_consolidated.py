"""Documents that are here only put together with their amendments: which text is read, and what ends it.

All regulations here are invented.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.build import add, ensure_index
from assistant.settings import Settings
from corpus.catalogue import Catalogue
from corpus.types import Nature, RelationKind

BASE = "Thông tư số 725/2021/TT-BKNS ngày 12 tháng 8 năm 2021 của Bộ trưởng Bộ Kết nối số quy định chế độ báo cáo của trạm, có hiệu lực kể từ ngày 01 tháng 10 năm 2021, được sửa đổi, bổ sung bởi:"


def text(number: str, day: str, amending: str, often: str) -> str:
    return f"""BỘ KẾT NỐI SỐ

Số: {number}

Hà Nội, ngày {day}

VĂN BẢN HỢP NHẤT

THÔNG TƯ
Quy định chế độ báo cáo của trạm thu thập dữ liệu

{BASE}
{amending}

Điều 1. Báo cáo
Trạm trưởng báo cáo mỗi {often} một lần.

Điều 2. Lưu giữ
Báo cáo được lưu giữ 05 năm.
"""


FIRST = "Thông tư số 738/2022/TT-BKNS ngày 04 tháng 5 năm 2022 của Bộ trưởng Bộ Kết nối số sửa đổi, bổ sung Thông tư số 725/2021/TT-BKNS, có hiệu lực kể từ ngày 20 tháng 6 năm 2022."
SECOND = "Thông tư số 749/2025/TT-BKNS ngày 03 tháng 2 năm 2025 của Bộ trưởng Bộ Kết nối số sửa đổi, bổ sung Thông tư số 725/2021/TT-BKNS, có hiệu lực kể từ ngày 20 tháng 3 năm 2025."
ENDING = """BỘ KẾT NỐI SỐ

Số: 766/2025/TT-BKNS

Hà Nội, ngày 05 tháng 1 năm 2025

THÔNG TƯ
Quy định chế độ báo cáo tự động của trạm thu thập dữ liệu

Điều 1. Báo cáo tự động
Thiết bị của trạm tự gửi số liệu mỗi giờ.

Điều 2. Hiệu lực thi hành
1. Thông tư này có hiệu lực thi hành kể từ ngày 01 tháng 12 năm 2026.
2. Thông tư số 725/2021/TT-BKNS ngày 12 tháng 8 năm 2021 của Bộ trưởng Bộ Kết nối số hết hiệu lực kể từ ngày Thông tư này có hiệu lực thi hành.
3. Bãi bỏ Điều 2, Điều 3, Điều 4, Điều 5 và Điều 6 Thông tư số 781/2019/TT-BKNS ngày 10 tháng 7 năm 2019 của Bộ trưởng Bộ Kết nối số.
4. Bãi bỏ Điều 7 Thông tư số 782/2019/TT-BKNS ngày 11 tháng 7 năm 2019 của Bộ trưởng Bộ Kết nối số.
"""
TODAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("texts")
    made = {
        "first": text("21/VBHN-BKNS", "20 tháng 12 năm 2022", FIRST, "quý"),
        "second": text("61/VBHN-BKNS", "20 tháng 9 năm 2025", f"{FIRST}\n{SECOND}", "tháng"),
        "ending": ENDING,
    }
    for name, content in made.items():
        (folder / f"{name}.txt").write_text(content, encoding="utf-8")
    settings = Settings(folder / "data", library=False)
    add(settings, sorted(folder.glob("*.txt")), None, lambda *_: None)
    ensure_index(settings)
    return Assistant.open(settings)


@pytest.mark.parametrize(
    ("on", "number", "often"),
    [
        (TODAY, "61/VBHN-BKNS", "mỗi tháng"),
        (date(2024, 1, 1), "21/VBHN-BKNS", "mỗi quý"),
        (date(2022, 1, 1), "61/VBHN-BKNS", "mỗi tháng"),
    ],
)
def test_the_text_of_the_day_is_read(texts: Assistant, on: date, number: str, often: str) -> None:
    answer = texts.ask("Điều 1 Thông tư 725/2021/TT-BKNS quy định gì?", as_of=on)
    assert [citation.document.number for citation in answer.citations] == [number]
    assert often in answer.text
    told = any("đã gồm cả sửa đổi sau ngày 01/01/2022" in warning for warning in answer.warnings)
    assert told == (on == date(2022, 1, 1))  # no text of that day is here


def test_what_ends_the_document_ends_a_text_made_after_it_was_issued(texts: Assistant) -> None:
    answer = texts.ask("Điều 1 Thông tư 725/2021/TT-BKNS quy định gì?", as_of=date(2026, 12, 5))
    assert answer.citations[0].status_text.startswith("đã hết hiệu lực từ 01/12/2026")
    assert any("766/2025/TT-BKNS" in warning for warning in answer.warnings)


def test_the_amendments_that_a_text_holds_are_not_done_to_it(texts: Assistant) -> None:
    (newest, oldest) = texts.catalogue.consolidating("725/2021/TT-BKNS")
    assert (newest.number, oldest.number) == ("61/VBHN-BKNS", "21/VBHN-BKNS")
    assert texts.catalogue.consolidating("738/2022/TT-BKNS") == []
    kinds = {relation.kind for relation in texts.catalogue.relations_to(newest)}
    assert kinds == {RelationKind.REPEALS}


def test_two_places_are_told_with_one_note(texts: Assistant) -> None:
    answer = texts.ask("Điều 1 và Điều 2 Thông tư 725/2021/TT-BKNS quy định gì?", as_of=TODAY)
    assert "mỗi tháng" in answer.text
    assert "05 năm" in answer.text
    assert sum("725/2021/TT-BKNS trong" in warning for warning in answer.warnings) == 1


def test_beside_another_document_the_life_of_both_is_told(texts: Assistant) -> None:
    asked = "Điều 1 Thông tư 725/2021/TT-BKNS và Thông tư 766/2025/TT-BKNS còn hiệu lực không?"
    answer = texts.ask(asked, as_of=date(2026, 12, 5))
    assert "725/2021/TT-BKNS đã hết hiệu lực" in answer.text
    assert "766/2025/TT-BKNS: còn hiệu lực" in answer.text


def test_what_the_document_is_about_is_told_from_its_text(texts: Assistant) -> None:
    answer = texts.ask("Thông tư 725/2021/TT-BKNS quy định gì?", as_of=TODAY)
    assert answer.kind == "answer"
    assert "chế độ báo cáo của trạm" in answer.text


def test_of_what_is_ended_in_part_only_much_is_told_before_the_day(texts: Assistant) -> None:
    told = texts.ask("Thông tư 766/2025/TT-BKNS đã có hiệu lực chưa?", as_of=TODAY).text
    assert "sẽ bãi bỏ nhiều quy định của 781/2019/TT-BKNS từ ngày 01/12/2026" in told
    assert "782/2019/TT-BKNS" not in told


def test_a_folder_declared_official_may_hold_a_consolidated_text(tmp_path: Path) -> None:
    path = tmp_path / "vbhn.txt"
    path.write_text(text("61/VBHN-BKNS", "20 tháng 9 năm 2025", FIRST, "tháng"), encoding="utf-8")
    settings = Settings(tmp_path / "data", library=False)
    add(settings, [path], Nature.OFFICIAL, lambda *_: None)
    (document,) = (catalogue := Catalogue(settings.catalogue)).documents()
    assert catalogue.best_copy(document.id).nature is Nature.CONSOLIDATED
    assert [found.id for found in catalogue.consolidating("725/2021/TT-BKNS")] == [document.id]
    assert document.title == "Thông tư quy định chế độ báo cáo của trạm thu thập dữ liệu"


def test_one_numbered_so_without_the_words_above_its_title(tmp_path: Path) -> None:
    path = tmp_path / "vbhn.txt"
    said = text("61/VBHN-BKNS", "20 tháng 9 năm 2025", FIRST, "tháng").replace("VĂN BẢN HỢP NHẤT\n\n", "")
    path.write_text(said, encoding="utf-8")
    settings = Settings(tmp_path / "data", library=False)
    add(settings, [path], None, lambda *_: None)
    (document,) = (catalogue := Catalogue(settings.catalogue)).documents()
    assert (document.kind, document.number) == ("Văn bản hợp nhất", "61/VBHN-BKNS")
    assert catalogue.consolidating("725/2021/TT-BKNS")


def test_from_when_the_document_is_in_effect_its_text_tells(texts: Assistant) -> None:
    told = texts.ask("Thông tư 725/2021/TT-BKNS có hiệu lực từ ngày nào?", as_of=TODAY)
    assert "có hiệu lực kể từ ngày 01 tháng 10 năm 2021" in told.text


def test_a_citation_of_what_is_not_in_force_yet_names_what_it_will_end(texts: Assistant) -> None:
    told = texts.ask("Điều 1 Thông tư 766/2025/TT-BKNS quy định gì?", as_of=TODAY)
    assert any("bãi bỏ từ khi đó: 725/2021/TT-BKNS" in warning for warning in told.warnings)


def test_a_day_told_beside_another_question_is_not_passed_over(texts: Assistant) -> None:
    told = texts.ask("Trạm nộp báo cáo ngày 05/3/2024 thì báo cáo được lưu giữ mấy năm?", as_of=None)
    assert any("Câu hỏi nêu ngày 05/3/2024" in warning for warning in told.warnings)


def test_a_number_of_a_province_that_is_not_here_is_refused(texts: Assistant) -> None:
    told = texts.ask("Quyết định 12/2020/QĐ-UBND tỉnh Tây Giang quy định gì?", as_of=TODAY)
    assert told.refusal
    assert told.refusal.check == "document_not_in_corpus"
