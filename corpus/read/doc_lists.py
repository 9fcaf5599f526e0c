"""The lists of a Word 97–2003 file: the numbers that Word generates. Source: [MS-DOC], PlfLst and PlfLfo."""

from __future__ import annotations

import re
import struct

from corpus.read.doc_file import LIST_USES, LISTS, DocFile
from corpus.read.lists import Counter, ListLevel

FORMS = {0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 22: "decimalZero",
         23: "bullet", 255: "none"}  # fmt: skip


class DocLists:
    """Which list each paragraph's list number means, and where each list stands."""

    def __init__(self, file: DocFile) -> None:
        levels: dict[tuple[str, int], ListLevel] = {}
        table = file.table(LISTS)
        count = struct.unpack_from("<H", table, 0)[0] if len(table) > 2 else 0
        heads = [table[2 + 28 * n : 30 + 28 * n] for n in range(count)]
        # The levels of all lists follow the table in the stream, uncounted in its length.
        offset = struct.unpack_from("<I", file.main, 0x9A + 8 * LISTS)[0] + 2 + 28 * count
        for head in heads:
            if len(head) < 28:
                break
            key = str(struct.unpack_from("<i", head, 0)[0])
            for depth in range(1 if head[26] & 1 else 9):
                read = _level(file.tables, offset)
                if read is None:
                    break
                levels[key, depth], offset = read
        self._counter = Counter(levels)
        uses = file.table(LIST_USES)
        count = struct.unpack_from("<I", uses, 0)[0] if len(uses) > 4 else 0
        self._list_of = {
            n + 1: str(struct.unpack_from("<i", uses, 4 + 16 * n)[0]) for n in range(count) if 20 + 16 * n <= len(uses)
        }

    def mark(self, list_: int, depth: int) -> str:
        """The mark that Word shows before a paragraph; "" where it is in no list. Call it once for each, in order."""
        return self._counter.mark(self._list_of[list_], depth) if list_ in self._list_of else ""


def _level(tables: bytes, offset: int) -> tuple[ListLevel, int] | None:
    """A level of a list and where the next one begins; None at the end of the stream."""
    if offset + 30 > len(tables):
        return None
    start, form = struct.unpack_from("<iB", tables, offset)
    characters, paragraphs = tables[offset + 24], tables[offset + 25]
    at = offset + 28 + characters + paragraphs
    if at + 2 > len(tables):
        return None
    length = struct.unpack_from("<H", tables, at)[0]
    text = tables[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    # A character below nine stands for the number of that level.
    pattern = re.sub("[\x00-\x08]", lambda level: f"%{ord(level[0]) + 1}", text)
    return ListLevel(FORMS.get(form, "decimal"), pattern, start), at + 2 + 2 * length
