"""Broken and hostile files for the fuzz test, made from sound ones with a fixed seed."""

from __future__ import annotations

import io
import json
import random
import struct
import zipfile
from collections.abc import Iterator

from PIL import Image

Case = tuple[str, bytes]  # what was done, and the bytes


def broken(data: bytes, seed: int) -> Iterator[Case]:
    """A file cut, with bits turned over, with stretches zeroed, doubled, moved and put into each other."""
    chance = random.Random(seed)
    size = len(data)
    for part in range(30):
        yield f"cut at {part}/30", data[: max(1, size * part // 30)]
    for place in (1, 2, 4, 8, 16, 100, 511, 512, 513, 1023):
        yield f"first {place}", data[:place]
        yield f"without the first {place}", data[place:]
    for number in range(70):
        changed = bytearray(data)
        first = number < 30
        for _ in range(1 + number % 8):
            at = chance.randrange(min(size, 600) if first else size)
            changed[at] ^= 1 << chance.randrange(8)
        yield f"bits {number}", bytes(changed)
    for number in range(25):
        at, length = chance.randrange(size), chance.choice((1, 4, 16, 64, 512, 4096))
        yield f"zeros {number}", data[:at] + bytes(length) + data[at + length :]
        other = chance.randrange(size)
        yield f"doubled {number}", data[:at] + data[other : other + length] + data[at:]
        yield f"full {number}", data[:at] + b"\xff" * length + data[at + length :]

    middle = size // 2
    for times in (2, 3, 40):
        yield f"{times} times", data * min(times, 1 + 2_000_000 // size)
    yield "halves changed over", data[middle:] + data[:middle]
    yield "behind nothing", bytes(2_000) + data
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\r\n\r\n", b"%PDF-1.7\n", b"PK\x03\x04", b"<html><body><p>"):
        yield f"behind {mark!r}", mark + data


def broken_inside(data: bytes, seed: int, part: str = "word/document.xml") -> Iterator[Case]:
    """A DOCX whose packing is sound and whose main part is broken as `broken` does it, and by its elements."""
    chance = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(data)) as sound:
        entries = [(name, sound.read(name)) for name in sound.namelist()]
    main = dict(entries)[part]
    tags = [b"<w:tbl>", b"</w:p>", b"<w:tc>", b'w:val="', b"<w:r>", b"<w:t", b"</w:tr>", b"<w:gridSpan", b"xmlns:w"]
    changed = [(f"inside: {what}", text) for what, text in broken(main, seed)]
    changed += [(f"inside: all {tag!r} gone", main.replace(tag, b"")) for tag in tags]
    for number in range(20):
        tag = chance.choice(tags)
        changed.append((f"inside: {tag!r} {number}", main.replace(tag, tag * 2, 1 + number)))
    for what, text in changed:
        yield what, archive(*((name, text if name == part else content) for name, content in entries))


def archive(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as made:
        for name, content in entries:
            made.writestr(name, content)
    return buffer.getvalue()


def word(document: str) -> bytes:
    """A DOCX with this main part."""
    return archive(("word/document.xml", document.encode()), ("[Content_Types].xml", b"<Types/>"))


def hostile() -> Iterator[tuple[str, str, bytes]]:
    """What was made to harm: (what, file name, bytes)."""
    yield "zip bomb", "a.zip", archive(("a.txt", b"0" * 60_000_000))
    yield "many members", "b.zip", archive(*((f"{n}.txt", b"x") for n in range(2_100)))
    yield "nested", "c.zip", archive(("d.zip", archive(("e.zip", archive(("f.txt", b"x"))))))
    yield (
        "traversal",
        "d.zip",
        archive(("../../fuzz-9130-a.txt", b"x" * 50), ("/fuzz-9130-b", b"y"), ("C:\\fuzz-9130-c.txt", b"z")),
    )
    lying = bytearray(archive(("a.txt", b"chu " * 1000)))
    at = lying.rfind(b"PK\x01\x02")
    lying[at + 24 : at + 28] = (10).to_bytes(4, "little")
    yield "lying size", "e.zip", bytes(lying)
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    yield "billion laughs", "f.docx", word(f'<?xml version="1.0"?><!DOCTYPE x [{laughs}]><x>&l11;</x>')
    outside = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///fuzz-9130-d">]><x>&e;</x>'
    yield "entity outside", "g.docx", word(outside)
    yield "entity outside html", "g.html", outside.encode()
    yield "deep xml", "h.docx", word("<a>" * 100_000 + "</a>" * 100_000)
    yield "deep html", "i.html", b"<html><body>" + b"<div>" * 100_000 + b"Dieu 1. x" + b"</div>" * 100_000
    yield "deep tables", "j.html", b"<html><body>" + b"<table><tr><td>" * 3_000 + b"Dieu 1. x</body>"
    yield "deep json", "k.json", b"[" * 200_000 + b"]" * 200_000
    yield "deep objects", "l.json", b'{"chapters":[' * 2_000 + b"1" + b"]}" * 2_000
    yield "huge numbers", "m.json", json.dumps({"number": 10**400, "articles": [{"body": "x"}] * 1000}).encode()
    yield (
        "pdf that holds itself",
        "n.pdf",
        (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999>>endobj\n"
            b"trailer<</Root 1 0 R>>"
        ),
    )
    yield (
        "pdf of a huge page",
        "o.pdf",
        (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
            b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 1e9 1e9]>>endobj\ntrailer<</Root 1 0 R>>"
        ),
    )
    buffer = io.BytesIO()
    Image.new("1", (40_000, 40_000)).save(buffer, "PNG")
    yield "picture bomb", "p.png", buffer.getvalue()
    yield (
        "mhtml without end",
        "q.mhtml",
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\n" * 20_000,
    )
    yield from archives()
    yield from front_matters()
    yield from pictures_and_pages()
    for name, text in long_texts():
        yield name, "long.txt", text.encode()
    for name, text in lines():
        yield name, f"{name}.txt", text.encode("utf-8", "surrogatepass")
    for name, text in lines():
        yield f"{name} in a page", f"{name}.html", f"<html><body><p>{text}</p></body></html>".encode("utf-8", "replace")


PROSE = "Quyết định giả định này quy định việc kết nối hệ thống. " * 8


def archives() -> Iterator[tuple[str, str, bytes]]:
    """Archives that lie about what is in them, or hold what a folder cannot."""
    broken_lzma = bytearray(archive(("a.txt", random.Random(1).randbytes(3_000)), method=zipfile.ZIP_LZMA))
    broken_lzma[60:200] = b"\xff" * 140
    yield "zip of broken lzma", "z1.zip", bytes(broken_lzma)
    beyond = bytearray(archive(("a.txt", b"chu " * 100)))
    at = beyond.rfind(b"PK\x01\x02")
    extra = struct.pack("<HHQ", 1, 8, 2**64 - 5)  # the member begins beyond what a file can hold
    struct.pack_into("<I", beyond, at + 42, 0xFFFFFFFF)
    struct.pack_into("<H", beyond, at + 30, len(extra))
    beyond[at + 51 : at + 51] = extra
    end = beyond.rfind(b"PK\x05\x06")
    struct.pack_into("<I", beyond, end + 12, end - at)
    yield "zip of a member beyond the end", "z2.zip", bytes(beyond)
    yield "zip of folders", "z3.zip", archive(("a/", b""), ("b/.hidden", b"x"))
    yield "zip of nothing", "z4.zip", archive()
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr(link, "../../../fuzz-9130-e")
    yield "zip of a link", "z5.zip", buffer.getvalue()
    yield "zip of members too large", "z6.zip", archive(*((f"{n}.txt", bytes(50_000_001)) for n in range(11)))
    yield (
        "zip of odd names",
        "z7.zip",
        archive(
            *((name, f"{PROSE} {name!r}".encode()) for name in ("a\nb.txt", "\u202egpj.txt", "con:*?.txt", "x" * 900))
        ),
    )
    locked = bytearray(archive(("a.txt", b"chu " * 100)))
    locked[6] |= 1
    locked[locked.rfind(b"PK\x01\x02") + 8] |= 1
    yield "locked zip", "z8.zip", bytes(locked)
    one = archive(("a.txt", bytes(40_000_000)))
    at, end = one.rfind(b"PK\x01\x02"), one.rfind(b"PK\x05\x06")
    table = one[at:end] * 1_500  # many names for the same packed bytes
    tail = bytearray(one[end:])
    struct.pack_into("<HHI", tail, 8, 1_500, 1_500, len(table))
    yield "zip of one member many times", "z9.zip", one[:at] + table + bytes(tail)


def front_matters() -> Iterator[tuple[str, str, bytes]]:
    """Digests and exports whose fields are no fields."""
    body = "\n---\n# Hồ sơ tóm lược một văn bản giả định\n"
    start = "---\nnature: digest\n"
    many = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9))
    for what, fields in (
        ("deep", "x: " + "[" * 5_000 + "]" * 5_000),
        ("many times itself", f"a0: &a0 [x, x]\n{many}number: *a8"),
        ("in itself", "number: &x [*x]"),
        ("long", "a: b\n" * 60_000),
        ("of no date", "number: 1/2020/QĐ-X\nissued: 2020-02-31"),
        ("of keys that are lists", "? [a, b]\n: c"),
    ):
        yield f"front matter {what}", "digest.md", f"{start}{fields}{body}".encode()
    yield "digest in UTF-16", "digest16.md", f"{start}number: 1/2020/QĐ-X{body}".encode("utf-16")
    export = {"number": "1/2020/QH14 \ud800", "title": "Luật \udfff", "articles": [{"number": "Điều 1", "body": PROSE}]}
    yield "export with halves of characters", "halves.json", json.dumps(export).encode()
    for what, held in (("a number", 7), ("text", "abc" * 9_000), ("itself", {"articles": {"articles": "x"}})):
        yield f"export whose articles are {what}", "e.json", json.dumps({"body": PROSE, "articles": held}).encode()


def pictures_and_pages() -> Iterator[tuple[str, str, bytes]]:
    """Declared sizes that no memory holds, and pages by the hundred thousand."""
    header = struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 8, 2, 0, 0, 0)
    yield "png of a huge size", "p1.png", b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + header + bytes(40)
    fields = b"".join(struct.pack("<HHII", tag, 4, 1, 2**31 - 1) for tag in (256, 257, 258, 273, 278, 279))
    yield "tiff of a huge size", "p2.tiff", b"II*\x00" + struct.pack("<IH", 8, 6) + fields + bytes(4)
    yield "tiff that goes round", "p3.tiff", b"II*\x00" + struct.pack("<IH", 8, 0) + struct.pack("<I", 8)
    kids = "".join(f"{n} 0 obj<</Type/Page/Parent 2 0 R>>endobj\n" for n in range(3, 100_003))
    tree = " ".join(f"{n} 0 R" for n in range(3, 100_003))
    head = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    pages = f"2 0 obj<</Type/Pages/Count 100000/Kids[{tree}]>>endobj\n"
    yield "pdf of a hundred thousand pages", "p4.pdf", f"{head}{pages}{kids}trailer<</Root 1 0 R>>".encode()
    yield "pdf of deep lists", "p5.pdf", f"{head}2 0 obj{'[' * 100_000}endobj\ntrailer<</Root 1 0 R>>".encode()
    yield "pdf that counts below nothing", "p6.pdf", f"{head}2 0 obj<</Type/Pages/Count -5/Kids[]>>endobj\n".encode()
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="{10**9}"/></w:tcPr><w:p/></w:tc>'
    yield "word table of huge cells", "p7.docx", word(f"<w:document {space}><w:body><w:tbl><w:tr>{wide}</w:tr></w:tbl>")
    yield "deep lists in a page", "p8.html", b"<html><body>" + b"<ol><li>Dieu 1. chu " * 400
    yield "a list without end", "p9.html", b"<html><body><ol start='\xc2\xb2'>" + b"<li>Dieu 1. chu viet nam" * 20_000
    yield "emphasis without end", "p10.md", b"# a\n\n# b\n\n" + b"**a __b <!-- <b [c]( ![d " * 8_000
    yield "cells without end", "p11.md", b"# a\n\n# b c d e f\n\n" + b"|\na\n" * 20_000
    mail = b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
    yield "mail in mail", "p12.mhtml", mail + (b"--b\nContent-Type: message/rfc822\n\n" + mail) * 2_000
    yield (
        "mail of no encoding",
        "p13.mhtml",
        b"MIME-Version: 1.0\nContent-Type: text/html; charset=x-no\n\n<p>" + b"a " * 99,
    )


def long_texts() -> Iterator[tuple[str, str]]:
    """Texts far longer than a law."""
    head = "Điều 1. Phạm vi điều chỉnh của văn bản này là rất rộng\n"
    yield "a line of five million characters", head + "chữ" * 1_600_000
    yield "a million opening quotation marks", head + "“" * 1_000_000
    yield "four million spaces", head + " " * 4_000_000 + "x"
    yield "a million dots", head + "." * 1_000_000 + "x"
    yield "fifty thousand articles", "Điều 1.\n" * 50_000
    yield "fifty thousand points", head + "a) \n" * 50_000


def lines() -> Iterator[tuple[str, str]]:
    """Text that makes careless rules work for minutes."""
    many = 60_000
    head = "Điều 1. Phạm vi điều chỉnh của văn bản này là rất rộng\n"
    for name, unit in (
        ("dots", "."), ("spaced dots", ". "), ("ellipses", "…"), ("quotes", "“"), ("straight", '"'), ("stars", "*"),
        ("underscores", "_"), ("brackets", "["), ("bars", " | "), ("commas", "Điều 5, "), ("and", "và "), ("bases", "Căn cứ "),
        ("clauses", "khoản 1 "), ("nouns", "điều khoản "), ("numbers", "1.1."), ("digits", "7"), ("signs", "12/2020/NĐ-CP "),
        ("marks", "\u0301"), ("joins", "\u200d"), ("capitals", "TS"), ("repeals", "bãi bỏ "), ("stops", "; "), ("dashes", "-"),
        ("tabs", "\t"), ("nulls", "a\x00"), ("halves", "\ud800"), ("feeds", "\f"), ("openings", "(Kèm theo "),
    ):  # fmt: skip
        yield name, head + unit * (many // len(unit)) + "x"
    for name, line in (
        ("articles", "Điều 1.\n"), ("points", "a) \n"), ("contents", "MỤC LỤC\nA ..... 5\n"), ("annexes", "PHỤ LỤC I\n"),
        ("closings", "Nơi nhận:\nTM. ỦY BAN\n"), ("parts", "Phần I\nI. A\n1. B\n1.1. C\n"), ("quoted", "“1. x\n"),
        ("amending", "1. Sửa đổi khoản 1 Điều 2 như sau:\n“1. x”\n"),
    ):  # fmt: skip
        yield name, head + line * (many // len(line))
