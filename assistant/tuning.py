"""What may be tuned between search and refusal: one value of each ships, evaluation compares others with it."""

from __future__ import annotations

from dataclasses import dataclass

from index.types import DENSE


@dataclass(frozen=True)
class Tuning:
    """`dense_weight` is the dense part's share of a fused score; the two `least_` figures decide whether there is
    enough evidence: the share of the question's weight that the best unit carries with its headings, and the cosine
    of the best unit. Measured on development questions.
    """

    dense_weight: float = DENSE
    hits: int = 8  # entries searched for
    most: int = 3  # quotations in an answer
    least_coverage: float = 0.5
    least_similarity: float = 0.82


SHIPPED = Tuning()
