"""How much memory this process holds and has held, in megabytes."""

from __future__ import annotations

import resource
from pathlib import Path


def peak_megabytes() -> float:
    """The most it has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def megabytes_now() -> float:
    """What it holds now; its peak where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return peak_megabytes()
    return pages * resource.getpagesize() / 2**20
