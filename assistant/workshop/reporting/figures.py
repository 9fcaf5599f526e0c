"""Figures of classical test theory for an item: how hard it was, and how well it tells those who know."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import correlation

DIGITS = 6
FEWEST = 10  # participants below which a correlation of their points is chance


def difficulty(points: Sequence[float]) -> float | None:
    """The share of the points that could be reached, in [0, 1]: the higher, the easier. None without answers.

    For items marked with 0 or 1 it is the p-value of classical test theory, the share of right answers (Crocker and
    Algina, Introduction to Classical and Modern Test Theory, 1986, chapter 14); with parts of points the mean.
    """
    return sum(points) / len(points) if points else None


def discrimination(points: Sequence[float], others: Sequence[float]) -> tuple[float | None, str]:
    """The correlation of an item's points with the points of all other items, in [-1, 1]; or None and why.

    The product-moment correlation of item and rest (corrected item–total correlation; with points 0 and 1 the
    point-biserial one): S. Henrysson, Correction of item-total correlations in item analysis, Psychometrika 28 (1963),
    211–218. The item's own points are not in the total, where they would correlate with themselves. `points` and
    `others` have a figure for each participant who answered the item.
    """
    others = [round(total, DIGITS) for total in others]  # sums of parts of points: 1/5 + 2/5 is 3/5
    if len(points) != len(others):
        raise ValueError(f"{len(points)} participants with points, {len(others)} with points of the other items")
    if len(points) < FEWEST:
        return None, f"dưới {FEWEST} người trả lời"
    if len(set(points)) == 1:
        return None, "mọi người được điểm như nhau ở câu này"
    if len(set(others)) == 1:
        return None, "mọi người được điểm như nhau ở các câu còn lại"
    return correlation(points, others), ""
