"""What binds documents and what happened to them, on the invented regulations."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.ask import Assistant
from assistant.evidence import Evidence
from assistant.life import chain_of, chains, events_of, name_of_chain
from assistant.relations import bonds_of

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def evidence(demo: Assistant) -> Evidence:
    return Evidence(demo.catalogue, TODAY)


def bonds(evidence: Evidence, number: str) -> list[tuple[str, str, str, bool]]:
    document = evidence.catalogue.by_number(number)[0]
    return [
        (bond.name, bond.number, str(bond.on or ""), bond.document is not None) for bond in bonds_of(document, evidence)
    ]


def test_bonds_of_a_framework(evidence: Evidence) -> None:
    assert bonds(evidence, "9002/QĐ-BKNS") == [
        ("Căn cứ vào", "9990/2017/NĐ-KNS", "2021-06-15", False),
        ("Thay thế", "9001/QĐ-BKNS", "2021-06-15", True),
        ("Bị bãi bỏ bởi", "9003/QĐ-BKNS", "2027-03-01", True),
        ("Là căn cứ của", "9105/QĐ-UBND", "2022-08-03", True),
        ("Là căn cứ của", "9105/QĐ-UBND", "2022-05-12", True),
    ]


def test_places_that_an_amendment_is_about(evidence: Evidence) -> None:
    (document,) = evidence.catalogue.by_number("9012/2021/TT-BKNS")
    (amended,) = [bond for bond in bonds_of(document, evidence) if bond.name == "Được sửa đổi, bổ sung bởi"]
    assert set(amended.places) == {
        "khoản 2 Điều 5",
        "Điều 5a",
        "điểm c khoản 1 Điều 4",
        "khoản 6 Điều 7",
        "khoản 4 Điều 6",
    }


@pytest.mark.parametrize(
    ("number", "events"),
    [
        (
            "9012/2021/TT-BKNS",
            [
                ("2021-09-10", "Ban hành"),
                ("2021-10-25", "Có hiệu lực"),
                ("2023-08-01", "Bị bãi bỏ bởi Thông tư số 9034/2023/TT-BKNS: điểm b khoản 1 Điều 7"),
                ("2023-08-01", "Được sửa đổi, bổ sung bởi Thông tư số 9034/2023/TT-BKNS: "),
            ],
        ),
        (
            "9001/QĐ-BKNS",
            [
                ("2018-03-30", "Ban hành"),
                ("2018-03-30", "Có hiệu lực"),
                ("2021-06-15", "Được thay thế bởi Quyết định số 9002/QĐ-BKNS"),
            ],
        ),
    ],
)
def test_events(evidence: Evidence, number: str, events: list[tuple[str, str]]) -> None:
    (document,) = evidence.catalogue.by_number(number)
    found = sorted((str(event.on), event.text) for event in events_of(document, evidence))
    assert len(found) == len(events)
    for (day, text), (expected_day, expected) in zip(found, sorted(events), strict=True):
        assert day == expected_day
        assert text.startswith(expected)


def test_a_chain_from_any_of_its_documents(evidence: Evidence) -> None:
    for number in ("9001/QĐ-BKNS", "9002/QĐ-BKNS", "9003/QĐ-BKNS"):
        (document,) = evidence.catalogue.by_number(number)
        spans = [(s.document.number, str(s.since), str(s.until)) for s in chain_of(document, evidence)]
        assert spans == [
            ("9001/QĐ-BKNS", "2018-03-30", "2021-06-15"),
            ("9002/QĐ-BKNS", "2021-06-15", "2027-03-01"),
            ("9003/QĐ-BKNS", "2027-03-01", "None"),
        ]
    assert name_of_chain(chains(evidence)[0]) == ("Quyết định số 9001/QĐ-BKNS → Quyết định số 9003/QĐ-BKNS (3 văn bản)")
