"""Slips put right by a small index of invented sentences."""

import numpy as np
import pytest

from index.lexical import LexicalIndex, Terms
from index.postings import Postings
from index.spelling import respelled
from index.tokens import tokens

TEXTS = [
    "Hồ sơ đề nghị cấp giấy phép xây dựng được nộp trực tuyến",
    "Thời hạn giải quyết hồ sơ đề nghị cấp giấy phép là mười lăm ngày",
    "Cơ quan nhà nước ban hành quyết định về kiến trúc chính phủ điện tử",
    "Quyết định về kiến trúc chính phủ điện tử có hiệu lực từ ngày ký",
    "Phản ánh của người dân được trả lời đúng thời hạn",
    "Phản ánh của người dân về cấp giấy phép",
    "Phụ lục vi kiến trúc, phụ lục vi kiến trúc, giấy phép áp dụng xây dựng, chương ii quyết định",
    "Phụ lục vi kiến trúc, chương ii quyết định, mười ba ngày ký",
]


@pytest.fixture(scope="module")
def index() -> LexicalIndex:
    postings = Postings.build([[], [], tokens(text)] for text in TEXTS)
    return LexicalIndex([Terms(postings, Postings.build([[], [], []] for _ in TEXTS), None)])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hồ sơ đề nghịi cấp giấy phép", "hồ sơ đề nghị cấp giấy phép"),  # a letter too many
        ("hồ sơ đề ngị cấp giấy phép", "hồ sơ đề nghị cấp giấy phép"),  # one left out
        ("kiến trúc chính phủ điệnt ử", "kiến trúc chính phủ điện ử"),  # "ử" may be a word: it stays
        ("kiến trúc chníh phủ điện tử", "kiến trúc chính phủ điện tử"),  # swapped
        ("Kiến trúc chính phũ điện tử?", "Kiến trúc chính phủ điện tử?"),  # hỏi and ngã
        ("kieesn trucs chính phủ", "kiến trúc chính phủ"),  # Telex off
        ("Quyeets ddinhj về kiến trúc", "Quyết định về kiến trúc"),
        ("phan anh cuua nguoi dan", "phan anh cua nguoi dan"),  # without diacritics
        ("ho so de ngih cap giay phep", "ho so de nghi cap giay phep"),
    ],
)
def test_slips_are_put_right(index: LexicalIndex, typed: str, meant: str) -> None:
    assert respelled(typed, index.frequencies) == meant


@pytest.mark.parametrize(
    "question",
    [
        "",
        "?",
        "Hồ sơ đề nghị cấp giấy phép",
        "ho so de nghi cap giay phep",
        "Nuôi bò cần giấy phép gì?",  # "bò" is not here, and is a word
        "Thủ đô của Pháp là gì?",
        "Quyết định 9047/QĐ-BTTTT về kiến trúc",
        "khoản 2 Điều 5",
        "UBND cấp giấy phép",
        "d4 qd 9047 ve kien truc",
        "blockchain và kiến trúc chính phủ điện tử",
        "Kiến trúc   Chính phủ điện tử",
        "phản ánh cau nguoi dan",
        "phan anh cau nguoi dan",  # may be a word
        "phụ lục iv kiến trúc chính phủ",
        "chương vii quyết định về kiến trúc",
        "điểm bb cấp giấy phép",
        "giấy phép app xây dựng",
        "mười hai ngày ký",
        "muoi lam ngay ky",
    ],
)
def test_what_is_no_slip_stays(index: LexicalIndex, question: str) -> None:
    assert respelled(question, index.frequencies) == question


def test_words_of_removed_entries_speak_for_nothing() -> None:
    postings = Postings.build([[], [], tokens(text)] for text in TEXTS)
    nothing = Postings.build([[], [], []] for _ in TEXTS)
    gone = LexicalIndex([Terms(postings, nothing, np.zeros(len(TEXTS), bool))])
    assert respelled("kieesn trucs chính phủ", gone.frequencies) == "kieesn trucs chính phủ"


def test_an_index_of_nothing_changes_nothing() -> None:
    assert respelled("kieesn truc", LexicalIndex([]).frequencies) == "kieesn truc"
