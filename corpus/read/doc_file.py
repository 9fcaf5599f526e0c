"""The binary structure of a Word 97–2003 file: its characters with their fonts, its paragraphs with their lists.

Source of the structure: Microsoft's open specification [MS-DOC]. Only what a reader of text needs is read.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import olefile

FIELDS_AT = 0x9A  # of the file information block: pairs (offset, length) of tables in the table stream
STYLES, NOTE_MARKS, NOTE_TEXTS, CHARACTERS, PARAGRAPHS, FONTS = 1, 2, 3, 12, 13, 15
PIECES, SHAPES, END_MARKS, END_TEXTS, BOX_TEXTS, LISTS, LIST_USES = 33, 40, 46, 47, 56, 73, 74
PAGE = 512  # bytes of a page of character or paragraph properties
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}  # bytes of a property's value, by the kind in its code
FONT, DELETED, HIDDEN = 0x4A4F, 0x0800, 0x083C
LIST, DEPTH, IN_TABLE, ROW_END = 0x460B, 0x260A, 0x2416, 0x2417
ELSEWHERE = 0x6646  # the properties are too many for a page: where in the data stream they stand


class BrokenDoc(ValueError):
    """The file is no Word document that can be read; the message says in Vietnamese why.

    `older` says that it is one of a version before 97, which other programs may open.
    """

    def __init__(self, message: str, older: bool = False) -> None:
        super().__init__(message)
        self.older = older


@dataclass(frozen=True)
class Run:
    """Characters with one look, at [start, end) of the character positions."""

    start: int
    text: str
    font: str = ""
    gone: bool = False  # deleted in tracked changes, or hidden


@dataclass(frozen=True)
class ParagraphLook:
    """What a paragraph's properties say: its list (0: none), its depth in it, its place in a table."""

    list_: int = 0
    depth: int = 0
    in_table: bool = False
    ends_row: bool = False


@dataclass(frozen=True)
class _Piece:
    """Characters [start, end) at an offset of the main stream, one or two bytes each."""

    start: int
    end: int
    offset: int
    narrow: bool

    def place(self, position: int) -> int:
        """The offset in the stream of a character."""
        return self.offset + (position - self.start) * (1 if self.narrow else 2)


class DocFile:
    """One open file; everything is read from memory. BrokenDoc for what is no Word document."""

    def __init__(self, data: bytes) -> None:
        with olefile.OleFileIO(BytesIO(data)) as container:
            if not container.exists("WordDocument"):
                kind = (
                    "bảng tính Excel" if container.exists("Workbook") or container.exists("Book") else "tệp Office cũ"
                )
                raise BrokenDoc(f"tệp là {kind}, không phải văn bản Word.")
            self.main = container.openstream("WordDocument").read()
            flags = struct.unpack_from("<H", self.main, 10)[0]
            if flags & 0x0100:
                raise BrokenDoc("tệp Word có mật khẩu.")
            name = "1Table" if flags & 0x0200 else "0Table"
            if not container.exists(name):
                raise BrokenDoc("tệp thuộc phiên bản Word trước 97.", older=True)
            self.tables: bytes = container.openstream(name).read()
            self._data = container.openstream("Data").read() if container.exists("Data") else b""
        if struct.unpack_from("<H", self.main, 0)[0] != 0xA5EC:
            raise BrokenDoc("tệp thuộc phiên bản Word trước 97.", older=True)
        # The text's parts in their order: main text, notes, heads, macros, remarks, end notes, boxes, boxes in heads.
        self.counts = struct.unpack_from("<8i", self.main, 0x4C)
        if min(self.counts) < 0:
            raise BrokenDoc("cấu trúc tệp sai.")
        self._pieces = list(self._read_pieces())
        self._fonts = list(self._read_fonts())
        self._characters = self._bins(CHARACTERS)
        self._paragraphs = self._bins(PARAGRAPHS)
        self._style_fonts, self._style_lists = self._read_styles()

    def part(self, number: int) -> tuple[int, int]:
        """The character positions [start, end) of one of the text's parts."""
        start = sum(self.counts[:number])
        return start, start + self.counts[number]

    def table(self, field: int) -> bytes:
        """The bytes of a table of the file; none where the file has no such table."""
        at = FIELDS_AT + 8 * field
        if at + 8 > len(self.main) or field >= struct.unpack_from("<H", self.main, FIELDS_AT - 2)[0]:
            return b""
        offset, length = struct.unpack_from("<II", self.main, at)
        return self.tables[offset : offset + length]

    def positions(self, field: int, size: int) -> list[tuple[int, bytes]]:
        """A table of character positions with `size` bytes each: (position, bytes), the last position with none."""
        table = self.table(field)
        if len(table) < 4:
            return []
        count = (len(table) - 4) // (4 + size)
        at = struct.unpack_from(f"<{count + 1}I", table, 0)
        values = 4 * (count + 1)
        return [(at[n], table[values + n * size : values + (n + 1) * size]) for n in range(count)] + [(at[count], b"")]

    def runs(self, start: int, end: int) -> Iterator[Run]:
        """The characters [start, end), parted where their font or their being hidden changes."""
        for piece in self._pieces:
            low, high = max(start, piece.start), min(end, piece.end)
            while low < high:
                place = piece.place(low)
                until, look = self._look(place, self._characters, paragraph=False)
                width = 1 if piece.narrow else 2
                stop = min(high, low + max(1, -(-(until - place) // width)))
                raw = self.main[place : place + (stop - low) * width]
                text = raw.decode("cp1252", "replace") if piece.narrow else raw.decode("utf-16-le", "replace")
                yield Run(low, text, self._font(look, piece.place(low)), bool(look.get(DELETED) or look.get(HIDDEN)))
                low = stop

    def paragraph(self, position: int) -> ParagraphLook:
        """What is said of the paragraph that a character is in."""
        piece = next((p for p in self._pieces if p.start <= position < p.end), None)
        if piece is None:
            return ParagraphLook()
        _, look = self._look(piece.place(position), self._paragraphs, paragraph=True)
        list_, depth = self._style_lists.get(look.get(-1, 0), (0, 0))
        in_table, ends_row = bool(look.get(IN_TABLE)), bool(look.get(ROW_END))
        return ParagraphLook(look.get(LIST, list_), look.get(DEPTH, depth), in_table, ends_row)

    def _font(self, look: dict[int, int], place: int) -> str:
        number = look.get(FONT)
        if number is None:
            _, paragraph = self._look(place, self._paragraphs, paragraph=True)
            number = self._style_fonts.get(paragraph.get(-1, 0), 0)
        return self._fonts[number] if number < len(self._fonts) else ""

    def _read_pieces(self) -> Iterator[_Piece]:
        table = self.table(PIECES)
        at = 0
        while at < len(table) and table[at] == 1:
            at += 3 + struct.unpack_from("<H", table, at + 1)[0]
        if at >= len(table) or table[at] != 2:
            raise BrokenDoc("không thấy bảng mảnh chữ của tệp.")
        length = struct.unpack_from("<I", table, at + 1)[0]
        table = table[at + 5 : at + 5 + length]
        count = (len(table) - 4) // 12
        ends = struct.unpack_from(f"<{count + 1}I", table, 0)
        for n in range(count):
            coded = struct.unpack_from("<I", table, 4 * (count + 1) + 8 * n + 2)[0]
            narrow = bool(coded & 0x40000000)
            offset = (coded & 0x3FFFFFFF) // (2 if narrow else 1)
            if ends[n] <= ends[n + 1] and offset <= len(self.main):
                width = 1 if narrow else 2
                stop = min(ends[n + 1], ends[n] + (len(self.main) - offset) // width)
                yield _Piece(ends[n], stop, offset, narrow)

    def _read_fonts(self) -> Iterator[str]:
        table = self.table(FONTS)
        at = 4
        for _ in range(struct.unpack_from("<H", table, 0)[0] if len(table) > 4 else 0):
            if at >= len(table):
                return
            name = table[at + 40 : at + 1 + table[at]].decode("utf-16-le", "replace")
            yield name.partition("\0")[0]
            at += 1 + table[at]

    def _bins(self, field: int) -> tuple[list[int], list[int]]:
        """Where in the stream each page of properties begins to hold, and the number of that page."""
        table = self.table(field)
        count = max((len(table) - 4) // 8, 0)
        if not count:
            return [], []
        numbers = [n & 0x3FFFFF for n in struct.unpack_from(f"<{count}I", table, 4 * (count + 1))]
        return list(struct.unpack_from(f"<{count}I", table, 0)), numbers

    def _look(self, place: int, bins: tuple[list[int], list[int]], paragraph: bool) -> tuple[int, dict[int, int]]:
        """Up to which offset the properties at an offset hold, and the properties; the style under -1."""
        starts, numbers = bins
        n = bisect_right(starts, place) - 1
        end_of_bin = starts[n + 1] if 0 <= n < len(starts) - 1 else len(self.main)
        if n < 0 or (numbers[n] + 1) * PAGE > len(self.main):
            return max(end_of_bin, place + 1), {}
        page = self.main[numbers[n] * PAGE : (numbers[n] + 1) * PAGE]
        count = min(page[-1], 101)
        ends = struct.unpack_from(f"<{count + 1}I", page, 0)
        k = bisect_right(ends, place) - 1
        if not 0 <= k < count:
            return max(end_of_bin, place + 1), {}
        at = 2 * page[4 * (count + 1) + k * (13 if paragraph else 1)]
        if at == 0:
            return ends[k + 1], {}
        if not paragraph:
            return ends[k + 1], _properties(page[at + 1 : at + 1 + page[at]])
        size = 2 * page[at] - 1 if page[at] else 2 * page[at + 1]
        at += 1 if page[at] else 2
        look = _properties(page[at + 2 : at + size])
        if ELSEWHERE in look and look[ELSEWHERE] + 2 <= len(self._data):
            start = look[ELSEWHERE] + 2
            look |= _properties(self._data[start : start + struct.unpack_from("<H", self._data, start - 2)[0]])
        return ends[k + 1], {-1: struct.unpack_from("<H", page, at)[0], **look}

    def _read_styles(self) -> tuple[dict[int, int], dict[int, tuple[int, int]]]:
        """The font of each style and its list with the depth, those of the style that it is based on inherited."""
        table = self.table(STYLES)
        if len(table) < 8:
            return {}, {}
        header, count, base_size = struct.unpack_from("<HHH", table, 0)
        default = struct.unpack_from("<H", table, 16)[0] if header >= 16 else 0
        at = 2 + header
        own: dict[int, tuple[int, dict[int, int]]] = {}
        for style in range(count):
            if at + 2 > len(table):
                break
            length = struct.unpack_from("<H", table, at)[0]
            body = table[at + 2 : at + 2 + length]
            at += 2 + length + length % 2
            if len(body) > base_size + 2:
                own[style] = _style(body, base_size)
        fonts: dict[int, int] = {}
        lists: dict[int, tuple[int, int]] = {}
        for style in own:
            looks: dict[int, int] = {FONT: default}
            chain: list[int] = []
            current = style
            while current in own and current not in chain:
                chain.append(current)
                current = own[current][0]
            for inherited in reversed(chain):
                looks.update(own[inherited][1])
            fonts[style] = looks[FONT]
            lists[style] = looks.get(LIST, 0), looks.get(DEPTH, 0)
        return fonts, lists


def _style(body: bytes, base_size: int) -> tuple[int, dict[int, int]]:
    """The style that a style is based on, and its own properties."""
    kind_and_base, parts = struct.unpack_from("<HH", body, 2)
    kind, base, count = kind_and_base & 0xF, kind_and_base >> 4, parts & 0xF
    at = base_size + 2 + 2 * (struct.unpack_from("<H", body, base_size)[0] + 1)
    looks: dict[int, int] = {}
    for part in range(count):
        at += at % 2
        if at + 2 > len(body):
            break
        size = struct.unpack_from("<H", body, at)[0]
        value = body[at + 2 : at + 2 + size]
        looks.update(_properties(value[2:] if kind == 1 and part == 0 else value))
        at += 2 + size
    return base, looks


def _properties(packed: bytes) -> dict[int, int]:
    """Property codes with their values; those with values of variable length are passed over."""
    found: dict[int, int] = {}
    at = 0
    while at + 2 < len(packed):
        code = struct.unpack_from("<H", packed, at)[0]
        at += 2
        size = _SIZES.get(code >> 13)
        if size is not None:
            found[code] = int.from_bytes(packed[at : at + size], "little")
            at += size
        elif code == 0xD608:
            at += 1 + struct.unpack_from("<H", packed.ljust(at + 2, b"\0"), at)[0]
        else:
            at += 1 + packed[at]
    return found
