"""Every rule by which answers are graded, on examples worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.errors import Misconfigured
from eval.grades import cited, grade, unwarned
from eval.questions import Place, Question, as_line, question_from
from eval.texts import states

TEXT = "Cơ quan trả lời trong 15 ngày. Không tính ngày nghỉ."


class Sources:
    """One document of one sentence."""

    def texts(self, document: str, start: int, end: int) -> list[str]:
        return [TEXT[start:end]] if document == "D" else []

    def facts(self, document: str) -> str:
        return "1/2020/TT-X\nQuy định phiên bản 2.0\n01/3/2020"


def citation(mark: int = 1, article: str | None = "5", clause: str | None = "2", **more: Any) -> dict[str, Any]:
    return {
        "mark": mark, "document": "1/2020/TT-X", "document_id": "D", "issuer": "Bộ X", "issued": "2020-01-15",
        "part": None, "section": None, "article": article, "clause": clause, "point": None,
        "citation": f"Điều {article} Thông tư số 1/2020/TT-X", "quote": TEXT[:30], "start": 0, "end": 30,
        "nature": "official", "status": "in_force", "status_text": "còn hiệu lực", "replaced_by": [], "source": "",
    } | more  # fmt: skip


def answer(*citations: dict[str, Any], text: str = "Trong 15 ngày.", **more: Any) -> dict[str, Any]:
    claims = [{"text": text, "marks": [c["mark"] for c in citations]}]
    return {"kind": "answer", "text": text, "claims": claims, "citations": list(citations),
            "choices": [], "warnings": []} | more  # fmt: skip


GOLD = ((Place("1/2020/TT-X", article="5", clause="2"),), (Place("1/2020/TT-X", article="9"),))
ASKED = Question("q", "who", "Ai?", "answer", gold=GOLD[:1], facts=(("15 ngày", "mười lăm ngày"),))


@pytest.mark.parametrize(
    ("given", "level", "precision", "recall", "f1"),
    [
        # one of two citations is right, one of two needs is met
        ([citation(), citation(2, "7")], "article", 1 / 2, 1 / 2, 1 / 2),
        # both needs met, one citation beside them: 2/3, 2/2 → 2 · (2/3) / (5/3) = 4/5
        ([citation(), citation(2, "9", None), citation(3, "7")], "article", 2 / 3, 1.0, 4 / 5),
        ([citation(), citation(2, "9", None)], "document", 1.0, 1.0, 1.0),
        ([], "document", 0.0, 0.0, 0.0),
    ],
)
def test_precision_and_recall_of_citations(
    given: list[dict[str, Any]], level: str, precision: float, recall: float, f1: float
) -> None:
    values = cited(Question("q", "c", "?", "answer", gold=GOLD), given)
    found = [values[f"{name}_{level}"] for name in ("precision", "recall", "f1")]
    assert found == pytest.approx([precision, recall, f1], abs=1e-12)


def test_a_level_counts_only_where_every_need_is_that_deep() -> None:
    assert "f1_clause" not in cited(Question("q", "c", "?", "answer", gold=GOLD), [citation()])
    assert cited(ASKED, [citation(clause="1")])["f1_clause"] == 0.0
    assert cited(ASKED, [citation(clause="1")])["f1_article"] == 1.0
    assert "f1_point" not in cited(ASKED, [citation()])


def test_an_alternative_meets_a_need() -> None:
    either = Question("q", "c", "?", "answer", gold=((Place("A"), Place("1/2020/TT-X", article="5")),))
    assert cited(either, [citation()])["recall_article"] == 1.0
    assert cited(either, [citation(document="A")])["recall_document"] == 1.0
    assert cited(either, [citation(document="B")])["recall_document"] == 0.0


@pytest.mark.parametrize(
    ("question", "given", "measure", "value", "failure"),
    [
        (ASKED, answer(citation()), "right", 1.0, None),
        (ASKED, answer(citation(), text="Trong mười lăm ngày."), "facts", 1.0, None),
        (ASKED, answer(citation(), text="Cơ quan trả lời."), "facts", 0.0, "không nêu “15 ngày”"),
        (ASKED, answer(citation(), text="Trong 15 ngày, phạt 30 đồng."), "figures", 0.0, "số liệu không nằm trong căn cứ"),
        (ASKED, answer(citation(), text="Bản 2.0, từ 01/3/2020: 15 ngày"), "figures", 1.0, None),
        (ASKED, answer(citation(quote="Cơ quan trả lời trong 16 ngày.")), "verbatim", 0.0, "không đúng nguyên văn"),
        (ASKED, answer(citation(document_id="E")), "verbatim", 0.0, "không đúng nguyên văn"),
        (ASKED, answer(citation(article="6")), "recall_article", 0.0, "không dẫn khoản 2 Điều 5 1/2020/TT-X"),
        (ASKED, answer(kind="refusal", text="Không."), "answered", 0.0, "từ chối, đúng ra phải trả lời"),
        (Question("q", "c", "?", "refuse"), answer(citation()), "refused", 0.0, "đúng ra phải từ chối"),
        (Question("q", "c", "?", "refuse"), answer(kind="refusal", text="Không."), "refused", 1.0, None),
        (Question("q", "c", "?", "clarify"), answer(kind="clarify", text=""), "refused", 1.0, None),
        (Question("q", "c", "?", "answer", gold=GOLD[:1], forbidden=("20 ngày",)),
         answer(citation(), text="15 ngày chứ không 20  NGÀY"), "nothing_forbidden", 0.0, "nêu “20 ngày”"),
        (Question("q", "c", "?", "answer", gold=GOLD[:1], status="ended"), answer(citation()), "status", 0.0, "hiệu lực"),
        (Question("q", "c", "?", "correct", gold=GOLD[:1]), answer(citation()), "warning", 0.0, "thiếu cảnh báo"),
        (Question("q", "c", "?", "answer", gold=GOLD[:1], warns=False), answer(citation(), warnings=["1/2020/TT-X: …"]),
         "warning", 0.0, "cảnh báo không cần thiết"),
    ],
)  # fmt: skip
def test_a_grade(question: Question, given: dict[str, Any], measure: str, value: float, failure: str | None) -> None:
    graded = grade(question, given, Sources())
    assert graded.values[measure] == value
    if failure:
        assert graded.values["right"] == 0.0
        assert failure in "; ".join(graded.failures)
    else:
        assert graded.failures == ()


def test_an_ended_provision_must_be_warned_of_by_its_number() -> None:
    ended = answer(citation(status="ended"))
    assert unwarned(ended) == ["Điều 5 Thông tư số 1/2020/TT-X"]
    assert grade(ASKED, ended, Sources()).values["warned"] == 0.0
    assert unwarned(ended | {"warnings": ["Thông tư số 1/2020/TT-X: đã hết hiệu lực."]}) == []
    assert unwarned(ended | {"warnings": ["Thông tư số 2/2020/TT-X: đã hết hiệu lực."]}) != []
    nameless = {"citations": [ended["citations"][0] | {"document": "", "citation": "Điều 5 Hiến pháp"}]}
    assert unwarned(nameless | {"warnings": ["Hiến pháp: không rõ hiệu lực."]}) == []
    assert unwarned(nameless | {"warnings": ["Quy chế: không rõ hiệu lực."]}) == ["Điều 5 Hiến pháp"]


def test_a_question_is_a_line_and_back() -> None:
    assert question_from(as_line(ASKED), "đây") == ASKED


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"id": "q"', "đây"),
        ('{"id": "q", "category": "c", "question": "?", "expect": "guess"}', "expect"),
        ('{"id": "q", "category": "c", "question": "?", "expect": "refuse", "golden": []}', "golden"),
        ('{"id": "q", "category": "c", "question": "?", "expect": "answer"}', "gold"),
        ('{"id": "q", "category": "c", "question": "?", "expect": "refuse", "as_of": "31/12/2024"}', "as_of"),
    ],
)
def test_a_line_that_is_no_question_is_refused(line: str, told: str) -> None:
    with pytest.raises(Misconfigured, match=told):
        question_from(line, "đây")


@pytest.mark.parametrize(
    ("words", "text", "said"),
    [
        ("10 ngày", "trong 110 ngày", False),
        ("10 ngày", "trong  10\nngày.", True),
        ("1%", "bằng 21%", False),
        ("2020", "từ 01/01/2020", True),
        ("2.0", "phiên bản 12.0", False),
        ("2.0", "phiên bản 2.0.", True),
        ("3/2019/NĐ-CP", "Nghị định số 73/2019/NĐ-CP", False),
        ("[QC]", "nhãn [QC] hoặc", True),
    ],
)
def test_words_and_figures_are_said_whole(words: str, text: str, said: bool) -> None:
    assert states(words, text) == said
