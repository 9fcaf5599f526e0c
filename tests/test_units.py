"""What an answer can be made of: whole clauses, points with their introduction, and nothing cut in a sentence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from functools import partial

import numpy as np
import pytest

from assistant.ask import Assistant
from assistant.evidence import Evidence
from assistant.features import LOOKED_AT, OF_NONE, OF_UNIT, WEIGHT, Asked, figures_of_none, units_and_figures
from assistant.scorer import look_again
from assistant.select import select
from assistant.tuning import SHIPPED
from assistant.units import RUN, Form, narrower, units_of, whole_list
from index.embed import BundledEmbeddings
from index.passages import runs_of
from index.search import Compared, Searcher
from index.types import Hit

TODAY = date(2026, 11, 23)
FILE = "9058/2022/TT-BKNS"


def entry(demo: Assistant, article: str) -> str:
    (document,) = demo.catalogue.by_number(FILE)
    return f"{document.id}#article:{article}"


def test_a_short_list_is_whole(demo: Assistant) -> None:
    evidence = Evidence(demo.catalogue, TODAY)
    provision = evidence.provision(entry(demo, "6"))
    assert provision is not None
    units = units_of(provision, evidence)
    assert [(unit.form, unit.text.partition(".")[0]) for unit in units] == [
        (Form.WHOLE, "Điều 6"),
        (Form.LIST, "1"),
        (Form.CLAUSE, "2"),
    ]
    listed = units[1]
    assert listed.text.endswith("e) Danh sách người vận hành kèm chứng nhận.")
    assert [item.text.partition(")")[0] for item in narrower(listed, evidence)] == list("abcdđe")
    assert units[0].overlaps(listed)
    assert not listed.overlaps(units[2])


def test_an_item_of_a_long_list_goes_with_the_words_that_introduce_it(
    demo: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.units.WHOLE", 200)
    evidence = Evidence(demo.catalogue, TODAY)
    provision = evidence.provision(entry(demo, "6"))
    assert provision is not None
    points = [unit for unit in units_of(provision, evidence) if unit.form is Form.POINT]
    assert len(points) == 6
    assert points[3].text == "1. Hồ sơ đề xuất gồm:\nd) Phương án bảo đảm an toàn;"
    assert not points[3].overlaps(points[2])
    assert whole_list(points[3], evidence).text.endswith("e) Danh sách người vận hành kèm chứng nhận.")


def test_every_unit_is_whole_sentences_of_the_text(demo: Assistant) -> None:
    """Every unit is made of verbatim quotations, which begin and end where a line or a sentence does."""
    evidence = Evidence(demo.catalogue, TODAY)
    seen = 0
    for document in demo.catalogue.documents():
        copy = evidence.best_copy(document)
        for provision in demo.catalogue.provisions(copy):
            if not demo.searcher.holds(provision.id):
                continue
            units = units_of(provision, evidence)
            assert units, provision.id
            for unit in units:
                seen += 1
                for quote in unit.quotes:
                    assert copy.text[quote.start : quote.end] == quote.text
                    before, after = copy.text[: quote.start], copy.text[quote.end :]
                    assert not before.strip() or before.rstrip(" ").endswith(("\n", ".", "?", "!", "…", "#"))
                    assert not after.strip() or after.startswith(("\n", " ", ".")) or quote.text[-1] in ".;:?!"
    assert seen > 100


def test_the_figures_of_a_question_by_hand(demo: Assistant) -> None:
    question = "Hồ sơ đề xuất cấp độ gồm những gì"
    rarity = {"hồ": 1.0, "sơ": 1.0, "đề": 2.0, "xuất": 2.0, "cấp": 1.0, "độ": 1.0, "hồ sơ": 3.0}
    asked = Asked.read(question, question, lambda word: rarity.get(word, 0.0))
    assert asked.listing
    assert set(asked.weights) == set(rarity)
    assert asked.unknown == 1 / 7  # “gồm” is nowhere; “những” and “gì” only ask
    hits = [Hit(entry(demo, "6"), 0.9, (("dense", 0.85),))]
    units, rows = units_and_figures(asked, hits, Evidence(demo.catalogue, TODAY), lambda word: rarity.get(word, 0.0))
    first = next(place for place, unit in enumerate(units) if unit.form is Form.LIST)
    figures = dict(zip(OF_UNIT, rows[first], strict=True))
    assert figures["first"] == 1.0
    assert figures["near"] == 0.85
    assert figures["own"] == 1.0
    assert figures["own_pairs"] == 1.0
    assert figures["around"] == 1.0
    assert figures["missing"] == 0.0
    assert figures["list"] == figures["items"] == 1.0
    assert figures["own_weight"] == figures["around_weight"] == 8 / WEIGHT
    assert figures["pairs_weight"] == 3 / WEIGHT
    assert figures["precision"] == 1.0  # of the words that weigh anything here
    two = [hits[0], Hit(entry(demo, "5"), 0.6, (("dense", 0.8),))]
    none = dict(zip(OF_NONE, figures_of_none(asked, rows, two, named=True), strict=True))
    assert none["none"] == none["named"] == none["around"] == 1.0
    assert none["asked_weight"] == 8 / WEIGHT
    assert none["asked_words"] == pytest.approx(math.log(7))
    assert none["ahead"] == none["far_ahead"] == pytest.approx(0.3)
    assert none["alike"] == none["stands_out"] == none["likest_first"] == 0.0  # no unit has been looked at again


def test_the_best_units_are_looked_at_again(demo: Assistant) -> None:
    question = "Hồ sơ đề xuất cấp độ gồm những gì"
    asked = Asked.read(question, question, demo.searcher.rarity)
    evidence = Evidence(demo.catalogue, TODAY)
    hits = demo.searcher.search(question, 12)
    units, rows = units_and_figures(asked, hits, evidence, demo.searcher.rarity)
    read: list[str] = []

    def compared(texts: Sequence[str]) -> Compared:
        read.extend(texts)
        return Compared([0.95, *(0.85 for _ in texts[1:])])

    looked = look_again(units, rows, compared)
    again = looked.rows
    assert not looked.with_states
    assert len(units) > LOOKED_AT == len(read)
    alike = again[:, OF_UNIT.index("alike")]
    assert sorted(alike)[-1] == 0.95
    assert sorted(alike)[-2] == min(alike) == 0.85  # those not looked at count as the least alike
    assert (np.delete(again, OF_UNIT.index("alike"), 1) == np.delete(rows, OF_UNIT.index("alike"), 1)).all()


def test_what_looks_like_an_answer_counts(demo: Assistant) -> None:
    question = "Hồ sơ đề xuất cấp độ gồm những gì"
    asked = Asked.read(question, question, demo.searcher.rarity)
    evidence = Evidence(demo.catalogue, TODAY)
    hits = demo.searcher.search(question, 12)
    units, rows = units_and_figures(asked, hits, evidence, demo.searcher.rarity)
    looked = look_again(units, rows, partial(demo.searcher.compared, question))
    column = looked.rows[:, OF_UNIT.index("interaction")]
    assert looked.with_states
    assert len(looked.places) == LOOKED_AT < len(units)
    others = np.delete(column, looked.places)
    assert (others == column[looked.places].min()).all()
    none = dict(zip(OF_NONE, figures_of_none(asked, looked.rows, hits, named=False), strict=True))
    assert none["interaction"] == max(column.max(), 0.0)
    assert none["answers_most"] == pytest.approx(column.max() - column[looked.places].mean(), abs=1e-6)


def test_texts_are_read_beside_a_question(demo: Assistant) -> None:
    texts = ["Hồ sơ đề xuất cấp độ gồm tài liệu thuyết minh.", "Con voi đi học.", "Con voi đi học."]
    question = "Hồ sơ đề xuất cấp độ gồm những gì?"
    first = demo.searcher.compared(question, texts)
    assert first.near == ()
    assert first.question is not None
    assert first.question.shape[1] == first.texts[0].shape[1] == 384
    assert (first.texts[1] == first.texts[2]).all()
    again = demo.searcher.compared(question, texts)  # from what was kept
    assert all((one == other).all() for one, other in zip(again.texts, first.texts, strict=True))


class Silent(BundledEmbeddings):
    """The bundled model as one that does not show what it makes of single pieces."""

    def states(self, texts: Sequence[str], prefix: str) -> None:
        """None."""


def test_texts_are_near_a_question_where_no_states_are_shown(demo: Assistant) -> None:
    texts = ["Hồ sơ đề xuất cấp độ gồm tài liệu thuyết minh.", "Con voi đi học.", "Con voi đi học."]
    searcher = Searcher.open(demo.settings.index, Silent())
    read = searcher.compared("Hồ sơ đề xuất cấp độ gồm những gì?", texts)
    assert read.question is None
    assert read.texts == ()
    assert read.near[0] > read.near[1] == read.near[2]
    assert searcher.compared("Con voi nào đi học?", texts).near[1] > read.near[1]  # from what was kept


def test_a_unit_is_as_near_as_the_passage_that_holds_it(demo: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.passages.PASSAGE", 60)
    found = demo.catalogue.provision(entry(demo, "6"))
    assert found is not None
    text = Evidence(demo.catalogue, TODAY).copy_of(found).text[found.start : found.extent]
    passages = [run.words for run in runs_of(text)]
    (of_point,) = (number for number, words in enumerate(passages) if "c)" in words)
    (of_clause,) = (number for number, words in enumerate(passages) if words.startswith("2."))
    assert 0 < of_point < of_clause
    asked = Asked.read("Hồ sơ gồm những gì", "Hồ sơ gồm những gì", lambda _: 1.0)

    def near(*passages: tuple[int, float]) -> dict[str, float]:
        hit = Hit(found.id, 0.9, (("dense", 0.8),), passages)
        units, rows = units_and_figures(asked, [hit], Evidence(demo.catalogue, TODAY), lambda _: 1.0)
        return {unit.text[:2]: row[OF_UNIT.index("passage")] for unit, row in zip(units, rows, strict=True)}

    assert near((of_point, 0.8), (of_clause, 0.3)) == {"Đi": 0.8, "1.": 0.8, "2.": 0.3}
    assert near((of_point, 0.8)) == {"Đi": 0.8, "1.": 0.8, "2.": 0.0}


def test_nothing_found_is_certain_doubt(demo: Assistant) -> None:
    asked = Asked.read("thẻ kho", "thẻ kho", lambda _: 1.0)
    selection = select(
        asked, [], Evidence(demo.catalogue, TODAY), lambda _: 1.0, lambda _: Compared([]), False, SHIPPED
    )
    assert selection.chosen == selection.nearest == ()
    assert selection.doubt == 1.0


def test_no_text_without_clauses_is_quoted_beyond_measure(demo: Assistant) -> None:
    evidence = Evidence(demo.catalogue, TODAY)
    for document in demo.catalogue.documents():
        for provision in demo.catalogue.provisions(evidence.best_copy(document)):
            if demo.searcher.holds(provision.id):
                for unit in units_of(provision, evidence):
                    assert unit.form is not Form.TEXT or len(unit.text) <= 3 * RUN
