"""What keeps an item from being asked: a table of items, each with what is wrong in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.ask import Assistant
from assistant.evidence import Evidence
from assistant.workshop.binding import bound
from assistant.workshop.sound import faults
from assistant.workshop.types import FALSE, TRUE, Basis, Form, Item, Option, Pair

TODAY = date(2026, 11, 30)
DEADLINE = "khoản 1 Điều 5 9012/2021/TT-BKNS"  # … kiểm tra và phản hồi trong thời hạn 08 giờ làm việc kể từ khi nộp
TERMS = "Điều 3 9012/2021/TT-BKNS"
ASK = "Hồ sơ nộp trực tuyến được kiểm tra và phản hồi trong bao lâu?"
SAID = "Hồ sơ nộp trực tuyến được kiểm tra và phản hồi trong thời hạn {} kể từ khi nộp."


ACCESSIBLE = (
    "Giao diện phải dùng được trên điện thoại và đáp ứng yêu cầu tiếp cận cho người khuyết tật. (khoản 2 Điều 4)"
)


def item(form: Form, ask: str = ASK, at: str = DEADLINE, **told: object) -> Item:
    return Item("a", form, ask, Basis(at), **told)  # type: ignore[arg-type]


def options(*texts: str) -> tuple[Option, ...]:
    """The first is the right one."""
    return tuple(Option(text, place == 0) for place, text in enumerate(texts))


def judged(statement: str, true: bool) -> Item:
    return item(
        Form.TRUE_FALSE,
        f"Đúng hay sai? Theo Thông tư: “{statement}”",
        options=(Option(TRUE, true), Option(FALSE, not true)),
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (item(Form.CHOICE, options=options("08 giờ làm việc", "04 giờ làm việc", "02 ngày làm việc")), ""),
        (item(Form.CHOICE, options=options("05 giờ làm việc", "04 giờ làm việc")), "không nói “05 giờ làm việc”"),
        (item(Form.CHOICE, options=options("08 giờ làm việc", "8 giờ làm việc")), "hai phương án gần như một"),
        (
            item(Form.CHOICE, f"{ASK} “[…]”", options=options("08 giờ làm việc", "Hồ sơ nộp trực tuyến")),
            "cũng có trong câu trích",
        ),
        (
            item(Form.CHOICE, "Có phải 08 giờ làm việc không?", options=options("08 giờ làm việc", "4 giờ")),
            "đã nói ra đáp án",
        ),
        (item(Form.CHOICE, options=options("Được kiểm tra và phản hồi trong 08 giờ", "Không được kiểm tra")), ""),
        (item(Form.CHOICE, options=options("Một tuần sau khi cơ quan nhận", "Ngay")), "không nói"),
        (item(Form.GAP, "… trong thời hạn […] kể từ khi nộp.", answers=("08 giờ làm việc",)), ""),
        (item(Form.GAP, "… trong thời hạn […] kể từ khi nộp.", answers=("09 giờ",)), "không nói “09 giờ”"),
        (judged(SAID.format("08 giờ làm việc"), True), ""),
        (judged(SAID.format("07 giờ làm việc"), False), ""),
        (judged(SAID.format("08 giờ làm việc"), False), "nêu là sai lại đúng nguyên văn"),
        (judged(SAID.format("07 giờ làm việc"), True), "nêu là đúng có điều câu trích không nói"),
        (item(Form.MISTAKE, options=options(SAID.format("09 giờ"), ACCESSIBLE)), ""),
        (item(Form.MISTAKE, options=options(SAID.format("08 giờ làm việc"), ACCESSIBLE)), "đúng nguyên văn"),
        (
            item(
                Form.MATCH,
                at=TERMS,
                pairs=(
                    Pair("Mã hồ sơ", "dãy 14 chữ số cấp một lần khi tiếp nhận"),
                    Pair("Đơn vị đầu mối", "một con dấu"),
                ),
            ),
            "“một con dấu” không có",
        ),
        (
            item(
                Form.MATCH,
                at=TERMS,
                pairs=(
                    Pair("Mã hồ sơ", "hồ sơ có thời gian giải quyết vượt thời hạn ghi trên giấy tiếp nhận"),
                    Pair("Hồ sơ trễ hạn", "dãy 14 chữ số cấp một lần khi tiếp nhận"),
                ),
            ),
            "mang lời giải thích của nhau",
        ),
        (item(Form.PLACE, options=options("Điều 5", "khoản 1 Điều 5")), "bao gồm phương án khác"),
        (item(Form.PLACE, options=options("Điều 6", "Điều 7")), "không phải chỗ của câu trích"),
        (
            item(Form.TRUE_FALSE, "Phản hồi trong 30 ngày. Đúng hay sai?", options=(Option(TRUE, True), Option(FALSE))),
            "có điều câu trích không nói: 30",
        ),
        (item(Form.ORDER, steps=("kiểm tra", "phản hồi", "kể từ khi nộp")), ""),
        (item(Form.ORDER, steps=("phản hồi", "kiểm tra", "kể từ khi nộp")), "không có trong câu trích theo thứ tự này"),
        (item(Form.CHOICE, options=(Option("x"), Option("y"))), "đúng một phương án đúng"),
    ],
)
def test_what_is_wrong_in_an_item(demo: Assistant, asked: Item, said: str) -> None:
    evidence = Evidence(demo.catalogue, TODAY)
    told = faults(replace(asked, basis=bound(asked.basis, evidence, "a")), evidence)
    assert (said in " ".join(told)) if said else told == []


def test_a_quotation_that_is_not_there_is_refused(demo: Assistant) -> None:
    evidence = Evidence(demo.catalogue, TODAY)
    asked = item(Form.CHOICE, options=options("08 giờ làm việc", "04 giờ làm việc"))
    basis = bound(asked.basis, evidence, "a")
    for changed in (
        replace(basis, quote=basis.quote.replace("08", "09")),
        replace(basis, provision="không có"),
        asked.basis,
    ):
        assert faults(replace(asked, basis=changed), evidence) == ["câu trích không có trong quy định làm căn cứ."]
