"""Notes at page ends, kept apart from the text that they are notes to.

Readers put a note's mark where it stands in the text, between two characters that no text has; cleaning takes the
marks out, so that "Điều 8. Hiệu lực thi hành2" is cited without the 2, and remembers where they stood.
"""

from __future__ import annotations

import re

OPEN, CLOSE = "\ufff9", "\ufffb"
MARK = re.compile(f"{OPEN}([^{OPEN}{CLOSE}\n]*){CLOSE}")


NONE = str.maketrans("", "", OPEN + CLOSE)  # takes them out of a source, which may hold them for other ends


def mark(label: str) -> str:
    """The mark of a note in a reading's text."""
    return f"{OPEN}{label}{CLOSE}"
