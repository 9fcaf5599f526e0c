"""What a process that reads files of unknown origin may take."""

from __future__ import annotations

from contextlib import suppress

MEMORY = 2_500_000_000  # bytes of address space


def limit_memory() -> None:
    """Let this process have no more than so much memory."""
    try:
        import resource
    except ImportError:  # Windows has no such limits: those of time stand alone
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
