"""A tokenizer cut down to the word pieces that Vietnamese and English text uses."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

# Single characters that stay whatever the texts hold, so that nothing typed becomes unknown: Latin with every mark,
# Greek, punctuation, currency, arrows, mathematical signs, box and bullet signs, full-width forms.
TYPED = re.compile("▁?[ -\u024f\u0300-\u03ff\u1e00-\u1eff\u2000-\u2bff\u3000-\u3003\uff00-\uff5e]?")
# What fills the rest, likeliest first: pieces spelt with the letters of Vietnamese and English.
SPELT = re.compile("▁?[A-Za-zÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]+")
ALWAYS = ("query: ", "passage: ")  # what every text is embedded under: their pieces matter most of all
BATCH = 1_000
LONGEST = 20_000  # characters of one text that are counted


def texts_in(folders: Sequence[Path]) -> Iterator[str]:
    """The texts under folders: lines of .txt and .md; titles and texts of the rows of .jsonl and .jsonl.gz."""
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            if path.suffix in {".txt", ".md"}:
                yield from filter(None, path.read_text(encoding="utf-8", errors="replace").splitlines())
            elif path.name.endswith((".jsonl", ".jsonl.gz")):
                raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
                for line in raw.decode("utf-8").splitlines():
                    row = json.loads(line)
                    if text := "\n".join(str(row[field]) for field in ("title", "text") if row.get(field)):
                        yield text


def count_pieces(tokenizer: bytes, texts: Sequence[str]) -> Counter[int]:
    """How often each piece of a `tokenizer.json` is used by texts; each prefix counts once a text."""
    from tokenizers import Tokenizer

    whole = Tokenizer.from_str(tokenizer.decode("utf-8"))
    whole.no_truncation()
    used: Counter[int] = Counter()
    for start in range(0, len(texts), BATCH):
        batch = [text[:LONGEST] for text in texts[start : start + BATCH]]
        for encoding in whole.encode_batch(batch, add_special_tokens=False):
            used.update(encoding.ids)
    for encoding in whole.encode_batch(list(ALWAYS), add_special_tokens=False):
        used.update(dict.fromkeys(encoding.ids, len(texts)))
    return used


def prune(tokenizer: bytes, used: Counter[int], keep: int) -> tuple[bytes, list[int]]:
    """A `tokenizer.json` with about `keep` pieces, and the row of the whole vocabulary that each of them was.

    Kept are the special pieces and the typed characters, then what the texts use most, then the likeliest pieces of
    the two languages. A word whose piece went falls apart into smaller ones, down to characters.
    """
    data: dict[str, Any] = json.loads(tokenizer)
    vocabulary: list[list[Any]] = data["model"]["vocab"]
    special = {token["id"] for token in data["added_tokens"]}
    kept = {row for row, (piece, _) in enumerate(vocabulary) if row in special or TYPED.fullmatch(piece)}
    likely = sorted(range(len(vocabulary)), key=lambda row: -vocabulary[row][1])
    spelt = (row for row in likely if SPELT.fullmatch(vocabulary[row][0]))
    for row in [*(row for row, _ in used.most_common()), *spelt]:
        if len(kept) >= keep:
            break
        kept.add(row)
    rows = sorted(kept)
    place = {row: new for new, row in enumerate(rows)}
    data["model"]["vocab"] = [vocabulary[row] for row in rows]
    data["model"]["unk_id"] = place[data["model"]["unk_id"]]
    for token in data["added_tokens"]:
        token["id"] = place[token["id"]]
    for entry in data["post_processor"]["special_tokens"].values():
        entry["ids"] = [place[row] for row in entry["ids"]]
    data["truncation"] = data["padding"] = None
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), rows
