"""What the pages say, in Vietnamese or in English: `words.toml`, a line for each.

What answers, regulations and errors say is Vietnamese whatever the language of the page: it is the law's.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from assistant.ui.preferences import preferences

FILE = Path(__file__).with_name("words.toml")


def say(name: str, /, **values: object) -> str:
    """The words of a name, “chat.ask”, with values put in; KeyError for a name that is not in the file."""
    words = all_words()[name][preferences().language]
    return words.format(**values) if values else words


@lru_cache(maxsize=1)
def all_words() -> dict[str, dict[str, str]]:
    """By name, “page.what”: the words in each language."""
    pages = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {f"{page}.{what}": words for page, named in pages.items() for what, words in named.items()}
