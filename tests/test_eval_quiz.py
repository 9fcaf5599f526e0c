"""The checks of quiz items, each by a table of items that pass and that fail, over invented regulations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.build import add
from assistant.evidence import Evidence
from assistant.settings import Settings
from assistant.workshop.types import BLANK, Basis, Form, Item, Option, Pair
from corpus.catalogue import Catalogue
from corpus.types import Nature, Provision, StatusValue
from eval.quizzes.case import Case
from eval.quizzes.checks import CHECKS, are_apart, faults_of
from eval.quizzes.draw import quiz
from eval.quizzes.report import as_report, sample
from eval.quizzes.values import kind_of, same, values_in
from eval.quizzes.words import difference, found_at, quoted_in, statement_in

HEAD = """CHÍNH PHỦ
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: {number}
Hà Nội, ngày {day} tháng {month} năm {year}

NGHỊ ĐỊNH
{title}

Căn cứ Luật Tổ chức Chính phủ;
Chính phủ ban hành Nghị định.

"""
FOOT = """
TM. CHÍNH PHỦ
THỦ TƯỚNG
Trần Văn Mẫu
"""
DECREE = (
    HEAD.format(number="812/2025/NĐ-CP", day="09", month="4", year="2025", title="QUY ĐỊNH VỀ SỔ TAY KẾT NỐI")
    + """Điều 1. Phạm vi điều chỉnh
Nghị định này quy định việc lập, giữ và kiểm tra sổ tay kết nối của trạm quan trắc.

Điều 2. Giải thích từ ngữ
Trong Nghị định này, các từ ngữ dưới đây được hiểu như sau:
1. Sổ tay kết nối là tập hồ sơ ghi các lần trạm quan trắc nối với trung tâm dữ liệu.
2. Trạm lưu động là xe có máy đo đặt trên thùng xe.
3. Mực xanh là mực pha từ lá chàm theo công thức của trạm.

Điều 3. Cấp sổ tay
1. Trong thời hạn 30 ngày kể từ ngày nhận đủ hồ sơ, Bộ Kết nối số cấp sổ tay cho trạm cố định.
2. Trong thời hạn 45 ngày kể từ ngày nhận đủ hồ sơ, Bộ Kết nối số cấp sổ tay cho trạm lưu động.
3. Bộ Kết nối số, Ủy ban nhân dân cấp tỉnh kiểm tra sổ tay mỗi năm một lần.
4. Trong thời hạn 60 ngày, việc cấp sổ tay cho trạm cố định được báo cáo Chính phủ.

Điều 4. Trình tự lập sổ tay
Việc lập sổ tay được thực hiện theo các bước sau đây:
a) Trưởng trạm mở sổ;
b) Thư ký ghi trang đầu;
c) Đoàn kiểm tra đóng dấu giáp lai;
d) Trung tâm dữ liệu lưu bản sao.

Điều 5. Trách nhiệm của trưởng trạm
1. Giữ sổ tay trong tủ khóa của trạm và không cho mượn.
2. Báo cáo Bộ Kết nối số trước ngày 15 tháng 12 năm 2026.

Điều 6. Mức chi và nội dung chi
1. Mức chi cho một sổ tay là 2.500.000 đồng, do ngân sách nhà nước bảo đảm.
2. Nội dung chi gồm:
a) Mua giấy dó và mực xanh;
b) Thuê người đóng gáy sổ.

Điều 7. Hiệu lực thi hành
1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 6 năm 2025.
2. Nghị định này thay thế Nghị định số 411/2019/NĐ-CP ngày 03 tháng 3 năm 2019 của Chính phủ.
"""
    + FOOT
)
AMENDING = (
    HEAD.format(
        number="813/2026/NĐ-CP",
        day="05",
        month="01",
        year="2026",
        title="SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA NGHỊ ĐỊNH SỐ 812/2025/NĐ-CP QUY ĐỊNH VỀ SỔ TAY KẾT NỐI",
    )
    + """Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 812/2025/NĐ-CP
1. Sửa đổi, bổ sung khoản 2 Điều 3 như sau:
“2. Trong thời hạn 50 ngày kể từ ngày nhận đủ hồ sơ, Bộ Kết nối số cấp sổ tay cho trạm lưu động.”.

Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực thi hành từ ngày 01 tháng 3 năm 2026.
"""
    + FOOT
)
OLD = (
    HEAD.format(number="411/2019/NĐ-CP", day="03", month="3", year="2019", title="QUY ĐỊNH VỀ NHẬT KÝ VẬN HÀNH")
    + """Điều 1. Nhật ký vận hành
Trạm quan trắc ghi nhật ký vận hành hằng ngày bằng bút chì trong thời hạn 05 năm.

Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực thi hành từ ngày 01 tháng 5 năm 2019.
"""
    + FOOT
)
AS_OF = date(2026, 11, 30)
NAME = "Nghị định số 812/2025/NĐ-CP"
ARTICLES = {"định nghĩa": "article:2", "cấp": "article:3/clause:1", "sửa": "article:3/clause:2", "bước": "article:4"}
ARTICLES |= {"kiểm tra": "article:3/clause:3", "giữ": "article:5/clause:1", "báo cáo": "article:5/clause:2"}
ARTICLES |= {"mức": "article:6/clause:1", "nội dung": "article:6/clause:2", "phạm vi": "article:1"}


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evidence]:
    folder = tmp_path_factory.mktemp("quiz")
    for name, text in {"moi": DECREE, "sua": AMENDING, "cu": OLD}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    settings = Settings(folder / "data", library=False)
    outcomes = add(settings, sorted(folder.glob("*.txt")), None, lambda *_: None)
    assert [outcome.kind for outcome in outcomes] == ["added"] * 3
    catalogue = Catalogue(settings.catalogue)
    yield Evidence(catalogue, AS_OF)
    catalogue.close()


def basis_at(evidence: Evidence, key: str, number: str = "812/2025/NĐ-CP", **changes: Any) -> Basis:
    """The basis of a place as it should be: the whole provision quoted, status and nature as the catalogue has them."""
    document = evidence.catalogue.by_number(number)[0]
    provision = evidence.provision(f"{document.id}#{ARTICLES.get(key, key)}")
    assert provision is not None, key
    cited = evidence.cite(0, evidence.quote(provision))
    known = Basis(
        cited.citation, cited.quote.text, provision.id, cited.status.value, cited.status_text, AS_OF, cited.nature
    )
    return replace(known, **changes)


def options(*texts: str, right: int = 0) -> tuple[Option, ...]:
    return tuple(Option(text, place == right) for place, text in enumerate(texts))


CHOICE: dict[str, Any] = {
    "form": Form.CHOICE,
    "at": "cấp",
    "ask": f"Theo {NAME}, Bộ Kết nối số cấp sổ tay cho trạm cố định trong thời hạn bao lâu?",
    "options": options("30 ngày", "20 ngày", "15 ngày"),
}
TRUE_FALSE: dict[str, Any] = {
    "form": Form.TRUE_FALSE,
    "at": "cấp",
    "ask": f"Đúng hay sai? Theo {NAME}: “Trong thời hạn 30 ngày kể từ ngày nhận đủ hồ sơ, Bộ Kết nối số cấp sổ tay cho "
    "trạm cố định.”",
    "options": options("Đúng", "Sai"),
}
UNTRUE = TRUE_FALSE | {
    "ask": TRUE_FALSE["ask"].replace("30 ngày", "10 ngày"),
    "options": options("Đúng", "Sai", right=1),
    "key": "Sai ở “10 ngày”: quy định nêu “30 ngày”.",
}
MATCH: dict[str, Any] = {
    "form": Form.MATCH,
    "at": "định nghĩa",
    "ask": f"Theo {NAME}, ghép mỗi thuật ngữ với lời giải thích của nó.",
    "pairs": (
        Pair("Sổ tay kết nối", "tập hồ sơ ghi các lần trạm quan trắc nối với trung tâm dữ liệu."),
        Pair("Trạm lưu động", "xe có máy đo đặt trên thùng xe."),
        Pair("Mực xanh", "mực pha từ lá chàm theo công thức của trạm."),
    ),
}
ORDER: dict[str, Any] = {
    "form": Form.ORDER,
    "at": "bước",
    "ask": f"Theo {NAME}, sắp xếp đúng thứ tự các bước lập sổ tay.",
    "steps": ("Trưởng trạm mở sổ", "Thư ký ghi trang đầu", "Đoàn kiểm tra đóng dấu giáp lai"),
}
GAP: dict[str, Any] = {
    "form": Form.GAP,
    "at": "cấp",
    "ask": f"Điền vào chỗ trống. Theo {NAME}, về “Cấp sổ tay”: “Trong thời hạn {BLANK} kể từ ngày nhận đủ hồ sơ, Bộ Kết nối "
    "số cấp sổ tay cho trạm cố định.”",
    "answers": ("30 ngày", "ba mươi ngày"),
}
PLACE: dict[str, Any] = {
    "form": Form.PLACE,
    "at": "phạm vi",
    "ask": f"Điều nào của {NAME} nói: “Nghị định này quy định việc lập, giữ và kiểm tra sổ tay kết nối của trạm quan trắc.”?",
    "options": options("Điều 1. Phạm vi điều chỉnh", "Điều 3. Cấp sổ tay", "Điều 7. Hiệu lực thi hành"),
}
MISTAKE: dict[str, Any] = {
    "form": Form.MISTAKE,
    "at": "mức",
    "ask": f"Câu trả lời sau dẫn {NAME}. Câu nào sai?",
    "options": options(
        "Mức chi cho một sổ tay là 3.500.000 đồng, do ngân sách nhà nước bảo đảm.",
        "Bộ Kết nối số, Ủy ban nhân dân cấp tỉnh kiểm tra sổ tay mỗi năm một lần.",
        "Nghị định này có hiệu lực thi hành từ ngày 01 tháng 6 năm 2025.",
    ),
    "key": "Quy định nêu 2.500.000 đồng.",
}
MARKED = MISTAKE | {
    "options": options(
        "Mức chi cho một sổ tay là 2.500.000 đồng, do ngân sách nhà nước bảo đảm. (khoản 3 Điều 3)",
        "Bộ Kết nối số, Ủy ban nhân dân cấp tỉnh kiểm tra sổ tay mỗi năm một lần. (khoản 3 Điều 3)",
        "Nghị định này có hiệu lực thi hành từ ngày 01 tháng 6 năm 2025. (khoản 1 Điều 7)",
    ),
    "key": "Sai căn cứ: quy định này ở khoản 1 Điều 6.",
}
GOOD = {"choice": CHOICE, "true": TRUE_FALSE, "false": UNTRUE, "match": MATCH, "order": ORDER, "gap": GAP}
GOOD |= {"place": PLACE, "mistake": MISTAKE, "marked": MARKED}


def item_of(told: dict[str, Any], evidence: Evidence) -> Item:
    """An item from a row of a table: `at` names its provision, `basis` what is wrong with its basis."""
    fields = dict(told)
    basis = basis_at(evidence, fields.pop("at"), fields.pop("number", "812/2025/NĐ-CP"), **fields.pop("basis", {}))
    return Item(id=fields.pop("id", "x"), basis=basis, **fields)


@pytest.mark.parametrize("name", GOOD)
def test_a_good_item_of_each_form_passes_every_check(name: str, evidence: Evidence) -> None:
    assert faults_of(item_of(GOOD[name], evidence), evidence) == {}


TABLES: dict[str, list[tuple[dict[str, Any], list[str]]]] = {
    "is_usable": [
        (CHOICE, []),
        (CHOICE | {"options": options("30 ngày")}, ["cần từ 2 đến 8 phương án (options)."]),
        (CHOICE | {"options": options("30 ngày", "20 ngày", right=5)}, ["cần đúng một phương án đúng (right: true)."]),
        (CHOICE | {"id": " "}, ["thiếu mã (id), lời hỏi (ask) hoặc căn cứ (basis)."]),
        (CHOICE | {"difficulty": 1.5}, ["độ khó (difficulty) phải từ 0 đến 1."]),
        (GAP | {"answers": ()}, ["cần từ 1 đến 20 đáp án (answers)."]),
    ],
    "basis_stands": [
        (CHOICE, []),
        (CHOICE | {"basis": {"provision": "812#article:99"}}, ["danh mục không có “812#article:99”"]),
        (CHOICE | {"basis": {"quote": ""}}, ["không có đoạn trích"]),
        (CHOICE | {"basis": {"quote": "Trong thời hạn 30  ngày"}}, ["đoạn trích không phải nguyên văn của điều khoản"]),
        (
            CHOICE | {"basis": {"quote": "Giữ sổ tay trong tủ khóa của trạm và không cho mượn."}},
            ["đoạn trích không phải nguyên văn của điều khoản"],
        ),
        (
            CHOICE | {"basis": {"citation": f"khoản 2 Điều 3 {NAME}"}},
            [f"căn cứ “khoản 2 Điều 3 {NAME}” không nêu “khoản 1 Điều 3”"],
        ),
        (
            CHOICE | {"basis": {"citation": "khoản 1 Điều 3 Nghị định số 12/2025/NĐ-CP"}},
            ["căn cứ “khoản 1 Điều 3 Nghị định số 12/2025/NĐ-CP” không nêu văn bản “812/2025/NĐ-CP”"],
        ),
    ],
    "status_is_known": [
        (CHOICE, []),
        (CHOICE | {"at": "sửa", "basis": {"changes": ("sửa đổi bởi Nghị định số 813/2026/NĐ-CP từ 01/3/2026",)}}, []),
        (
            CHOICE | {"basis": {"as_of": date(2026, 1, 1)}},
            ["ngày xét 2026-01-01, danh mục được hỏi tại 2026-11-30"],
        ),
        (CHOICE | {"basis": {"status": StatusValue.ENDED}}, ["hiệu lực “ended”, danh mục ghi “in_force”"]),
        (CHOICE | {"basis": {"nature": Nature.DIGEST}}, ["loại bản “digest”, danh mục ghi “unofficial”"]),
        (CHOICE | {"at": "sửa"}, ["không nêu văn bản đã sửa điều khoản: 813/2026/NĐ-CP"]),
        (
            CHOICE | {"at": "sửa", "basis": {"changes": ("bởi Nghị định 5/2020/NĐ-CP",)}},
            ["thay đổi không nêu 813/2026/NĐ-CP"],
        ),
        (CHOICE | {"basis": {"changes": ("đã sửa",)}}, ["nêu thay đổi mà danh mục không có: đã sửa"]),
    ],
    "answer_stands": [
        (CHOICE, []),
        (CHOICE | {"options": options("ba mươi ngày", "20 ngày")}, []),
        (CHOICE | {"options": options("10 ngày", "20 ngày")}, ["phương án đúng “10 ngày” không có trong đoạn trích"]),
        (CHOICE | {"options": options("0 ngày", "20 ngày")}, ["phương án đúng “0 ngày” không có trong đoạn trích"]),
        (TRUE_FALSE, []),
        (
            TRUE_FALSE | {"ask": UNTRUE["ask"]},
            [
                "nhận định đúng không phải nguyên văn: “Trong thời hạn 10 ngày kể từ ngày nhận đủ hồ sơ, Bộ Kết nối số cấp "
                "sổ tay cho trạm cố định”"
            ],
        ),
        (UNTRUE, []),
        (UNTRUE | {"ask": TRUE_FALSE["ask"]}, ["nhận định bảo là sai lại là nguyên văn đoạn trích"]),
        (
            UNTRUE | {"ask": TRUE_FALSE["ask"].replace("30 ngày", "45 ngày").replace("cố định", "lưu động")},
            [
                "nhận định bảo là sai lại là nguyên văn ở chỗ khác của văn bản",
                "khác đoạn trích quá một dữ kiện: “30 ngày kể từ ngày nhận đủ hồ sơ, Bộ Kết nối số cấp sổ tay cho trạm cố định”"
                " thành “45 ngày kể từ ngày nhận đủ hồ sơ, Bộ Kết nối số cấp sổ tay cho trạm lưu động”",
            ],
        ),
        (
            UNTRUE | {"ask": TRUE_FALSE["ask"].replace("30 ngày", "01 tháng")},
            ["“01 tháng” cũng là “30 ngày”: nhận định không sai"],
        ),
        (
            UNTRUE | {"ask": UNTRUE["ask"].replace(" cho trạm cố định.", "")},
            ["nhận định dừng giữa câu, còn “cho trạm cố định”"],
        ),
        (
            UNTRUE | {"ask": TRUE_FALSE["ask"].replace("30 ngày", "10%")},
            ["“30 ngày” là thời hạn, “10%” là tỷ lệ"],
        ),
        (UNTRUE | {"key": "Sai về thời hạn."}, ["lời giải không nêu “30 ngày”: “Sai về thời hạn.”"]),
        (MATCH, []),
        (
            MATCH | {"pairs": (*MATCH["pairs"][:2], Pair("Mực xanh", "xe có máy đo đặt trên thùng xe."))},
            ["trong đoạn trích, nghĩa không đứng sau “Mực xanh”: “xe có máy đo đặt trên thùng xe.”"],
        ),
        (ORDER, []),
        (
            ORDER | {"steps": ("Thư ký ghi trang đầu", "Trưởng trạm mở sổ", "Đoàn kiểm tra đóng dấu giáp lai")},
            ["bước 2 đứng trước bước trước nó: “Trưởng trạm mở sổ”"],
        ),
        (
            ORDER | {"steps": ("Trưởng trạm mở sổ", "Thư ký ghi trang cuối", "Trung tâm dữ liệu lưu bản sao")},
            ["bước 2 không có trong đoạn trích: “Thư ký ghi trang cuối”"],
        ),
        (GAP, []),
        (GAP | {"ask": GAP["ask"].replace(BLANK, "…")}, ["câu hỏi có 0 chỗ trống"]),
        (GAP | {"answers": ("30 ngày", "03 tháng")}, ["“03 tháng” không phải cách ghi khác của “30 ngày”"]),
        (
            GAP | {"answers": ("30 giờ",)},
            [
                "điền “30 giờ” vào chỗ trống thì không thành nguyên văn: “Trong thời hạn 30 giờ kể từ ngày nhận đủ hồ sơ, "
                "Bộ Kết nối số cấp sổ tay cho trạm cố định.”"
            ],
        ),
        (PLACE, []),
        (
            PLACE | {"at": "article:7/clause:1"},
            [
                "đoạn chữ được hỏi không có trong đoạn trích: “Nghị định này quy định việc lập, giữ và kiểm tra sổ tay kết nối của "
                "trạm quan trắc.”",
                "phương án đúng “Điều 1. Phạm vi điều chỉnh” không phải khoản 1 Điều 7",
            ],
        ),
        (PLACE | {"ask": f"Điều nào của {NAME} nói về phạm vi?"}, ["câu hỏi không nêu đoạn chữ cần tìm chỗ"]),
        (MISTAKE, []),
        (
            MISTAKE
            | {"options": (Option("Mức chi là 3 đồng. (Phụ lục danh mục kèm theo)", True), *MISTAKE["options"][1:])},
            [
                "khác đoạn trích quá một dữ kiện: “cho một sổ tay là 2.500.000 đồng, do ngân sách nhà nước bảo đảm” thành “là 3 đồng. (Phụ lục danh mục kèm theo)”"
            ],
        ),
        (
            MISTAKE
            | {"options": (*MISTAKE["options"][:2], Option("Nghị định này có hiệu lực từ ngày 01 tháng 6 năm 2025."))},
            ["câu bảo là đúng không phải nguyên văn: “Nghị định này có hiệu lực từ ngày 01 tháng 6 năm 2025.”"],
        ),
        (MISTAKE | {"key": "Sai mức chi."}, ["lời giải không nêu “2.500.000 đồng”: “Sai mức chi.”"]),
        (MARKED, []),
        (
            MARKED
            | {
                "options": (
                    replace(MARKED["options"][0], text=MARKED["options"][0].text.replace("3 Điều 3", "1 Điều 6")),
                    *MARKED["options"][1:],
                )
            },
            ["câu bảo là sai đứng ở “khoản 1 Điều 6” như nó ghi"],
        ),
        (
            MARKED
            | {"options": (*MARKED["options"][:2], Option(MARKED["options"][2].text.replace("1 Điều 7", "2 Điều 7")))},
            [
                "câu bảo là đúng không phải nguyên văn: “Nghị định này có hiệu lực thi hành từ ngày 01 tháng 6 năm 2025. (khoản "
                "2 Điều 7)”"
            ],
        ),
        (MARKED | {"key": "Sai căn cứ."}, ["lời giải không nêu chỗ đúng, khoản 1 Điều 6: “Sai căn cứ.”"]),
    ],
    "nothing_gives_it_away": [
        (CHOICE, []),
        (CHOICE | {"ask": f"Theo {NAME}, thời hạn 30 ngày hay bao lâu?"}, ["câu hỏi đã có phương án đúng “30 ngày”"]),
        (
            {
                **CHOICE,
                "at": "định nghĩa",
                "ask": f"Theo {NAME}, “mực xanh” là gì?",
                "options": options("Mực xanh là mực pha từ lá chàm", "xe có máy đo đặt trên thùng"),
            },
            ["chỉ phương án đúng có “mực xanh” như câu hỏi"],
        ),
        (GAP, []),
        (GAP | {"ask": GAP["ask"].replace("về “Cấp sổ tay”", "trong 30 ngày")}, ["câu hỏi đã có “30 ngày”"]),
        (PLACE, []),
        (
            PLACE | {"ask": f"Điều nào của {NAME} nói: “Phạm vi điều chỉnh là việc lập sổ.”?"},
            ["mọi từ của “Điều 1. Phạm vi điều chỉnh”, và chỉ của nó, đã có trong câu hỏi"],
        ),
        (PLACE | {"ask": f"Điều nào của {NAME} nói: “Điều chỉnh sổ trong phạm vi của trạm.”?"}, []),
        (
            PLACE
            | {
                "ask": f"Điều nào của {NAME} nói: “Kết nối dữ liệu do Bộ Mực Tím giữ.”?",
                "options": options("Điều 5. Trách nhiệm của Bộ Mực Tím", "Điều 6. Trách nhiệm của Bộ Giấy Dó"),
            },
            ["câu hỏi đã có “muc tim”, chỉ tên của phương án đúng có"],
        ),
        (
            PLACE
            | {
                "ask": f"Điều nào của {NAME} nói: “Kết nối dữ liệu của Chính phủ với trạm.”?",
                "options": options(
                    "Điều 5. Trách nhiệm của Văn phòng Chính phủ", "Điều 6. Trách nhiệm của Bộ Quốc phòng"
                ),
            },
            [],
        ),
        (GAP | {"ask": f"Theo {NAME}: “2 x 15 ngày = {BLANK}.”"}, ["chỗ trống là kết quả của phép tính ngay trước nó"]),
        (ORDER, []),
        (
            ORDER | {"steps": ("a) Trưởng trạm mở sổ", "Thư ký ghi trang đầu", "Bước 3 đóng dấu")},
            ["bước 1 mang dấu thứ tự: “a) Trưởng trạm mở sổ”", "bước 3 mang dấu thứ tự: “Bước 3 đóng dấu”"],
        ),
        (MATCH, []),
        (
            MATCH | {"pairs": (Pair("Mực xanh", "mực xanh của trạm"), Pair("Trạm lưu động", "xe có máy đo"))},
            ["chỉ nghĩa của “Mực xanh” có chính thuật ngữ đó"],
        ),
    ],
    "answer_is_decidable": [
        (CHOICE, []),
        (
            CHOICE | {"ask": f"Theo {NAME}, xe chở hàng nguy hiểm phải nghỉ bao lâu?"},
            ["đoạn trích không nói về điều được hỏi: thiếu hang, hiem, nghi, nguy, xe"],
        ),
        (CHOICE | {"ask": f"Theo hồ sơ tóm lược {NAME} (đã hết hiệu lực từ hôm qua): cấp sổ tay bao lâu?"}, []),
        (GAP, []),
        (GAP | {"ask": f"Theo {NAME}: “Thời hạn {BLANK} nhé.”"}, ["quanh chỗ trống còn quá ít chữ"]),
        (GAP | {"answers": ("của các",)}, ["chỗ trống hỏi từ không có nội dung: “của các”"]),
        (GAP | {"answers": ("a b c d e g h i k l m",)}, ["chỗ trống phải gõ 11 từ"]),
        (ORDER, []),
        (
            ORDER | {"at": "nội dung", "steps": ("Mua giấy dó và mực xanh", "Sau khi mua, cất sổ")},
            ["đây là danh sách nội dung, yêu cầu hay trường hợp, không phải các bước"],
        ),
        (ORDER | {"at": "định nghĩa", "steps": ("Sổ tay kết nối", "Sau khi nối, cất sổ")}, []),
        (ORDER | {"at": "định nghĩa"}, ["lời dẫn và các bước không nói việc nào làm trước"]),
        (
            ORDER | {"steps": ("Trưởng trạm mở sổ", "Thư ký ghi trang đầu", "Các việc khác")},
            ["đây là danh sách nội dung, yêu cầu hay trường hợp, không phải các bước"],
        ),
        (
            ORDER
            | {"steps": ("Thư ký ghi trang đầu", "Đoàn kiểm tra đóng dấu giáp lai", "Trung tâm dữ liệu lưu bản sao")},
            ["bỏ qua “Trưởng trạm mở sổ;” trước bước 1"],
        ),
        (
            ORDER
            | {"steps": ("Trưởng trạm mở sổ", "Đoàn kiểm tra đóng dấu giáp lai", "Trung tâm dữ liệu lưu bản sao")},
            ["bỏ qua “Thư ký ghi trang đầu;” trước bước 2"],
        ),
        (PLACE, []),
        (
            PLACE | {"ask": f"Điều nào của {NAME} nói về “trạm quan trắc”?"},
            ["đoạn chữ được hỏi quá ngắn để chỉ về một nơi"],
        ),
    ],
    "no_wrong_option_is_right": [
        (CHOICE, []),
        (
            CHOICE | {"options": options("30 ngày", "ba mươi ngày", "01 tháng", "10 ngày")},
            ["“ba mươi ngày” cũng là “30 ngày”", "“01 tháng” cũng là “30 ngày”"],
        ),
        (CHOICE | {"options": options("30 ngày", "45 ngày")}, []),  # of trạm lưu động, which is not asked about
        (
            CHOICE
            | {
                "ask": f"Theo {NAME}, Bộ Kết nối số cấp sổ tay trong thời hạn bao lâu?",
                "options": options("30 ngày", "45 ngày"),
            },
            [
                "“45 ngày” cũng trả lời câu hỏi, theo “2. Trong thời hạn 45 ngày kể từ ngày nhận đủ hồ sơ, Bộ Kết nối số cấp sổ tay "
                "cho trạm lưu động.”"
            ],
        ),
        (
            {
                **CHOICE,
                "at": "kiểm tra",
                "ask": f"Theo {NAME}, cơ quan nào kiểm tra sổ tay mỗi năm một lần?",
                "options": options("Bộ Kết nối số", "Ủy ban nhân dân cấp tỉnh", "Chính phủ"),
            },
            ["“Ủy ban nhân dân cấp tỉnh” đứng cùng hàng với “Bộ Kết nối số” trong đoạn trích"],
        ),
        (
            {
                **CHOICE,
                "at": "nội dung",
                "ask": f"Theo {NAME}, nội dung chi gồm việc nào?",
                "options": options("Mua giấy dó và mực xanh", "Thuê người đóng gáy sổ", "Trưởng trạm mở sổ"),
            },
            ["“Thuê người đóng gáy sổ” cũng là một mục của danh sách trong đoạn trích"],
        ),
        (PLACE, []),
        (PLACE | {"options": options("Điều 1. Phạm vi", "Điều 3. Sổ kèm Nghị định số 411/2019/NĐ-CP")}, []),
        (PLACE | {"options": options("Điều 1", "Điều 99")}, ["điều khoản sai “Điều 99” không có trong kho"]),
        (
            PLACE
            | {
                "ask": f"Điều nào của {NAME} nói: “Bộ Mực Tím cấp sổ tay cho trạm cố định, trạm lưu động và thuyền đo.”?"
            },
            [],
        ),
        (
            PLACE
            | {
                "at": "cấp",
                "ask": f"Khoản nào của {NAME} nói: “kể từ ngày nhận đủ hồ sơ, Bộ Kết nối số cấp sổ tay cho trạm”?",
                "options": options("khoản 1 Điều 3", "Điều 3", "khoản 2 Điều 3"),
            },
            [
                "“Điều 3” chứa, hoặc nằm trong, khoản 1 Điều 3",
                "“khoản 2 Điều 3” cũng có “kể từ ngày nhận đủ hồ sơ, Bộ Kết nối số cấp sổ tay cho trạm”",
            ],
        ),
        (GAP | {"bases": (f"khoản 1 Điều 5 {NAME}",)}, []),
        (GAP | {"bases": (f"Điều 3 {NAME}",)}, [f"“Điều 3 {NAME}” chứa, hoặc nằm trong, khoản 1 Điều 3"]),
        (
            {
                **UNTRUE,
                "at": "kiểm tra",
                "ask": f"Đúng hay sai? Theo {NAME}: “Ủy ban nhân dân cấp tỉnh, Ủy ban nhân dân cấp tỉnh kiểm tra sổ tay mỗi năm "
                "một lần.”",
            },
            ["“Ủy ban nhân dân cấp tỉnh” đứng cùng hàng với “Bộ Kết nối số” trong đoạn trích"],
        ),
    ],
    "sources_hold": [
        (CHOICE | {"options": (Option("30 ngày", True), Option("45 ngày", source=f"khoản 2 Điều 3 {NAME}"))}, []),
        (CHOICE | {"options": (Option("30 ngày", True), Option("40 ngày", source="con số gần"))}, []),
        (
            CHOICE | {"options": (Option("30 ngày", True), Option("40 ngày", source="khoản 2 Điều 3"))},
            ["“40 ngày” không có ở “khoản 2 Điều 3”"],
        ),
    ],
    "options_are_of_a_kind": [
        (CHOICE, []),
        (CHOICE | {"options": options("10 ngày", "05 ngày làm việc")}, []),
        (CHOICE | {"options": options("Trạm lưu động", "Mực xanh")}, []),
        (
            CHOICE | {"options": options("30 ngày", "02 tháng")},
            ["phương án khác loại: “30 ngày” là thời hạn (ngày); “02 tháng” là thời hạn (tháng)"],
        ),
        (
            CHOICE | {"options": options("30 ngày", "Bộ Kết nối số")},
            ["phương án khác loại: “30 ngày” là thời hạn (ngày); “Bộ Kết nối số” là cơ quan, người"],
        ),
        (
            CHOICE | {"options": options("2.500.000 đồng", "10%")},
            ["phương án khác loại: “2.500.000 đồng” là tiền (đồng); “10%” là tỷ lệ"],
        ),
        (
            PLACE | {"options": options("Điều 1", "Nghị định số 411/2019/NĐ-CP")},
            ["phương án khác loại: “Điều 1” là điều khoản; “Nghị định số 411/2019/NĐ-CP” là văn bản"],
        ),
    ],
    "lengths_are_alike": [
        (CHOICE, []),
        (
            CHOICE | {"options": options("x" * 51, "y" * 20, "z" * 19)},
            ["phương án đúng dài 51 ký tự, các phương án khác 19–20"],
        ),
        (CHOICE | {"options": options("x" * 50, "y" * 20, "z" * 19)}, []),
        (
            CHOICE | {"options": options("x" * 7, "y" * 20, "z" * 19)},
            ["phương án đúng dài 7 ký tự, các phương án khác 19–20"],
        ),
        (CHOICE | {"options": options("x" * 7, "y" * 20, "z" * 17)}, []),
    ],
    "nothing_is_cut": [
        (CHOICE, []),
        (MATCH, []),
        (CHOICE | {"options": options("30 ngày", " ")}, ["phương án 2 trống"]),
        (CHOICE | {"options": options("30 ngày", "lập chứng từ.")}, []),
        (CHOICE | {"options": options("30 ngày", "giữ sổ tay trong tủ;")}, []),
        (CHOICE | {"options": options("30 ngày", "hồ sơ kèm theo")}, []),
        (
            CHOICE | {"options": options("30 ngày", "Bộ Kết nối số cấp sổ tay cho")},
            ["phương án 2 bị cắt giữa câu, còn “ trạm cố định.”"],
        ),
        (CHOICE | {"options": options("30 ngày", "báo cáo của")}, ["phương án 2 bị cắt: “…báo cáo của”"]),
        (CHOICE | {"options": options("30 ngày", "giữ sổ tay…")}, ["phương án 2 bị cắt: “…giữ sổ tay…”"]),
        (
            MATCH | {"pairs": (*MATCH["pairs"][:2], Pair("Mực xanh", "mực pha từ lá chàm theo công thức"))},
            ["nghĩa 3 bị cắt giữa câu, còn “ của trạm.”"],
        ),
    ],
    "ends_with_its_sentence": [
        (TRUE_FALSE, []),
        (GAP, []),
        (PLACE, []),
        (CHOICE, []),
        (
            TRUE_FALSE | {"ask": TRUE_FALSE["ask"].replace(" cho trạm cố định.", "")},
            ["đoạn được hỏi dừng giữa câu, còn “ cho trạm cố định.”"],
        ),
        (
            GAP | {"ask": GAP["ask"].replace(", Bộ Kết nối số cấp sổ tay cho trạm cố định.", "")},
            ["đoạn được hỏi dừng giữa câu, còn “, Bộ Kết nối số cấp sổ tay cho trạm cố đ”"],
        ),
        (
            PLACE | {"ask": PLACE["ask"].replace(" của trạm quan trắc.", "")},
            ["đoạn được hỏi dừng giữa câu, còn “ của trạm quan trắc.”"],
        ),
    ],
    "options_differ": [
        (CHOICE, []),
        (CHOICE | {"options": options("20 ngày", "30 ngày", "hai mươi ngày")}, ["“20 ngày” và “hai mươi ngày” là một"]),
        (
            CHOICE | {"options": options("Bộ TT&TT", "Bộ Thông tin và Truyền thông")},
            ["“Bộ TT&TT” và “Bộ Thông tin và Truyền thông” là một"],
        ),
        (ORDER | {"steps": ("Mở sổ", "Ghi sổ", "mở sổ")}, ["“Mở sổ” và “mở sổ” là một"]),
        (GAP | {"bases": (f"khoản 1 Điều 3 {NAME}",)}, [f"“khoản 1 Điều 3 {NAME}” và “khoản 1 Điều 3 {NAME}” là một"]),
    ],
    "names_its_place": [
        (CHOICE, []),
        (
            CHOICE | {"ask": "Bộ Kết nối số cấp sổ tay trong thời hạn bao lâu?"},
            ["câu hỏi không nêu văn bản “812/2025/NĐ-CP”"],
        ),
        (CHOICE | {"ask": "Theo Nghị định quy định về sổ tay kết nối, bao lâu?"}, []),
        (
            CHOICE | {"ask": f"Theo {NAME}: “Chính phủ quy định chi tiết khoản 2 Điều này.” Bao lâu?"},
            ["nói “khoản 2 Điều này” mà không nêu điều, khoản nào"],
        ),
        (
            CHOICE | {"ask": f"Theo {NAME}: “Chính phủ quy định chi tiết khoản 2, Điều 9 và Điều này.” Bao lâu?"},
            ["nói “khoản 2, Điều 9 và Điều này” mà không nêu điều, khoản nào"],
        ),
        (CHOICE | {"ask": f"Theo Điều 3 {NAME}: “Chính phủ quy định chi tiết khoản 2 Điều này.” Bao lâu?"}, []),
        (MARKED | {"options": (*MARKED["options"][:2], Option("Trạm nộp theo khoản này. (khoản 1 Điều 7)"))}, []),
        (CHOICE | {"ask": "Theo quy định về sổ tay kết nối, bao lâu?"}, ["câu hỏi không nêu văn bản “812/2025/NĐ-CP”"]),
        (CHOICE | {"ask": "Theo Nghị định số 12/2025/NĐ-CP, bao lâu?"}, ["câu hỏi không nêu văn bản “812/2025/NĐ-CP”"]),
        (
            CHOICE | {"at": "sửa"},
            ["điều khoản đã hết hiệu lực hoặc đã được sửa, câu hỏi không nêu ngày xét hay bản được hỏi"],
        ),
        (CHOICE | {"at": "sửa", "ask": f"Theo {NAME} khi ban hành, bao lâu?"}, []),
        (
            CHOICE
            | {"at": "article:1", "number": "411/2019/NĐ-CP", "ask": "Theo Nghị định số 411/2019/NĐ-CP, bao lâu?"},
            ["điều khoản đã hết hiệu lực hoặc đã được sửa, câu hỏi không nêu ngày xét hay bản được hỏi"],
        ),
        (
            PLACE
            | {
                "ask": "Điều nào nói: “Nghị định này quy định việc lập”?",
                "options": options(f"Điều 1 {NAME}", f"Điều 3 {NAME}"),
            },
            [],
        ),
    ],
    "says_what_it_lists": [
        (CHOICE, []),
        (
            GAP | {"at": "giữ", "ask": f"Theo {NAME}: “Giữ sổ tay trong {BLANK} của trạm và không cho mượn.”"},
            ["không nêu lời dẫn “Trách nhiệm của trưởng trạm”"],
        ),
        (GAP | {"at": "giữ", "basis": {"quote": "Tủ khóa: một tủ có khóa"}}, []),
        (GAP | {"at": "giữ", "basis": {"quote": "Trưởng trạm phải giữ sổ tay trong tủ khóa"}}, []),
        (
            GAP
            | {
                "at": "giữ",
                "ask": f"Theo {NAME}, về trách nhiệm của trưởng trạm: “Giữ sổ tay trong {BLANK} của trạm và không cho mượn.”",
            },
            [],
        ),
        (
            MISTAKE | {"options": (*MARKED["options"][:2], Option("Thư ký ghi trang đầu; (điểm b Điều 4)"))},
            ["không nêu lời dẫn “Việc lập sổ tay được thực hiện theo các bước sau đây”"],
        ),
    ],
    "is_well_written": [
        (CHOICE, []),
        (GAP, []),
        (CHOICE | {"ask": "theo Nghị định, bao lâu?"}, ["câu hỏi không bắt đầu bằng chữ hoa"]),
        (CHOICE | {"ask": "ấy là bao lâu?"}, ["câu hỏi không bắt đầu bằng chữ hoa"]),
        (CHOICE | {"ask": "Ấy là bao lâu"}, ["câu hỏi không kết thúc bằng dấu câu"]),
        (CHOICE | {"ask": "Thời hạn  là bao lâu?"}, ["câu hỏi có dấu cách thừa: “Thời hạn  là bao lâu?”"]),
        (CHOICE | {"ask": "Thời hạn là bao lâu ?"}, ["câu hỏi có dấu cách thừa: “ hạn là bao lâu ?”"]),
        (CHOICE | {"ask": "Thời hạn “cấp sổ (mới) là bao lâu?"}, ["câu hỏi có “ ” không thành cặp"]),
        (CHOICE | {"options": options("30 ngày", "20 ngày (mới")}, ["phương án 2 có ( ) không thành cặp"]),
        (CHOICE | {"ask": "Theo theo Nghị định, bao lâu?"}, []),
        (CHOICE | {"ask": "Thời hạn của của trạm là bao lâu?"}, ["câu hỏi có từ lặp “của của”"]),
    ],
    "has_no_noise": [
        (CHOICE, []),
        (MATCH, []),
        (
            CHOICE | {"options": options("30 ngày", "giữ sổ2 trong tủ")},
            [],
        ),
        (
            CHOICE | {"options": options("30 ngày", "Nghị định2 này")},
            ["phương án 2 có phần không thuộc câu chữ: “Nghị định2 này”"],
        ),
        (
            CHOICE | {"options": options("30 ngày", "sổ tay [1] mới")},
            ["phương án 2 có phần không thuộc câu chữ: “sổ tay [1] mới”"],
        ),
        (
            CHOICE | {"options": options("30 ngày", "mức chi (Điều này có nội dung liên quan đến Điều 19.3.LQ.5)")},
            ["phương án 2 có phần không thuộc câu chữ: “mức chi (Điều này có nội dung liên quan đến Điều 19.3.”"],
        ),
        (
            CHOICE | {"options": options("30 ngày", "CÔNG BÁO/Số 12")},
            ["phương án 2 có phần không thuộc câu chữ: “CÔNG BÁO/Số 12”"],
        ),
        (CHOICE | {"options": options("30 ngày", "Lậpnhật ký")}, ["phương án 2 có chữ hỏng: Lậpnhật"]),
        (CHOICE | {"options": options("30 ngày", "cơ quan eContract, API, Hà Nội")}, []),
    ],
}
ROWS = [(name, told, expected) for name, rows in TABLES.items() for told, expected in rows]


@pytest.mark.parametrize(("name", "told", "expected"), ROWS, ids=[f"{row[0]}-{n}" for n, row in enumerate(ROWS)])
def test_each_check_finds_its_faults(name: str, told: dict[str, Any], expected: list[str], evidence: Evidence) -> None:
    check = next(check for check in CHECKS if check.__name__ == name)
    assert list(check(Case(item_of(told, evidence), evidence))) == expected


def test_every_check_has_a_table_with_an_item_that_passes_and_some_that_fail() -> None:
    assert {check.__name__ for check in CHECKS} == set(TABLES)
    assert all(any(not expected for _, expected in rows) for rows in TABLES.values())
    assert all(any(expected for _, expected in rows) for rows in TABLES.values())


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([CHOICE, TRUE_FALSE], {}),
        ([CHOICE, CHOICE | {"at": "kiểm tra", "ask": f"Theo {NAME}, ai kiểm tra?"}], {}),
        ([CHOICE, CHOICE | {"ask": f"Theo {NAME}, bao lâu?"}], {1: "hỏi cùng đoạn trích, cùng đáp án như câu a"}),
        ([CHOICE, CHOICE | {"at": "giữ"}], {1: "hỏi đúng lời như câu a"}),
        (
            [TRUE_FALSE, TRUE_FALSE | {"ask": TRUE_FALSE["ask"].replace("Đúng hay sai?", "Sai hay đúng?")}],
            {1: "hỏi gần như lời như câu a"},
        ),
    ],
)
def test_what_asks_again_is_found(told: list[dict[str, Any]], expected: dict[int, str], evidence: Evidence) -> None:
    items = [item_of(row | {"id": name}, evidence) for row, name in zip(told, "abc", strict=False)]
    assert {place: again.partition(":")[0] for place, (again,) in are_apart(items).items()} == expected


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("30 (ba mươi) ngày làm việc", ["thời hạn (ngày)"]),
        ("từ ngày 01 tháng 6 năm 2025 trong 2 năm", ["ngày tháng", "thời hạn (tháng)"]),
        ("quý I năm 2026", ["năm"]),
        ("1,5 triệu đồng và 20%", ["tiền (đồng)", "tỷ lệ"]),
        ("Nghị định số 73/2019/NĐ-CP", ["số hiệu"]),
        ("khoản 2 Điều 5", []),
    ],
)
def test_facts_in_a_text(text: str, kinds: list[str]) -> None:
    assert [value.kind for value in values_in(text)] == kinds


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("30 ngày", "ba mươi ngày", True),
        ("01 tháng", "30 ngày", True),
        ("12 tháng", "một năm", True),
        ("không quá 05 ngày", "5 ngày", True),
        ("10 ngày", "10 ngày làm việc", False),
        ("1.500.000 đồng", "1,5 triệu đồng", True),
        ("01/6/2025", "ngày 1 tháng 6 năm 2025", True),
        ("Bộ TT&TT", "Bộ Thông tin và Truyền thông", True),
        ("UBND cấp tỉnh", "Ủy ban nhân dân cấp tỉnh", True),
        ("Bộ KNS", "Bộ Kết nối số", True),
        ("Bộ Công an", "Bộ Công Thương", False),
        ("Thư ký ghi trang đầu và giữ sổ tay của trạm", "Thư ký ghi trang đầu, giữ sổ tay của trạm", True),
        ("Thư ký ghi trang đầu và giữ sổ tay", "Thư ký không ghi trang đầu và giữ sổ tay", False),
    ],
)
def test_two_writings_of_one_fact(one: str, other: str, expected: bool) -> None:
    assert same(one, other) is expected
    assert same(other, one) is expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("không quá 30 ngày", "thời hạn (ngày)"),
        ("02 năm", "thời hạn (tháng)"),
        ("ngày 01/6/2025", "ngày tháng"),
        ("Thủ tướng Chính phủ", "cơ quan, người"),
        ("tổ chức, cá nhân có liên quan", "cơ quan, người"),
        ("Vụ Tài chính", "cơ quan, người"),
        ("Bộ, cơ quan ngang bộ", "cơ quan, người"),
        ("Thủ tướng Chính phủ quyết định thành lập trạm", "chữ"),
        ("Tổ chức thực hiện kế hoạch", "chữ"),
        ("Tổ chức tập huấn, hướng dẫn cách ghi sổ tay", "chữ"),
        ("Tổ chức, cá nhân sử dụng sổ tay để ghi", "chữ"),
        ("Cục Sổ tay, Bộ Kết nối số", "cơ quan, người"),
        ("bộ hồ sơ gốc", "chữ"),
        ("khoản 2 Điều 7", "điều khoản"),
        ("mục II.1", "điều khoản"),
        ("mục chi của trạm", "chữ"),
        ("Luật Giao dịch điện tử", "văn bản"),
        ("Kế hoạch, nguồn nhân lực thực hiện", "chữ"),
        ("73/2019/NĐ-CP", "số hiệu"),
        ("03 bộ", "số lượng (bộ)"),
        ("giữ sổ tay trong tủ khóa của trạm 30 ngày", "chữ"),
    ],
)
def test_kinds_of_options(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("statement", "text", "old", "new", "is_one"),
    [
        ("Trưởng trạm giữ sổ 5 ngày.", "1. Trưởng trạm giữ sổ 7 ngày.", "7 ngày", "5 ngày", True),
        ("Thư ký giữ sổ trong tủ.", "Trưởng trạm giữ sổ trong tủ.", "Trưởng trạm", "Thư ký", True),
        ("Trạm không giữ sổ.", "Trạm giữ sổ.", "", "không", True),
        ("Sổ có hiệu lực từ ngày 02/7/2025.", "Sổ có hiệu lực từ ngày 01 tháng 6 năm 2025.", "ngày 01 tháng 6 năm 2025", "ngày 02/7/2025", True),
        ("Trạm giữ sổ 5 ngày ngay trong hôm nay.", "Trạm giữ sổ 7 ngày.", "7 ngày", "5 ngày ngay trong hôm nay", False),
        ("Trạm A giữ sổ 5 ngày.", "Trạm B giữ sổ 7 ngày.", "B giữ sổ 7 ngày", "A giữ sổ 5 ngày", True),
    ],
)  # fmt: skip
def test_where_a_statement_leaves_its_text(statement: str, text: str, old: str, new: str, is_one: bool) -> None:
    found = difference(statement, text)
    assert (found.old, found.new, found.is_one) == (old, new, is_one)


def test_words_are_found_whole() -> None:
    assert found_at("giữ sổ", "Trạm\ngiữ sổ.") == 5
    assert found_at("Giữ sổ.", "Trạm giữ sổ tay") == 5
    assert found_at("5 ngày", "trong 15 ngày") == -1
    assert found_at("2,5", "2,55 và 12,5") == -1
    assert quoted_in("về “a “b” c”: “d”") == ["a “b” c", "d"]
    assert statement_in("Đúng hay sai: Trạm giữ sổ trong tủ.", "1. Trạm giữ sổ trong tủ.") == "Trạm giữ sổ trong tủ"


def proposed(provisions: Sequence[Provision], evidence: Evidence, most: int) -> list[Item]:
    """Two items of each provision, one of them without its document's name."""
    items = []
    for provision in provisions[: most // 2]:
        quote = evidence.quote(provision)
        cited = evidence.cite(0, quote)
        basis = Basis(
            cited.citation, quote.text, provision.id, cited.status.value, cited.status_text, AS_OF, cited.nature
        )
        for place, name in enumerate((cited.document.number, "")):
            ask = f"Đúng hay sai? Theo Nghị định số {name}: “{quote.text.splitlines()[-1]}”."
            items.append(Item(f"{provision.key}-{place}", Form.TRUE_FALSE, ask, basis, options("Đúng", "Sai")))
    return items


def test_items_are_drawn_by_seed_over_documents(evidence: Evidence) -> None:
    found = quiz(evidence.catalogue, evidence, proposed, 9, 1)
    assert len(found) == 9
    assert found == quiz(evidence.catalogue, evidence, proposed, 9, 1)
    assert [one.item.id for one in found] != [one.item.id for one in quiz(evidence.catalogue, evidence, proposed, 9, 2)]
    of = [one.document for one in found]
    assert len(set(of)) == 3
    assert max(map(of.count, of)) <= 4
    assert all(one.passes != ("names_its_place" in one.faults) for one in found if "411" not in one.document)


def test_the_report_tells_counts_faults_and_a_sample(evidence: Evidence) -> None:
    found = quiz(evidence.catalogue, evidence, proposed, 9, 1)
    report = as_report(found, "head", 1)
    right = sum(one.passes for one in found)
    assert f"| all | 9 | {right} |" in report
    assert f"| names_its_place | {sum('names_its_place' in one.faults for one in found)} |" in report
    assert report.count("### true_false") == 9 - right + 9
    assert "- [x] Đúng" in report
    assert sample(found, 1) == sample(found, 1)
