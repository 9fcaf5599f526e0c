"""Validity on a date: every question of `eval/sets/validity` answered from the library that ships, none wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.evidence import Evidence
from corpus.add import sync_library
from corpus.catalogue import Catalogue
from corpus.digest import library_files
from corpus.references import find_references

SET = Path(__file__).resolve().parents[1] / "eval" / "sets" / "validity" / "questions.jsonl"
QUESTIONS: list[dict[str, Any]] = [json.loads(line) for line in SET.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    catalogue = Catalogue(tmp_path_factory.mktemp("validity") / "c.sqlite")
    sync_library(catalogue, library_files())
    yield catalogue
    catalogue.close()


def test_there_are_forty() -> None:
    assert len(QUESTIONS) >= 40
    assert sum(question["value"] == "unknown" for question in QUESTIONS) >= 5
    assert sum(bool(question["path"]) for question in QUESTIONS) >= 8


@pytest.mark.parametrize("question", QUESTIONS, ids=[question["id"] for question in QUESTIONS])
def test_a_status_on_a_day(question: dict[str, Any], shipped: Catalogue) -> None:
    (document,) = shipped.by_number(question["document"])
    path = find_references(question["path"])[0].path if question["path"] else ()
    evidence = Evidence(shipped, date.fromisoformat(question["as_of"]))
    status = evidence.status(document, path)
    assert status.value.value == question["value"]
    for name in ("since", "until"):
        if question[name]:
            assert getattr(status, name) == date.fromisoformat(question[name]), name
    numbers = [shipped.document(by).number if "|" in by else by for by in status.replaced_by]
    if question["value"] in {"ended", "partly_ended"}:
        assert numbers == question["replaced_by"]
    assert question["exception_contains"] in " ".join(status.exceptions)
