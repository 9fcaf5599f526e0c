"""Whose duty a clause tells of: the heading that names the body, quoted where who is asked and the clause does not say."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.ask import Assistant
from assistant.bearer import asks_who, with_bearers
from assistant.evidence import Evidence
from assistant.units import Form, Unit
from corpus.types import Level, Provision


@pytest.fixture(scope="module")
def evidence(demo: Assistant) -> Evidence:
    return Evidence(demo.catalogue, date(2024, 6, 1))


def article(demo: Assistant, heading: str) -> Provision:
    copies = [demo.catalogue.best_copy(document.id) for document in demo.catalogue.documents()]
    return next(p for copy in copies for p in demo.catalogue.provisions(copy) if p.heading == heading)


def clauses(evidence: Evidence, entry: Provision) -> list[Unit]:
    inside = [p for p in evidence.inside(entry) if p.path[-1].level is Level.CLAUSE]
    return [Unit((evidence.quote(clause),), entry.id, Form.CLAUSE) for clause in inside]


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("Ai tạm dừng trợ lý ảo?", True),
        ("Đơn vị nào phê duyệt thiết kế?", True),
        ("Mất thẻ thì báo lên đâu?", True),
        ("nop ho so o dau", True),
        ("bo phan nao tiep nhan ho so", True),
        ("Hệ thống AI phải đáp ứng điều kiện gì?", False),
        ("Thông tư số nào quy định việc này?", False),
        ("Áp dụng bản nào?", False),
        ("Trách nhiệm bồi thường đến đâu?", False),
        ("Thời hạn là bao lâu?", False),
    ],
)
def test_who_is_asked(question: str, who: bool) -> None:
    assert asks_who(question) is who


def test_the_heading_stands_above_the_first_of_its_clauses(demo: Assistant, evidence: Evidence) -> None:
    units = clauses(evidence, article(demo, "Trách nhiệm của Ủy ban nhân dân cấp xã"))
    told = list(with_bearers([("", unit) for unit in units], {""}, evidence))
    assert [len(unit.quotes) for _, unit in told] == [2, 1, 1]
    assert told[0][1].text.startswith("Điều 5. Trách nhiệm của Ủy ban nhân dân cấp xã\n1. Phân công công chức")
    assert [unit for _, unit in told[1:]] == units[1:]


def test_only_a_part_that_asks_who_has_it(demo: Assistant, evidence: Evidence) -> None:
    unit, *_ = clauses(evidence, article(demo, "Trách nhiệm của Ủy ban nhân dân cấp xã"))
    told = list(with_bearers([("ai làm", unit), ("bao lâu", unit)], {"ai làm"}, evidence))
    assert [len(unit.quotes) for _, unit in told] == [2, 1]


def test_what_names_the_body_itself_or_has_another_heading_stays(demo: Assistant, evidence: Evidence) -> None:
    whole = article(demo, "Trách nhiệm của Ủy ban nhân dân cấp xã")
    with_its_heading = Unit((evidence.quote(whole),), whole.id, Form.WHOLE)
    other = clauses(evidence, article(demo, "Thời hạn xử lý phản ánh, kiến nghị"))[0]
    for unit in (with_its_heading, other):
        assert list(with_bearers([("", unit)], {""}, evidence)) == [("", unit)]
