"""Lessons for the tests: invented regulations, an item of each form, and one whose texts hold all that could act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.workshop.types import (
    BLANK,
    FALSE,
    TRUE,
    Basis,
    Exercise,
    Form,
    Item,
    Lesson,
    LiveQuestion,
    Objective,
    Option,
    Pair,
)
from corpus.types import Nature, StatusValue

DAY = date(2026, 11, 22)
DECREE = "Nghị định số 905/2025/NĐ-CP"
BASIS = Basis(
    citation=f"khoản 1 Điều 2 {DECREE}",
    quote="Trưởng trạm quan trắc lập sổ tay kết nối trong thời hạn 12 ngày kể từ ngày trạm hoạt động.",
    provision="905#2.1",
    status=StatusValue.IN_FORCE,
    status_text="còn hiệu lực",
    as_of=DAY,
)
DIGEST = Basis(
    citation="Mục III.2 hồ sơ tóm lược Quyết định số 9105/QĐ-BKNS",
    quote="Khung kết nối có bốn lớp, lớp cuối là giám sát.",
    status=StatusValue.ENDED,
    status_text="đã hết hiệu lực từ 01/7/2026, được thay thế bởi Quyết định số 9110/QĐ-BKNS",
    as_of=DAY,
    nature=Nature.DIGEST,
)
BINARY = (Option(TRUE), Option(FALSE))


def lesson() -> Lesson:
    """An item of each form, a basis asked for, a digest, live questions, exercises, notes."""
    return Lesson(
        id="so-tay",
        title="Sổ tay kết nối của trạm quan trắc",
        summary="Lập, giữ và kiểm tra sổ tay kết nối theo Nghị định số 905/2025/NĐ-CP.",
        author="Tổ tập huấn",
        minutes=90,
        written=DAY,
        objectives=(
            Objective("lap", "Nêu được ai lập sổ tay kết nối và trong thời hạn nào."),
            Objective("kiem-tra", "Sắp đúng các bước kiểm tra sổ tay kết nối."),
        ),
        notes="Sổ tay kết nối là hồ sơ kỹ thuật của trạm.\n\nMỗi trạm có một sổ; trang đã ghi không được tẩy xóa.",
        items=(
            Item(
                id="thoi-han",
                form=Form.CHOICE,
                ask="Trưởng trạm quan trắc lập sổ tay kết nối trong thời hạn bao nhiêu ngày?",
                basis=BASIS,
                options=(
                    Option("12 ngày", right=True),
                    Option("15 ngày", source="khoản 2 Điều 7 Nghị định số 411/2019/NĐ-CP, đã hết hiệu lực"),
                    Option("20 ngày"),
                    Option("30 ngày"),
                ),
                bases=(f"Điều 3 {DECREE}", f"khoản 2 Điều 2 {DECREE}"),
                key="Thời hạn tính từ ngày trạm hoạt động, không phải từ ngày giao trạm.",
                difficulty=0.4,
                objective="lap",
            ),
            Item(
                id="muc-xanh",
                form=Form.TRUE_FALSE,
                ask="Sổ tay kết nối được ghi bằng mực đen.",
                basis=replace(BASIS, citation=f"khoản 2 Điều 2 {DECREE}", quote="Sổ tay kết nối được ghi bằng mực xanh"),
                options=(Option(TRUE), Option(FALSE, right=True)),
                key="Mực xanh, không phải mực đen.",
                objective="lap",
            ),
            Item(
                id="thuat-ngu",
                form=Form.MATCH,
                ask="Nối thuật ngữ với nghĩa của nó.",
                basis=DIGEST,
                pairs=(
                    Pair("Trạm quan trắc", "nơi đặt thiết bị đo và truyền số liệu về trung tâm"),
                    Pair("Sổ tay kết nối", "hồ sơ ghi lần lượt các lần kết nối của trạm"),
                    Pair("Trung tâm", "nơi nhận, lưu và công bố số liệu"),
                ),
            ),
            Item(
                id="cac-buoc",
                form=Form.ORDER,
                ask="Sắp các bước kiểm tra sổ tay kết nối theo đúng thứ tự.",
                basis=replace(BASIS, citation=f"Điều 3 {DECREE}", quote="Đoàn kiểm tra xem sổ tay kết nối mỗi quý một lần"),
                steps=("Xem sổ tay tại trạm", "Đối chiếu với số liệu", "Ghi biên bản", "Gửi biên bản cho trung tâm"),
                objective="kiem-tra",
            ),
            Item(
                id="dien-so",
                form=Form.GAP,
                ask=f"“Trưởng trạm quan trắc lập sổ tay kết nối trong thời hạn {BLANK} kể từ ngày trạm hoạt động.”",
                basis=BASIS,
                answers=("12 ngày", "mười hai ngày"),
                objective="lap",
            ),
            Item(
                id="dieu-nao",
                form=Form.PLACE,
                ask="Quy định nào nói về việc ghi biên bản kiểm tra?",
                basis=replace(BASIS, citation=f"Điều 3 {DECREE}", quote="ghi biên bản"),
                options=(Option(f"Điều 3 {DECREE}", right=True), Option(f"Điều 1 {DECREE}"), Option(f"Điều 4 {DECREE}")),
                objective="kiem-tra",
            ),
            Item(
                id="cau-sai",
                form=Form.MISTAKE,
                ask="Câu nào trong câu trả lời sau là sai?",
                basis=replace(BASIS, status=StatusValue.PARTLY_ENDED, status_text="", changes=("sửa đổi bởi 907/2026/NĐ-CP",)),
                options=(
                    Option("Sổ tay do Trưởng trạm lập."),
                    Option("Sổ tay được lập trong 30 ngày.", right=True),
                    Option("Sổ tay được đóng dấu giáp lai."),
                ),
                key="Thời hạn là 12 ngày.",
            ),
        ),
        questions=(
            LiveQuestion("Ai lập sổ tay kết nối?", expected=BASIS),
            LiveQuestion("Năm 2020 sổ tay kết nối do ai lập?", as_of=date(2020, 5, 1)),
        ),
        exercises=(
            Exercise(
                task="Lập trang đầu sổ tay kết nối cho trạm Hồ Tây.",
                solution="Có tên trạm, ngày hoạt động, chữ ký Trưởng trạm.",
                basis=BASIS,
            ),
        ),
    )  # fmt: skip


SIGNS = r"{}=~#:\ \n \\ {TRUE} ####x -> ::t:: // $CATEGORY: ]]> <script>alert('1')</script> &amp; &lt; \"nháy\" “ngoặc”"
LONG = "dàiquá" * 60
HOSTILE = (
    f"dòng một {SIGNS}\n\ndòng hai",
    "=cmd()|' /C calc'!A0",
    "+1-1*2 {{c1::thẻ}} {{Đáp án}} [sound:x.mp3] [html]<b>đậm</b>",
    "@SUM(A1) [html]<i>nghiêng</i>",
    f"-2 %50%một nửa {LONG}",
    "A. như một phương án\nANSWER: B\n// ghi chú",
    "[html]<u>gạch</u> “–” 𝕏 🇻🇳",
    "%100%*",
)


def hostile() -> Lesson:
    """The same forms with texts that hold what acts in one format or another."""
    a, b, c, d, e, f, g, h = HOSTILE
    basis = Basis(citation=f"Điều 1 {e}", quote=a, status_text=f, as_of=DAY, changes=(g,))
    options = (Option(b, right=True), Option(c), Option(d), Option(e), Option(g), Option(h), Option(f))
    return Lesson(
        id="doc-hai",
        title=f"{SIGNS} / tên",
        objectives=(Objective("o", a),),
        notes=a,
        items=(
            Item("1", Form.CHOICE, a, basis, options=options, key=d, bases=(a, c)),
            Item("2", Form.TRUE_FALSE, b, basis, options=(Option(TRUE, right=True), Option(FALSE)), key=e),
            Item("3", Form.MATCH, c, basis, pairs=(Pair(b, d), Pair(c, f), Pair(h, g))),
            Item("4", Form.ORDER, d, basis, steps=(b, c, d, e, f, g, h)),
            Item("5", Form.GAP, f, basis, answers=(h, c, "*", "a=b~c#d:{e}")),
            Item("6", Form.PLACE, g, basis, options=(Option(e), Option(f, right=True))),
            Item("7", Form.MISTAKE, h, basis, options=(Option(g), Option(h, right=True))),
        ),
        questions=(LiveQuestion(e, expected=basis),),
        exercises=(Exercise(f, solution=a, basis=basis),),
    )
