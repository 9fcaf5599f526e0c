from datetime import date

import pytest

from corpus.types import Document, Level, Relation, RelationKind, StatusFact, StatusValue, Step
from corpus.validity import amended_by, replacement_chain, status, status_text

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


def test_a_document_can_end_before_it_takes_effect() -> None:
    late = Document("late", "9/QĐ-A", "", "Quyết định", "A", date(2026, 1, 1), date(2026, 7, 1))
    repeal = relation(RelationKind.REPEALS, "new", date(2026, 5, 1))
    found = [status(late, date(2026, month, 1), [repeal]).value.value for month in (4, 5, 8)]
    assert found == ["not_yet", "ended", "ended"]


def test_a_fact_without_a_day_does_not_begin_before_the_document() -> None:
    fact = StatusFact("old", StatusValue.UNKNOWN, None, note="chưa xác minh")
    assert status(OLD, date(2020, 5, 24), [], [fact]).value is StatusValue.NOT_YET
    assert status(OLD, date(2020, 5, 25), [], [fact]).value is StatusValue.UNKNOWN


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2025-12-31", "còn hiệu lực, sẽ hết hiệu lực từ 01/01/2026"),
        ("2026-02-01", "đã hết hiệu lực từ 01/01/2026 (theo chính Điều 9)"),
        ("2026-06-01", "đã hết hiệu lực từ 01/01/2026 (theo chính Điều 9)"),
    ],
)
def test_the_first_of_several_ends_counts(day: str, text: str) -> None:
    term = StatusFact("old", StatusValue.ENDED, date(2026, 1, 1), stated_by="old#article:9", note="theo chính Điều 9")
    replaced = relation(RelationKind.REPLACES, "new", date(2026, 5, 1))
    found = status(OLD, date.fromisoformat(day), [replaced], [term])
    assert status_text(found, date.fromisoformat(day), str) == text


def test_a_coming_repeal_is_not_called_a_replacement() -> None:
    found = status(OLD, date(2025, 1, 1), [relation(RelationKind.REPEALS, "new")], sources=SOURCES)
    assert status_text(found, date(2025, 1, 1), str) == "còn hiệu lực, sẽ hết hiệu lực từ 22/10/2025 do new bãi bỏ"


def test_two_acts_of_one_day_are_both_reasons() -> None:
    day = date(2026, 5, 1)
    found = status(OLD, day, [relation(RelationKind.REPEALS, "cut", day), relation(RelationKind.REPLACES, "new", day)])
    assert (found.how, found.replaced_by) == ("thay thế", ("new", "cut"))
    assert found.because == ("new#article:1", "cut#article:1")


def test_a_fact_of_an_end_without_a_day_gives_way_to_a_dated_one() -> None:
    fact = StatusFact("old", StatusValue.ENDED, None, note="ngừng áp dụng")
    assert status(OLD, date(2026, 1, 1), [WHOLLY], [fact], SOURCES).since == date(2025, 10, 22)
    assert status(OLD, date(2025, 1, 1), [], [fact]).value is StatusValue.ENDED


def test_amendments_by_the_day_they_hold() -> None:
    early = relation(RelationKind.AMENDS, "cut", article="5")
    late = relation(RelationKind.AMENDS, "new")
    undated = relation(RelationKind.AMENDS, "elsewhere")
    found = {
        day: [r.source for r in amended_by([late, undated, early, WHOLLY], date.fromisoformat(day), SOURCES)]
        for day in ("2025-08-18", "2025-08-19", "2025-10-22")
    }
    assert found == {
        "2025-08-18": ["elsewhere"],
        "2025-08-19": ["cut", "elsewhere"],
        "2025-10-22": ["cut", "new", "elsewhere"],
    }


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
