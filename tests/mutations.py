"""Broken and hostile files for the fuzz test, made from sound ones with a fixed seed."""

from __future__ import annotations

import io
import json
import random
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


def archive(*entries: tuple[str, bytes]) -> bytes:
    """A ZIP of entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
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
    for name, text in lines():
        yield name, f"{name}.txt", text.encode("utf-8", "surrogatepass")
    for name, text in lines():
        yield f"{name} in a page", f"{name}.html", f"<html><body><p>{text}</p></body></html>".encode("utf-8", "replace")


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
