"""Places asked for by number, over the invented regulations."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.ask import Assistant
from assistant.naming import name_of
from assistant.understand import understand
from corpus.references import find_references
from corpus.types import Document
from eval.lookups import Lookup, as_table, lookups


def test_every_form_finds_its_provision_and_no_other(demo: Assistant) -> None:
    found = lookups(demo.catalogue, 100, 3)
    assert len(found) == 100
    assert [(one.question, one.found) for one in found if not one.right] == []
    assert lookups(demo.catalogue, 100, 3) == found
    assert [one.question for one in found if demo.searcher.respelled(one.question) != one.question] == []


def test_each_provision_is_asked_for_once(demo: Assistant) -> None:
    found = [one.wanted for one in lookups(demo.catalogue, 250, 1)]
    assert len(set(found)) == len(found)


def test_the_table_names_what_was_not_found() -> None:
    table = as_table([Lookup("a", "1", ("1",)), Lookup("b", "2", ()), Lookup("c", "3", ("3", "4"))], "head")
    assert "1 of 3" in table
    assert "| b | 2 | – |" in table
    assert "| c | 3 | 3, 4 |" in table


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cho toi xem d.2 quyet dinh 2691/qd-ubnd", [("2691/QD-UBND", "2")]),
        ("d3 1595/qd-btttt", [("1595/QD-BTTTT", "3")]),
        ("d.4 cua nd 9/2020/nd-cp", [("9/2020/ND-CP", "4")]),
        ("Điều 4 Nghị quyết 66.7/2025", [("66.7/2025", "4")]),
        ("dieu 7 van ban hop nhat so 08/vbhn-btc", [("08/VBHN-BTC", "7")]),
        ("d 2 thang nua", []),
        ("điểm d 5 quyết định", []),
    ],
)
def test_forms_that_people_type(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(r.document, r.path[-1].label) for r in find_references(text) if r.path and r.document]
    assert found == expected


class Numbers:
    """A catalogue of three circulars with one number, which differ in year and issuer, and of numbers of other forms."""

    def documents(self) -> list[Document]:
        return [
            Document("a", "23/2010/TT-BKNS", "", "Thông tư", "Bộ Kết nối số", None),
            Document("b", "23/2018/TT-BKNS", "", "Thông tư", "Bộ Kết nối số", None),
            Document("c", "23/2018/TT-BMT", "", "Thông tư", "Bộ Mực tím", None),
            Document("d", "1425/BKNS-THH", "", "Công văn", "Bộ Kết nối số", None),
            Document("e", "20/2023/QH15", "", "Luật", "Quốc hội", None),
            Document("f", "57-NQ/TW", "", "Nghị quyết", "Bộ Chính trị", None),
        ]

    def by_number(self, number: str) -> list[Document]:
        return [d for d in self.documents() if d.number == number]

    def absent_numbers(self, start: str) -> list[str]:
        return []  # none of them names another

    def consolidating(self, number: str) -> list[Document]:
        return []

    def document(self, key: str) -> Document:
        return next(d for d in self.documents() if d.id == key)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Điều 4 Thông tư 23 năm 2010 của BKNS", ["23/2010/TT-BKNS"]),
        ("Điều 4 Thông tư 23/2018 của BMT", ["23/2018/TT-BMT"]),
        ("dieu 4 thong tu 23 nam 2018 cua bmt", ["23/2018/TT-BMT"]),
        ("Điều 4 Thông tư 23 năm 2010", ["23/2010/TT-BKNS"]),
        ("Điều 4 Thông tư 23/2018", ["?", "23/2018/TT-BKNS", "23/2018/TT-BMT"]),
        ("Điều 4 Thông tư 23/2018 của BTC", ["unknown 23/2018 của BTC"]),
        ("Công văn 1425 của BKNS", ["1425/BKNS-THH"]),
        ("Luật 20/2023 của QH", ["20/2023/QH15"]),
        ("Nghị quyết 57 của BCT", ["57-NQ/TW"]),
    ],
)
def test_a_number_in_part_with_year_or_issuer(question: str, found: list[str]) -> None:
    understood = understand(question, (), Numbers(), date(2026, 1, 1))  # type: ignore[arg-type]
    said = [document.number for document, _ in understood.targets] + [f"unknown {n}" for n in understood.unknown]
    said += ["?", *(document.number for document in understood.ambiguous)] if understood.ambiguous else []
    assert said == found
    assert all(name_of(document) for document, _ in understood.targets)
