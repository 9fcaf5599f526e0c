from datetime import date

import pytest

from corpus.types import Document, Level, Relation, RelationKind, StatusFact, StatusValue, Step
from corpus.validity import replacement_chain, status, status_text

OLD = Document("old", "47/2020/NĐ-CP", "", "Nghị định", "Chính phủ", date(2020, 4, 9), date(2020, 5, 25), "article:56")
CUT = Document("cut", "194/2025/NĐ-CP", "", "Nghị định", "Chính phủ", date(2025, 7, 3), date(2025, 8, 19))
NEW = Document("new", "278/2025/NĐ-CP", "", "Nghị định", "Chính phủ", date(2025, 10, 22), date(2025, 10, 22))
SOURCES = {"cut": CUT, "new": NEW}


def relation(kind: RelationKind, source: str, on: date | None = None, article: str = "", except_: str = "") -> Relation:
    path = (Step(Level.ARTICLE, article),) if article else ()
    return Relation(
        f"{source}{article}", kind, source, "old", OLD.number, None, path, on, f"{source}#article:1", except_
    )


PARTLY = relation(RelationKind.REPEALS, "cut", None, "17")
WHOLLY = relation(RelationKind.REPLACES, "new", None, except_="trừ trường hợp quy định tại Điều 91")


@pytest.mark.parametrize(
    ("day", "value", "text"),
    [
        ("2020-05-24", "not_yet", "chưa có hiệu lực, có hiệu lực từ 25/5/2020"),
        ("2020-05-25", "in_force", "còn hiệu lực, sẽ hết hiệu lực từ 22/10/2025 do new thay thế"),
        ("2025-08-18", "in_force", "còn hiệu lực, sẽ hết hiệu lực từ 22/10/2025 do new thay thế"),
        ("2025-08-19", "partly_ended", "hết hiệu lực một phần từ 19/8/2025 theo cut: Điều 17"),
        ("2025-10-21", "partly_ended", "hết hiệu lực một phần từ 19/8/2025 theo cut: Điều 17"),
        (
            "2025-10-22",
            "ended",
            "đã hết hiệu lực từ 22/10/2025, được thay thế bởi new, trừ trường hợp quy định tại Điều 91",
        ),
    ],
)
def test_cut_in_part_then_replaced(day: str, value: str, text: str) -> None:
    found = status(OLD, date.fromisoformat(day), [WHOLLY, PARTLY], sources=SOURCES)
    assert found.value == value
    assert status_text(found, date.fromisoformat(day), lambda name: name) == text


def test_unknown_stays_unknown() -> None:
    no_effect_date = Document("x", "1/QĐ-X", "", "Quyết định", "X", date(2020, 1, 1))
    assert status(no_effect_date, date(2021, 1, 1), []).value is StatusValue.UNKNOWN
    assert status(no_effect_date, date(2019, 1, 1), []).value is StatusValue.NOT_YET


def test_a_known_end_ends_even_what_has_no_known_beginning() -> None:
    no_effect_date = Document("x", "1/QĐ-X", "", "Quyết định", "X", None)
    ended = status(no_effect_date, date(2026, 1, 1), [WHOLLY], sources=SOURCES)
    assert (ended.value, ended.since) == (StatusValue.ENDED, date(2025, 10, 22))


def test_a_sourced_fact_holds_from_its_own_day() -> None:
    document = Document("d", "292/QĐ-BKHCN", "", "Quyết định", "Bộ", date(2025, 3, 25), date(2025, 3, 25))
    fact = StatusFact("d", StatusValue.UNKNOWN, date(2026, 7, 29), stated_by="d#section:I.5", note="không nêu bãi bỏ")
    assert status(document, date(2026, 7, 28), [], [fact]).value is StatusValue.IN_FORCE
    after = status(document, date(2026, 7, 29), [], [fact])
    assert (after.value, after.because) == (StatusValue.UNKNOWN, ("d#section:I.5",))


def test_a_later_day_than_the_corpus_knows_is_said() -> None:
    found = status(OLD, date(2021, 1, 1), [], checked_on=date(2020, 12, 31))
    assert status_text(found, date(2021, 1, 1), str) == "còn hiệu lực (theo kho cập nhật đến 31/12/2020)"


def test_an_amendment_ends_nothing() -> None:
    assert status(OLD, date(2026, 1, 1), [relation(RelationKind.AMENDS, "new")], sources=SOURCES).value == "in_force"


def test_the_chain_follows_replacements_and_stops_in_a_circle() -> None:
    links = {"a": [("b", 2020)], "b": [("c", 2022), ("d", 2025)], "c": [("a", 2023)]}

    def incoming(name: str) -> list[Relation]:
        return [
            Relation(f"{s}>{name}", RelationKind.REPLACES, s, name, name, on=date(year, 1, 1))
            for s, year in links.get(name, [])
        ]

    assert [link.source for link in replacement_chain("a", incoming)] == ["b", "c"]
