"""How far a language model that judges agrees with people, on pairs that people labelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Literal

from corpus.errors import Misconfigured, NotFound
from eval.measures import interval
from eval.questions import SETS, STRICT

LABELS = SETS / "judge" / "labels.jsonl"
Verdict = Literal["yes", "no", "unread", "failed"]


@dataclass(frozen=True)
class Label:
    """A claim and its quotation, labelled by people; `fault` says what is wrong with one that is not supported."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    claim: str
    quotation: str
    supported: bool
    by: str
    source: str = ""
    fault: str = ""


@dataclass(frozen=True)
class Agreement:
    """The judge against the people `by` whom `pairs` were labelled; `read` got a verdict, the other counts are apart.

    `accuracy` is over those read, None over none, with Wilson's 95 % interval; `kappa` is None where not defined.
    """

    by: tuple[str, ...]
    pairs: int
    read: int
    unread: int
    failed: int
    accuracy: float | None
    low: float
    high: float
    kappa: float | None


@lru_cache(maxsize=1)
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Label)


def read_labels(path: Path) -> list[Label]:
    """The labelled pairs of a JSON Lines file; Misconfigured for a line that is none, or when there are none."""
    from pydantic import ValidationError

    if not path.exists():
        raise NotFound(f"Không thấy tệp nhãn “{path}”: mô hình chấm phải được đối chiếu với nhãn của người trước.")
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        try:
            found += [_adapter().validate_json(line)] if line.strip() else []
        except ValidationError as error:
            raise Misconfigured(
                f"Dòng {number} của “{path}” không phải một cặp có nhãn: {error.errors()[0]['msg']}. "
                "Mỗi dòng cần claim, quotation, supported và by."
            ) from error
    if not found:
        raise Misconfigured(f"Tệp nhãn “{path}” không có cặp nào.")
    return found


def agreement(pairs: Sequence[Label], verdicts: Sequence[Verdict]) -> Agreement:
    """How far verdicts agree with the labels of the same pairs."""
    read = [(p.supported, verdict == "yes") for p, verdict in zip(pairs, verdicts, strict=True) if is_read(verdict)]
    right = [float(person == model) for person, model in read]
    low, high = interval(right)
    return Agreement(
        by=tuple(sorted({pair.by for pair in pairs})),
        pairs=len(pairs),
        read=len(read),
        unread=verdicts.count("unread"),
        failed=verdicts.count("failed"),
        accuracy=sum(right) / len(right) if right else None,
        low=low,
        high=high,
        kappa=kappa(read),
    )


def kappa(pairs: Sequence[tuple[bool, bool]]) -> float | None:
    """Cohen's kappa of two raters: (p_o - p_e) / (1 - p_e), None where p_e is 1 (Cohen 1960).

    p_o is the share of pairs on which they agree; p_e the share on which they would by chance: the sum over both
    values of the product of the shares in which each rater gives it.
    """
    count = len(pairs)
    agreed = sum(a == b for a, b in pairs)
    first, second = sum(a for a, _ in pairs), sum(b for _, b in pairs)
    chance = first * second + (count - first) * (count - second)  # p_e, times count squared: whole numbers
    return (agreed * count - chance) / (count * count - chance) if count * count != chance else None


def is_read(verdict: Verdict) -> bool:
    """Whether a reply was one of the two words."""
    return verdict in ("yes", "no")
