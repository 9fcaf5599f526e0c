"""The parts of the page apart from Streamlit: tables, and a question on its way."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import pytest
from invented import SIGNS
from markdown_it import MarkdownIt

from assistant.conversations import Terms, Turn
from assistant.naming import citation_of
from assistant.paper import as_paper
from assistant.scope import Scope
from assistant.types import Answer, Citation, Claim, Quote
from assistant.ui.chat.asking import Asking
from assistant.ui.chat.chips import label_of
from assistant.ui.chat.panel import span_of
from assistant.ui.chat.turn import chosen
from assistant.ui.edge import UNEXPECTED, message_of
from assistant.ui.literal import literal
from assistant.ui.sources import source_of
from corpus.errors import IndexMissing, NotFound
from corpus.types import Document, Level, Nature, Provision, Status, StatusValue, Step

if TYPE_CHECKING:
    from assistant.write import OnClaim


CITED = Document(
    "n1", "73/2019/NĐ-CP", "Quy định quản lý đầu tư", "Nghị định", "Chính phủ", date(2019, 9, 5), date(2020, 1, 1)
)
PROVINCE = Document("q1", "464/QĐ-UBND", "Kiến trúc", "Quyết định", "Ủy ban nhân dân tỉnh Lào Cai", date(2022, 3, 30))


def cite(mark: int, document: Document, place: str, words: str, **fields: object) -> Citation:
    provision = Provision(f"{document.id}#x", document.id, (Step(Level.ARTICLE, "5"),), place, "", words, 0, 0, 0)
    nature = fields.get("nature", Nature.OFFICIAL)
    status = fields.get("status", StatusValue.IN_FORCE)
    assert isinstance(nature, Nature)
    assert isinstance(status, StatusValue)
    return Citation(
        mark=mark,
        quote=Quote(provision, 0, len(words), words),
        document=document,
        status=Status(status),
        status_text="còn hiệu lực",
        nature=nature,
        citation=citation_of(provision, document, nature),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Nghị định số 73/2019/NĐ-CP",
        "1. Phạm vi",
        "- gạch đầu dòng",
        "+ dấu cộng",
        "# không phải tiêu đề",
        "a) *đậm* _nghiêng_ `mã` ~gạch~",
        "| cột | cột |",
        "giá $5 đến $6",
        "<script>alert(1)</script>",
        "[mẫu](javascript:alert(1)) ![ảnh](http://example.org/a.png)",
        "a\\b & c &amp; d",
        SIGNS,
    ],
)
def test_literal_text_reads_as_written(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(literal(text))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    inline = tokens[1].children or []
    assert {token.type for token in inline} <= {"text", "text_special"}
    assert "".join(token.content for token in inline).replace("\u2060", "") == text


@pytest.mark.parametrize("text", ["x >= 1", "a -> b", "a <-> b", "a -- b", ":smile:", "x ~= y", "a <= b", "a <- b"])
def test_literal_text_breaks_what_streamlit_turns_into_signs(text: str) -> None:
    assert text not in literal(text).replace("\\", "")


def test_literal_text_is_one_line() -> None:
    assert literal("dòng một\n\n  dòng hai") == "dòng một dòng hai"


@pytest.mark.parametrize(
    ("claims", "citations", "warnings", "paper"),
    [
        (
            (Claim("1. Chi phí được tính theo tháng.", (1,)),),
            (cite(1, CITED, "khoản 1 Điều 5", "1. Chi phí được tính theo tháng."),),
            (),
            "“1. Chi phí được tính theo tháng.” "
            "(khoản 1 Điều 5 Nghị định số 73/2019/NĐ-CP ngày 05/9/2019 của Chính phủ)",
        ),
        (
            (Claim("Nghị định số 73/2019/NĐ-CP có hiệu lực từ ngày 01/01/2020.", (1, 2)),),
            (cite(1, CITED, "Điều 60", "…"), cite(2, PROVINCE, "Điều 2", "…")),
            ("Nghị định số 73/2019/NĐ-CP: hết hiệu lực.",),
            "Nghị định số 73/2019/NĐ-CP có hiệu lực từ ngày 01/01/2020 "
            "(Điều 60 Nghị định số 73/2019/NĐ-CP ngày 05/9/2019 của Chính phủ; "
            "Điều 2 Quyết định số 464/QĐ-UBND ngày 30/3/2022 của Ủy ban nhân dân tỉnh Lào Cai).\n\n"
            "Lưu ý: Nghị định số 73/2019/NĐ-CP: hết hiệu lực.",
        ),
        (
            (Claim("Tóm lược nói vậy.", (1,)),),
            (cite(1, CITED, "mục II.3", "Tóm lược nói vậy.", nature=Nature.DIGEST),),
            (),
            "Tóm lược nói vậy (mục II.3 hồ sơ tóm lược Nghị định số 73/2019/NĐ-CP ngày 05/9/2019 của Chính phủ "
            "(tóm lược, không phải văn bản gốc)).",
        ),
    ],
    ids=["quotation", "statement with two bases and a warning", "digest without quotation marks"],
)
def test_answer_in_administrative_form(
    claims: tuple[Claim, ...], citations: tuple[Citation, ...], warnings: tuple[str, ...], paper: str
) -> None:
    answer = Answer("?", date(2026, 11, 22), "answer", claims=claims, citations=citations, warnings=warnings)
    assert as_paper(answer) == paper


@pytest.mark.parametrize(
    ("citation", "label"),
    [
        (
            cite(2, CITED, "khoản 1 Điều 5", "…"),
            "**\\[2\\]** khoản 1 Điều 5 Nghị định số 73\\/2019\\/NĐ\\-CP · :green[còn hiệu lực]",
        ),
        (
            cite(1, PROVINCE, "mục II.3", "…", nature=Nature.DIGEST, status=StatusValue.UNKNOWN),
            "**\\[1\\]** mục II\\.3 Quyết định số 464\\/QĐ\\-UBND của Ủy ban nhân dân tỉnh Lào Cai · tóm lược · "
            ":gray[không rõ hiệu lực]",
        ),
    ],
)
def test_chip_says_place_nature_and_validity(citation: Citation, label: str) -> None:
    assert label_of(citation) == label


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("library:2323-qd-btttt.md", "thư viện kèm theo phần mềm, tệp 2323-qd-btttt.md"),
        ("https://vanban.chinhphu.vn/?docid=1", "https://vanban.chinhphu.vn/?docid=1"),
        ("", "không ghi"),
    ],
)
def test_source_for_a_reader(source: str, shown: str) -> None:
    assert source_of(source) == shown


@pytest.mark.parametrize(
    ("text", "start", "end", "span"),
    [
        ("Điều 5. Phí\n1. Phí là 5 đồng.", 12, 29, (12, 29)),
        ("Điều 5. Phí\n1. Phí là 6 đồng.", 12, 29, (0, 0)),  # other words stand there
        ("1. Phí là 5 đồng.", -1, 16, (0, 0)),
    ],
)
def test_only_the_quoted_words_are_highlighted(text: str, start: int, end: int, span: tuple[int, int]) -> None:
    assert span_of(text, start, end, "1. Phí là 5 đồng.") == span


def test_choice_is_asked_with_the_question_and_without_its_title() -> None:
    choice = "Quyết định số 464/QĐ-UBND ngày 30/3/2022 của Ủy ban nhân dân tỉnh Lào Cai: Ban hành Kế hoạch: đợt 1"
    assert chosen("Ai ký 464/QĐ-UBND?", choice) == (
        "Ai ký 464/QĐ-UBND? (Quyết định số 464/QĐ-UBND ngày 30/3/2022 của Ủy ban nhân dân tỉnh Lào Cai)"
    )


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (NotFound("Không thấy “a”."), "Không thấy “a”."),
        (IndexMissing("Chưa có chỉ mục: hãy chạy “cancu index”."), "Chưa có chỉ mục: hãy chạy “cancu index”."),
        (KeyError("bí mật"), UNEXPECTED),
    ],
)
def test_message_of_an_error(error: Exception, message: str) -> None:
    assert message_of(error) == message


class TwoClaims:
    """Answers with two claims; the second one waits until it is let go."""

    def __init__(self, error: Exception | None = None) -> None:
        self.let_go = threading.Event()
        self.error = error

    def ask(
        self, question: str, history: Sequence[str], as_of: date | None, on_claim: OnClaim | None, within: Scope
    ) -> Answer:
        assert on_claim is not None
        cited = (cite(1, CITED, "Điều 5", "một"), cite(2, CITED, "Điều 6", "hai"))
        claims = (Claim("một", (1,)), Claim("hai", (2,)))
        on_claim(claims[0], cited[:1])
        assert self.let_go.wait(30)
        if self.error:
            raise self.error
        on_claim(claims[1], cited[1:])
        return Answer(question, as_of or date(2026, 11, 22), "answer", claims=claims, citations=cited)


TURN = Turn(0, "?", Terms(), "a1")


def test_claims_come_one_by_one_and_again_from_the_first() -> None:
    assistant = TwoClaims()
    asking = Asking.begin(assistant, TURN, ())
    first = asking.claims(beat=0.01)
    heard = [next(first)]
    while heard[-1] is not None:  # a beat without news: the second claim is not there yet
        heard.append(next(first))
    assert [item[0].text for item in heard if item] == ["một"]
    assert not asking.done
    assert asking.citation(1) is not None
    assert asking.citation(2) is None
    assistant.let_go.set()
    assert [item[0].text for item in asking.claims() if item] == ["một", "hai"]
    assert [item[0].text for item in first if item] == ["hai"]
    assert asking.done
    assert asking.answer is not None


@pytest.mark.parametrize("error", [NotFound("Không thấy."), KeyError("x")])
def test_an_error_ends_the_asking(error: Exception) -> None:
    assistant = TwoClaims(error)
    assistant.let_go.set()
    asking = Asking.begin(assistant, TURN, ())
    assert [item[0].text for item in asking.claims() if item] == ["một"]
    assert asking.error is error
    assert asking.answer is None
