"""What may be tuned between search and refusal: one value of each ships, evaluation compares others with it."""

from __future__ import annotations

from dataclasses import dataclass

from index.types import DENSE


@dataclass(frozen=True)
class Tuning:
    """Chosen on development questions. A question is refused when it is likelier than `most_doubt` that nothing found
    answers; a further quotation is given when its chance is at least `near` times that of the best.
    """

    dense_weight: float = DENSE
    hits: int = 12  # entries whose units are compared
    most: int = 3  # quotations in an answer
    near: float = 0.1
    most_doubt: float = 0.55


SHIPPED = Tuning()
