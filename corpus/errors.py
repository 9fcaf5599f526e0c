"""One small tree of errors. Each message is Vietnamese: what happened, where, and what to do."""

from __future__ import annotations


class CanCuError(Exception):
    """Anything that a user can act on; the command line prints it and exits with `exit_code`."""

    exit_code = 1


class ReadRefused(CanCuError):
    """A file cannot be read: its name, the reason and what to do."""

    exit_code = 3

    def __init__(self, name: str, reason: str, advice: str) -> None:
        super().__init__(f"Không đọc được “{name}”: {reason} {advice}")
        self.name = name
        self.reason = reason
        self.advice = advice


class FetchRefused(CanCuError):
    """A file cannot be brought from the web: its address, the reason and what to do."""

    exit_code = 3

    def __init__(self, url: str, reason: str, advice: str) -> None:
        super().__init__(f"Không tải được “{url}”: {reason} {advice}")
        self.url = url
        self.reason = reason
        self.advice = advice


class NotFound(CanCuError):
    """What was asked for is not in the corpus."""

    exit_code = 4


class IndexMissing(CanCuError):
    """There is no complete index in the data folder."""

    exit_code = 5


class Misconfigured(CanCuError):
    """A setting or an argument is wrong."""

    exit_code = 2
