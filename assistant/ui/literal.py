"""Text shown as it is where Streamlit only takes Markdown: labels, warnings, captions.

Document text itself never passes here: `st.text` and the passage component show it without any parsing.
"""

from __future__ import annotations

import re

# CommonMark lets a backslash take the meaning from any ASCII punctuation.
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# After parsing, Streamlit turns words such as “>=” and “->” into symbols and “:name:” into an emoji. A word joiner
# (no width) inside them keeps them as written.
_TURNED = re.compile(r"(?<![^\s])(<->|->|<-|--|>=|<=|~=)(?![^\s])|:(?=[\w+-]+:)")
_JOINER = "\u2060"


def literal(text: str) -> str:
    """Markdown that shows `text` letter by letter on one line; line breaks become spaces."""
    apart = _TURNED.sub(lambda match: match[0][0] + _JOINER + match[0][1:], " ".join(text.split()))
    return _PUNCTUATION.sub(r"\\\1", apart)
