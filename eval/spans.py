"""Whether answers hold the few words that a labelled set gives as the answer, and how much they quote to do so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from assistant.ask import Assistant
from eval.datasets import Dataset
from eval.laws import Laws
from eval.measures import interval
from eval.texts import states


@dataclass(frozen=True)
class Held:
    """One question: whether it was answered, whether the answer holds the words, in the right article; characters."""

    split: str
    answered: bool
    holds: bool
    right_article: bool
    quoted: int


def ask_all(dataset: Dataset, spans: dict[str, str], splits: dict[str, str], laws: Laws) -> Iterator[Held]:
    """Every question of a set that has such words, asked of the assistant over the set's laws."""
    assistant = Assistant.open(laws.settings)
    for key, words in spans.items():
        answer = assistant.ask(dataset.questions[key])
        said = "\n".join(claim.text for claim in answer.claims)
        cited = {laws.article_of(citation.quote.provision) for citation in answer.citations}
        yield Held(
            split=splits.get(key, "dev"),
            answered=answer.kind == "answer",
            holds=states(words, said),
            right_article=bool(cited & dataset.qrels[key]),
            quoted=len(said),
        )


def as_table(held: list[Held]) -> str:
    """A row a split; shares with Wilson's 95 % intervals over all its questions, unanswered ones included."""
    rows = [
        "| | questions | answered | words held | article cited | characters quoted, median |",
        "|---|---|---|---|---|---|",
    ]
    for split in ("dev", "test"):
        of = [one for one in held if one.split == split]
        if not of:
            continue
        cells = []
        for name in ("answered", "holds", "right_article"):
            values = [float(getattr(one, name)) for one in of]
            low, high = interval(values)
            cells.append(f"{np.mean(values):.3f} ({low:.3f}–{high:.3f})")
        quoted = [one.quoted for one in of if one.answered]
        median = f"{np.median(quoted):.0f}" if quoted else "–"
        rows.append(f"| {split} | {len(of)} | {' | '.join(cells)} | {median} |")
    return "\n".join(rows) + "\n"
