"""How often something may be done: a few at once, then so many a second."""

from __future__ import annotations

import time
from collections import OrderedDict

MOST_KEPT = 10_000  # of those who do it


class Allowance:
    """For each of those who do something, `burst` times at once and `rate` times a second after that."""

    def __init__(self, burst: float, rate: float) -> None:
        self._burst = burst
        self._rate = rate
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # by whom: how often yet, and as of when

    def takes(self, who: str, now: float | None = None) -> bool:
        """Whether it may be done once more; counted if so."""
        now = time.monotonic() if now is None else now
        left, since = self._left.pop(who, (self._burst, now))
        left = min(self._burst, left + (now - since) * self._rate)
        is_allowed = left >= 1
        self._left[who] = (left - is_allowed, now)
        if len(self._left) > MOST_KEPT:
            self._left.popitem(last=False)
        return is_allowed
