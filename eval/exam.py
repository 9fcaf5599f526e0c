"""Exam questions with a key: statements to be called right or wrong, and questions with four options.

A statement counts as decided only where the answer begins with a yes or a no. Of options the one is taken whose words
the answer has most of, by rarity: the assistant itself is not shown them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.ask import Assistant
from assistant.question import content_words
from assistant.types import Answer
from corpus.accents import without_accents
from eval.laws import Laws
from eval.measures import interval

YES, NO = {"Đúng.", "Có."}, {"Không đúng.", "Không."}
ASKS_TO_JUDGE = re.compile(r"(?:dung|phai|khong|sai)\W*$")
ALL_OF_THEM = re.compile(r"^(?:tat ca|ca (?:\d|hai|ba|bon|[a-d]\b))|deu dung$")
ALIKE = 0.9  # of the best option's share: options that an “all of them” may stand for


@dataclass(frozen=True)
class Marked:
    """One question: of which form and split, whether the assistant took a side, and whether that was right."""

    form: str
    split: str
    answered: bool
    decided: bool
    right: bool


def sit(rows: Sequence[Mapping[str, Any]], splits: Mapping[str, str], laws: Laws) -> Iterator[Marked]:
    """Each question of a set that has a key, asked of the assistant over the set's laws."""
    assistant = Assistant.open(laws.settings)
    for row in rows:
        form, key = row.get("answer_type"), row["answer"]
        if form == "yes_no":
            asked = (
                row["text"] if ASKS_TO_JUDGE.search(without_accents(row["text"])) else f"{row['text']}, đúng hay sai?"
            )
            answer = assistant.ask(asked)
            said = judged(answer)
            taken = None if said is None else "Đúng" if said else "Sai"
        elif form == "mcq":
            answer = assistant.ask(row["text"])
            taken = chosen(answer, row["choices"], assistant)
        else:
            continue
        yield Marked(form, splits.get(row["id"], "dev"), answer.kind == "answer", taken is not None, taken == key)


def judged(answer: Answer) -> bool | None:
    """Whether an answer begins with yes or no; None when it takes no side."""
    first = answer.claims[0].text if answer.claims else ""
    return True if first in YES else False if first in NO else None


def chosen(answer: Answer, options: Mapping[str, str], assistant: Assistant) -> str | None:
    """The option whose words the answer has most of; None when it has none of any."""
    said = set(content_words("\n".join(claim.text for claim in answer.claims)))
    shares = {}
    for letter, option in options.items():
        weights = {word: assistant.searcher.rarity(word) for word in content_words(option)}
        total = sum(weights.values())
        shares[letter] = sum(weights[word] for word in weights if word in said) / total if total else 0.0
    every = [letter for letter, option in options.items() if ALL_OF_THEM.search(without_accents(option).strip(" ."))]
    single = {letter: share for letter, share in shares.items() if letter not in every}
    if not single or max(single.values()) == 0.0:
        return None
    best = max(single, key=lambda letter: single[letter])
    alike = [letter for letter, share in single.items() if share >= ALIKE * single[best]]
    return every[0] if every and len(alike) > 1 else best


def as_table(marked: Sequence[Marked]) -> str:
    """A row for each form and split; shares with Wilson's 95 % intervals."""
    names = {"yes_no": "right or wrong", "mcq": "four options"}
    rows = ["| | questions | answered | took a side | right of those | right of all |", "|---|---|---|---|---|---|"]
    for form, name in names.items():
        for split in ("dev", "test"):
            of = [one for one in marked if (one.form, one.split) == (form, split)]
            if not of:
                continue
            sided = [one for one in of if one.decided]
            cells = [
                _share([one.answered for one in of]),
                _share([one.decided for one in of]),
                _share([one.right for one in sided]),
                _share([one.right for one in of]),
            ]
            rows.append(f"| {name}, {split} | {len(of)} | {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def _share(values: Sequence[bool]) -> str:
    if not values:
        return "–"
    low, high = interval([float(value) for value in values])
    return f"{np.mean(values):.3f} ({low:.3f}–{high:.3f})"
