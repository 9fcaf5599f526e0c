"""Variants of questions: what each change may touch, what it must leave, and what is right for the variant."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from random import Random

import pytest

from assistant.ask import Assistant
from corpus.accents import without_accents
from corpus.errors import Misconfigured
from corpus.numbers import find_numbers
from corpus.types import Document
from eval.answering import CatalogueSources
from eval.grades import grade
from eval.number_forms import number_forms, place_forms
from eval.questions import AnswerSet, Place, Question, load
from eval.runs import Row
from eval.stress import KINDS, NAMES, TRAPS, Drop, Variant, as_answer_set, as_table, drops, stress_set, variants
from eval.synonyms import PAIRS
from eval.traps import gold_document, knows, lookalikes
from eval.typos import doubled, dropped, mistoned, swapped, telex
from eval.variants import WORDINGS, rewrite

SHIPPED = load("shipped")
TEXTS = [question.question for question in SHIPPED.all()]
TODAY = date(2026, 11, 23)
DECREE = Document(
    "d", "905/2025/NĐ-CP", "Sổ tay kết nối", "Nghị định", "Chính phủ", date(2025, 4, 9), signer="Trần Mẫu"
)
ASKED = Question("Q1", "content", "Nghị định 905/2025/NĐ-CP quy định gì?", "answer", gold=((Place("905/2025/NĐ-CP"),),))


def only(number: str) -> Callable[[str], bool]:
    """A corpus with one document."""
    return lambda other: other == number


def made(question: Question, kind: str, known: Sequence[str] = (), document: Document | None = None) -> Variant | None:
    return next(variants(question, [kind], 7, lambda number: number in known, document), None)


# Wording


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Ai ký Quyết định 9002/QĐ-BKNS?", "unaccented", "Ai ky Quyet dinh 9002/QD-BKNS?"),
        ("Đơn vị nào ở Ngàn Phố chịu trách nhiệm", "unaccented", "Don vi nao o Ngan Pho chiu trach nhiem"),
        ("qd 9002 ai ky", "unaccented", None),
        ("điểm đ khoản 1 Điều 4 9012/2021/TT-BKNS", "unaccented", None),  # “diem d” is another point
        ("Đ.5 k.2 9012/2021/TT-BKNS", "unaccented", "D.5 k.2 9012/2021/TT-BKNS"),
        ("Dự án công nghệ thông tin của UBND xã", "abbreviated", "Dự án CNTT của Ủy ban nhân dân xã"),
        ("Uỷ ban nhân dân xã chia sẻ cơ sở dữ liệu", "abbreviated", "UBND xã chia sẻ CSDL"),
        ("cơ sở dữ liệu quốc gia của cơ quan nhà nước", "abbreviated", "CSDLQG của CQNN"),
        ("dvctt toan trinh la gi", "abbreviated", "dich vu cong truc tuyen toan trinh la gi"),
        ("Dịch vụ công tác xã hội của Chính phủ số 73/2019/NĐ-CP", "abbreviated", None),
        ("Nghị quyết 9020/2022/NQ-HĐND còn hiệu lực không?", "abbreviated", None),
        ("Hồ sơ trễ hạn là gì?", "abbreviated", None),
        ("Phải báo trong bao lâu?", "synonyms", "Phải báo trong thời hạn bao lâu?"),
        ("Ai ký Quyết định 9002/QĐ-BKNS?", "synonyms", "Ai là người ký Quyết định 9002/QĐ-BKNS?"),
        ("Quyết định 9001/QĐ-BKNS còn hiệu lực không?", "synonyms", "Quyết định 9001/QĐ-BKNS còn giá trị không?"),
        ("nghi dinh nay duoc luu trong bao lau", "synonyms", "nghi dinh nay duoc luu trong thoi han bao lau"),
        ("toi da nop ho so", "synonyms", None),  # “tôi đã”, not “tối đa”
        ("Mức lương tối thiểu, chứng thư điện tử, cây hằng năm", "synonyms", None),  # terms
        ("Hồ sơ trễ hạn là gì?", "number_forms", None),
        ("Điều 5, 6 và 7 có gì chung?", "number_forms", None),
        ("nd 64/2007 het hieu luc chua", "number_forms", None),
        ("khoan 3 dieu 13 thong tu 9058/2022/TT-BKNS noi gi", "number_forms",
         "dieu 13 k3 thong tu 9058/2022/tt-bkns noi gi"),
        ("Ai ký Quyết định 9002/QĐ-BKNS?", "typos", "Ai ký Quyết địnhh 9002/QĐ-BKNS?"),
        ("LGSP là gì?", "typos", None),
    ],
)  # fmt: skip
def test_a_text_rewritten(text: str, kind: str, expected: str | None) -> None:
    assert rewrite(text, kind, seed=7) == expected


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Nghị định 73/2019/NĐ-CP",
         {"nd 73/2019", "Nghị định 73 năm 2019", "Nghị định 73 /2019/ NĐ-CP", "Nghị định 73/2019/ND-CP"}),
        ("73/2019/NĐ-CP", {"nd 73/2019", "73 /2019/ NĐ-CP", "73/2019/ND-CP", "73/2019/nđ-cp"}),
        # who issued it stays where the number alone does not tell
        ("Thông tư số 9012/2021/TT-BKNS", {"Thông tư 9012 năm 2021 của BKNS", "tt 9012/2021 của BKNS"}),
        ("Quyết định 9001/QĐ-BKNS", {"Quyết định 9001 của BKNS", "qd 9001/qd-bkns", "Quyết định 9001 / QĐ-BKNS"}),
        ("Quyết định 9105/QĐ-UBND", {"qd 9105/qd-ubnd", "Quyết định 9105/QD-UBND"}),
        ("Công văn 9178/BKNS-KN", {"Công văn 9178 / BKNS-KN", "công văn 9178/bkns-kn"}),
        ("Luật 920/2023/QH15", {"Luật 920/2023", "Luật 920 năm 2023"}),
    ],
)  # fmt: skip
def test_forms_of_a_number(text: str, forms: set[str]) -> None:
    number = find_numbers(text)[0]
    found = number_forms(number, text[: number.start])
    assert forms <= set(found)
    figures = re.compile(r"(?<![A-Za-z\d])\d+")  # of the number and the year, not of QH15
    assert {tuple(figures.findall(form)) for form in found} == {tuple(figures.findall(number.number))}


@pytest.mark.parametrize("text", ["Quyết định 9105/QĐ-UBND", "Thông tư 9012/2021/TT-BKNS", "Nghị quyết 9027/2022/QH15"])
def test_forms_of_a_number_still_tell_who_issued_it(text: str) -> None:
    number = find_numbers(text)[0]
    sign = without_accents(number.number.rsplit("/")[-1].rsplit("-")[-1])
    assert all(sign in without_accents(form) for form in number_forms(number, text[: number.start]))


@pytest.mark.parametrize(
    ("place", "forms"),
    [
        (("5", "2"), ["k2 đ5", "điều 5 khoản 2", "dieu 5 k2", "Đ.5 k.2"]),
        (("4", "1", "đ"), ["điểm đ k1 đ4", "điều 4 khoản 1 điểm đ", "dieu 4 k1 điểm đ", "Đ.4 k.1 điểm đ"]),
        (("5a",), ["dieu 5a", "Đ.5a"]),
    ],
)
def test_forms_of_a_place(place: tuple[str, ...], forms: list[str]) -> None:
    assert place_forms(*place) == forms


def test_number_and_place_are_both_retyped() -> None:
    found = {rewrite("khoản 2 Điều 5 Nghị định 73/2019/NĐ-CP nói gì?", "number_forms", seed) for seed in range(60)}
    assert {"dieu 5 k2 nd 73/2019 nói gì?", "điều 5 khoản 2 Nghị định 73 năm 2019 nói gì?"} <= found
    assert {"2", "5", "73", "2019"} == set.intersection(*(set(re.findall(r"\d+", text or "")) for text in found))


# Typing slips


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("được", "dduowcj"), ("đươc", "dduowc"), ("Điều", "Ddieeuf"), ("hằng", "hawngf"), ("thuế", "thuees"),
        ("quyền", "quyeenf"), ("cũng", "cungx"), ("sửa", "suwar"), ("thông", "thoong"), ("trong", "trong"),
    ],
)  # fmt: skip
def test_what_telex_leaves_over(word: str, expected: str) -> None:
    assert telex(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("bổ", "bỗ"),
        ("cũng", "củng"),
        ("lệ", "lế"),
        ("hiếu", "hiệu"),
        ("và", "va"),
        ("đường", "đương"),
        ("không", "không"),
    ],
)
def test_the_tone_that_is_mixed_up(word: str, expected: str) -> None:
    assert mistoned(word, Random(1)) == expected


def test_slips_of_letters_leave_the_first() -> None:
    found = {slip(word, Random(s)) for slip in (swapped, dropped, doubled) for word in ("thu",) for s in range(20)}
    assert found == {"tuh", "tu", "th", "thhu", "thuu"}


@pytest.mark.parametrize("text", TEXTS)
def test_slips_are_in_words_alone(text: str) -> None:
    found = rewrite(text, "typos", seed=3, rate=1.0)
    if found is None:
        return
    before, after = text.split(), found.split()
    assert len(after) == len(before)
    assert re.findall(r"\d", found) == re.findall(r"\d", text)
    whole = [number.number for number in find_numbers(text) if number.whole]
    assert [number.number for number in find_numbers(found) if number.whole] == whole
    kept = [word for word in before if re.search(r"\d", word) or word.isupper() or len(word.strip(" ,.?:")) < 3]
    assert [new for old, new in zip(before, after, strict=True) if old in kept] == [w for w in before if w in kept]


@pytest.mark.parametrize(
    ("words", "rate", "slips"),
    [(8, 1 / 8, 1), (16, 1 / 8, 2), (40, 1 / 8, 5), (40, 1 / 2, 20), (3, 1 / 8, 1), (8, 1, 8)],
)
def test_as_many_slips_as_the_rate_says(words: int, rate: float, slips: int) -> None:
    text = " ".join(["thuyền", "phường", "nghiêng", "đường"][number % 4] for number in range(words))
    found = rewrite(text, "typos", seed=5, rate=rate)
    assert found is not None
    assert sum(old != new for old, new in zip(text.split(), found.split(), strict=True)) == slips


@pytest.mark.parametrize("rate", [0, -1, 1.5])
def test_a_rate_that_is_no_share(rate: float) -> None:
    with pytest.raises(Misconfigured, match="Tỷ lệ lỗi gõ"):
        rewrite("Hồ sơ trễ hạn là gì?", "typos", seed=1, rate=rate)


@pytest.mark.parametrize("kind", ["wrong_premise", "shouted"])
def test_a_kind_that_is_no_wording(kind: str) -> None:
    with pytest.raises(Misconfigured, match=r"không phải là cách đổi lời.*unaccented"):
        rewrite("Hồ sơ trễ hạn là gì?", kind, seed=1)


# What holds of every wording


@pytest.mark.parametrize("kind", WORDINGS)
def test_a_wording_differs_and_its_seed_decides_it(kind: str) -> None:
    once = [rewrite(text, kind, seed=11) for text in TEXTS]
    assert once == [rewrite(text, kind, seed=11) for text in reversed(TEXTS)][::-1]
    assert all(new != old for new, old in zip(once, TEXTS, strict=True))
    assert sum(text is not None for text in once) > 10
    if kind in {"typos", "number_forms"}:
        assert once != [rewrite(text, kind, seed=12) for text in TEXTS]


@pytest.mark.parametrize("kind", WORDINGS)
def test_figures_stay(kind: str) -> None:
    for text in TEXTS:
        found = rewrite(text, kind, seed=2)
        assert found is None or sorted(re.findall(r"\d+", found)) == sorted(re.findall(r"\d+", text))


def test_without_diacritics_there_are_none() -> None:
    for text in TEXTS:
        found = rewrite(text, "unaccented", seed=1)
        assert found is None or without_accents(found) == found.lower()


def test_a_question_typed_without_diacritics_stays_so() -> None:
    for text in (text for text in TEXTS if without_accents(text) == text.lower()):
        for kind in WORDINGS:
            found = rewrite(text, kind, seed=4)
            assert found is None or without_accents(found) == found.lower()


def test_synonyms_go_back_where_both_ways_are_right() -> None:
    """A pair neither chains into itself nor comes twice."""
    assert len({pair[:2] for pair in PAIRS}) == len(PAIRS)
    assert not {(one, other) for one, other, _ in PAIRS} & {(other, one) for one, other, _ in PAIRS}


# Traps


@pytest.mark.parametrize(
    ("digits", "some"),
    [("464", {"469", "644", "446"}), ("73", {"37", "13"}), ("2323", {"3223", "2332"}), ("20", {"28"}), ("9", {"4"})],
)
def test_lookalikes(digits: str, some: set[str]) -> None:
    found = lookalikes(digits)
    assert some <= found
    assert all(len(other) == len(digits) and other != digits and other[0] != "0" for other in found)


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        (
            "Quyết định 9001/QĐ-BKNS còn hiệu lực không?",
            "9001/QĐ-BKNS",
            r"Quyết định (?!9001)9?\d+/QĐ-BKNS còn hiệu lực không\?",
        ),
        ("qd 9002 ai ky", "9002", r"qd (?!9002)\d{4} ai ky"),
        (
            "Thông tư 9012 /2021/ TT-BKNS nói gì?",
            "9012/2021/TT-BKNS",
            r"Thông tư (?!9012)\d{4} /2021/ TT-BKNS nói gì\?",
        ),
        ("Hồ sơ trễ hạn là gì?", "9001/QĐ-BKNS", None),
        ("Quyết định 9001/QĐ-BKNS có thay Quyết định 9002/QĐ-BKNS không?", "9001/QĐ-BKNS", None),
        ("Luật Kết nối số 920/2023/QH15 có hiệu lực chưa?", "920/2023/QH15", None),  # its name still tells which
        (
            "Ghi căn cứ là Nghị định 999/2026/NĐ-CP: hồ sơ trễ hạn là gì?",
            "9001/QĐ-BKNS",
            None,
        ),  # a decoy, not the subject
    ],
)
def test_a_lookalike_number_must_be_refused(text: str, known: str, expected: str | None) -> None:
    question = Question(
        "Q", "validity", text, "warn", gold=((Place(known),),), facts=(("hết",),), status="ended", warns=True
    )
    found = next(variants(question, ["distractor_number"], 7, only(known)), None)
    if expected is None:
        assert found is None
        return
    assert found is not None
    assert re.fullmatch(expected, found.question.question)
    bare = Question("Q~distractor_number", "validity", found.question.question, "refuse", note="distractor_number of Q")
    assert found.question == bare


def test_a_lookalike_is_never_one_that_is_here() -> None:
    question = Question("Q", "metadata", "Ai ký Quyết định 46/QĐ-BKNS?", "answer", gold=((Place("46/QĐ-BKNS"),),))
    here = {f"{digits}/QĐ-BKNS" for digits in lookalikes("46") - {"49"}} | {"46/QĐ-BKNS"}
    found = next(variants(question, ["distractor_number"], 7, here.__contains__))
    assert found.question.question == "Ai ký Quyết định 49/QĐ-BKNS?"
    assert not list(variants(question, ["distractor_number"], 7, lambda number: True))


@pytest.mark.parametrize("expect", ["refuse", "correct"])
def test_no_lookalike_of_what_is_not_simply_answered(expect: str) -> None:
    question = Question("Q", "x", "Quyết định 9001/QĐ-BKNS nói gì?", expect)  # type: ignore[arg-type]
    assert made(question, "distractor_number", ["9001/QĐ-BKNS"]) is None


def test_a_wrong_premise_must_be_corrected() -> None:
    asked: dict[str, tuple[str, ...]] = {}
    for number in range(30):
        found = made(Question(f"Q{number}", "x", "?", "answer", gold=ASKED.gold), "wrong_premise", (), DECREE)
        assert found is not None
        question = found.question
        assert (question.expect, question.gold) == ("correct", ((Place("905/2025/NĐ-CP", issuer="Chính phủ"),),))
        assert not any(form in question.question for form in question.facts[0])
        asked[question.question] = question.facts[0]
    assert len(asked) > 5
    assert {forms[0] for forms in asked.values()} == {"09/4/2025", "Trần Mẫu", "Chính phủ"}
    dates = next(forms for forms in asked.values() if forms[0] == "09/4/2025")
    assert {"09/04/2025", "09 tháng 4 năm 2025", "ngày 9 tháng 4 năm 2025"} <= set(dates)


@pytest.mark.parametrize(
    "document",
    [
        None,
        Document("d", "906/2025/NĐ-CP", "", "Nghị định", "Chính phủ", date(2025, 4, 9)),  # another than the gold names
        Document("d", "905/2025/NĐ-CP", "", "Nghị định", "", None),  # of which nothing is known
    ],
)
def test_no_wrong_premise_without_a_fact(document: Document | None) -> None:
    assert made(ASKED, "wrong_premise", (), document) is None


def test_a_local_document_is_not_given_another_issuer() -> None:
    issuer = "Ủy ban nhân dân tỉnh Sông Lam"
    document = Document("d", "9105/QĐ-UBND", "", "Quyết định", issuer, None)
    question = Question("Q", "x", "?", "answer", gold=((Place("9105/QĐ-UBND"),),))
    assert made(question, "wrong_premise", (), document) is None


# Sets


def test_a_variant_is_its_original_but_for_the_wording() -> None:
    found = list(variants(ASKED, KINDS, 7, only("905/2025/NĐ-CP"), DECREE))
    assert [variant.kind for variant in found] == ["unaccented", "typos", "number_forms", "synonyms", *TRAPS]
    for variant in found:
        assert variant.original == "Q1"
        assert variant.question.id == f"Q1~{variant.kind}"
        assert variant.question.question != ASKED.question
        if variant.kind in WORDINGS:
            assert (variant.question.gold, variant.question.expect) == (ASKED.gold, ASKED.expect)
    assert set(NAMES) == set(KINDS)


def test_an_unknown_kind() -> None:
    with pytest.raises(Misconfigured, match=r"Không có cách đổi câu hỏi “shouted”. Có: unaccented"):
        list(variants(ASKED, ["typos", "shouted"], 7, only("")))


def of_documents(most: int) -> AnswerSet:
    """The first questions of the shipped set over the invented regulations."""
    chosen = tuple(question for question in SHIPPED.all() if question.corpus == "documents")[:most]
    return AnswerSet("few", 1, "Vài câu", {"dev": chosen}, frozenset(), "", SHIPPED.folder)


def test_what_the_corpus_knows(demo: Assistant) -> None:
    known = knows(demo.catalogue)
    assert [known(number) for number in ("9001/QĐ-BKNS", "9001", "9012/2021", "9019/2015/TT-BKNS")] == [True] * 4
    assert [known(number) for number in ("9011/QĐ-BKNS", "900", "9012/2020")] == [False] * 3


def test_the_document_that_a_gold_names(demo: Assistant) -> None:
    named = {q.id: gold_document(q, demo.catalogue) for q in of_documents(20).all()}
    assert (document := named["D01"]) is not None
    assert document.number == "9012/2021/TT-BKNS"
    assert named["D15"] is None


def test_a_trap_is_set_once(demo: Assistant) -> None:
    few = of_documents(60)
    found = stress_set(few, TRAPS, 7, lambda corpus: demo.catalogue)
    assert len({variant.question.question for variant in found}) == len(found)
    known = knows(demo.catalogue)
    for variant in found:
        if variant.kind == "distractor_number":
            assert not any(known(number.number) for number in find_numbers(variant.question.question))


def test_variants_of_invented_regulations_are_asked_and_graded(demo: Assistant) -> None:
    few = of_documents(5)
    found = stress_set(few, KINDS, 7, lambda corpus: demo.catalogue)
    assert {variant.original for variant in found} == {question.id for question in few.all()}
    stressed = as_answer_set(found, few, seed=7)
    assert stressed.name == "few-stress-7"
    assert stressed.sha256 != as_answer_set(found[1:], few, seed=7).sha256

    def rows(questions: Sequence[Question]) -> list[Row]:
        asked = []
        for question in questions:
            answer = demo.ask(question.question, question.history, question.as_of or TODAY).as_dict()
            graded = grade(question, answer, CatalogueSources(demo.catalogue))
            asked.append(Row(question.id, question.category, "dev", question.question, graded.values, graded.failures))
        return asked

    lost = drops(rows(few.all()), rows(stressed.all("dev")), "right")
    assert [drop.kind for drop in lost] == [kind for kind in KINDS if kind in {variant.kind for variant in found}]
    assert sum(drop.pairs for drop in lost) == len(found)
    assert all(0 <= drop.variant <= 1 for drop in lost)


# Drops


def rows_of(values: dict[str, float]) -> list[Row]:
    return [Row(id_, "content", "dev", "", {"right": value}) for id_, value in values.items()]


def test_a_drop_is_of_pairs() -> None:
    """Worked by hand: originals 1, 1, 0, 1 and their variants 1, 0, 0, 0 lose 0.75 − 0.25; E has no original."""
    base = rows_of({"A": 1, "B": 1, "C": 0, "D": 1, "F": 1})
    stressed = rows_of({"A~typos": 1, "B~typos": 0, "C~typos": 0, "D~typos": 0, "E~typos": 1})
    traps = rows_of({"A~wrong_premise": 0, "E~wrong_premise": 1})
    typos, premise = drops(base, [*stressed, *traps], "right")
    assert (typos.kind, typos.pairs, typos.base, typos.variant, typos.drop) == ("typos", 4, 0.75, 0.25, 0.5)
    assert typos.low <= 0.5 <= typos.high
    assert (premise.pairs, premise.base, premise.variant, premise.drop) == (2, None, 0.5, None)
    assert (premise.low, premise.high) == pytest.approx((0.0945, 0.9055), abs=1e-4)  # Wilson, one of two


def test_rows_without_the_measure_make_no_pair() -> None:
    base = [*rows_of({"A": 1}), Row("B", "content", "dev", "", {})]
    stressed = [*rows_of({"A~typos": 1, "B~typos": 0}), Row("A~synonyms", "content", "dev", "", {"answered": 1.0})]
    assert drops(base, stressed, "right") == [Drop("typos", 1, 1.0, 1.0, 0.0, 0.0, 0.0)]
    with pytest.raises(Misconfigured, match="Không có cặp câu gốc và câu biến đổi nào cùng có độ đo “nDCG@10”"):
        drops(base, stressed, "nDCG@10")


def test_the_table() -> None:
    table = as_table([Drop("typos", 4, 0.75, 0.25, 0.5, 0.0, 1.0), Drop("wrong_premise", 2, None, 0.5, None, 0.0, 1.0)])
    assert table == (
        "| cách biến đổi | câu | câu gốc | câu biến đổi | mức giảm (95 %) |\n"
        "|---|---|---|---|---|\n"
        "| lỗi gõ | 4 | 0.750 | 0.250 | +0.500 (+0.000 … +1.000) |\n"
        "| câu hỏi nêu sai về văn bản | 2 | – | 0.500 (0.000 … 1.000) | – |\n"
    )
