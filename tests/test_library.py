import json
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from corpus.digest import Digest, library_files, load_digest
from corpus.types import StatusValue

FILES = library_files()
REQUIRED = (
    "1178/BTTTT-THH 2323/QĐ-BTTTT 2568/QĐ-BTTTT 1729/QĐ-BTTTT 292/QĐ-BKHCN 1736/BKHCN-CĐSQG 3090/QĐ-BKHCN "
    "1425/QĐ-TTg 464/QĐ-UBND 469/QĐ-UBND 64/2007/NĐ-CP 73/2019/NĐ-CP 47/2020/NĐ-CP 278/2025/NĐ-CP 194/2025/NĐ-CP "
    "13/2023/NĐ-CP 42/2022/NĐ-CP 45/2026/NĐ-CP 224/2026/NĐ-CP 20/2023/QH15"
).split()
HEADING = re.compile(r"^#{2,3} ((?P<roman>[IVX]+)|(?P<number>\d+))\. \S")
CATEGORIES = {
    *("content", "lookup", "validity", "metadata", "history", "ambiguous", "unanswerable", "typed_badly"),
    "framework_chain",
}
# What the section parser would take for a structure of its own when it starts a line.
STRUCTURE = re.compile(r"^(?:Điều|Chương|Mục|Phần|Phụ lục|Khoản|Điểm|[IVX]+\.|\d+[.)]|[a-zđ]\))\s", re.IGNORECASE)


@cache
def digest_of(path: Path) -> Digest:
    return load_digest(path.read_text(encoding="utf-8"), path.name)


def by_number(number: str) -> Digest:
    return next(digest for digest in map(digest_of, FILES) if digest.number == number)


def sections(body: str) -> dict[str, str]:
    """The text of each section of a digest's body by its label, headings apart."""
    found: dict[str, str] = {}
    roman = label = ""
    for line in body.splitlines():
        heading = HEADING.match(line)
        if heading and heading["roman"]:
            roman = label = heading["roman"]
        elif heading:
            label = f"{roman}.{heading['number']}"
        if heading:
            assert label not in found, f"section {label} twice"
            found[label] = ""
        elif label:
            found[label] += line
    return found


def named_days(day: date) -> set[str]:
    """A day as Vietnamese documents write it."""
    days, months = {str(day.day), f"{day.day:02}"}, {str(day.month), f"{day.month:02}"}
    short = {f"{d}/{m}/{day.year}" for d in days for m in months}
    return short | {f"ngày {d} tháng {m} năm {day.year}" for d in days for m in months}


def days_of(digest: Digest) -> set[date]:
    values = {digest.issued, digest.effective} | {given.value for given in digest.issued_values}
    values |= {entry.on for entry in digest.relations} | {entry.issued for entry in digest.relations}
    return {value for value in values if value}


@cache
def stored_texts(shared: Path) -> tuple[tuple[str, str], ...]:
    """Number and text of the regulation files that can be read as text."""
    folder = shared / "data" / "egov"
    manifest = [json.loads(line) for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    readable = [entry for entry in manifest if Path(entry["file"]).suffix in {".txt", ".md", ".html"}]
    return tuple(
        (entry["so_hieu"] or "", (folder / entry["file"]).read_text(encoding="utf-8", errors="replace"))
        for entry in readable
    )


def stored(number: str, shared: Path) -> str:
    """What the stored files say of a document: its own text, and the words around each mention in others."""
    found = []
    for own_number, text in stored_texts(shared):
        if own_number == number:
            found.append(text)
        else:
            found += [text[max(0, m.start() - 300) : m.end() + 300] for m in re.finditer(re.escape(number), text)]
    return " ".join(" ".join(found).split())


def test_the_first_twenty_are_here() -> None:
    numbers = [digest_of(path).number for path in FILES]
    assert [number for number in REQUIRED if number not in numbers] == []
    assert len(FILES) >= 40


def test_a_number_and_its_issuer_are_told_once() -> None:
    keys = [(digest_of(path).number, digest_of(path).issuer) for path in FILES]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_the_front_matter_states_is_said_in_the_body(path: Path) -> None:
    digest = digest_of(path)
    said = sections(digest.body)
    stated = {digest.effective_stated, digest.signer_stated} - {""}
    stated |= {entry.stated for entry in (*digest.relations, *digest.status)}
    assert stated <= said.keys()
    assert bool(digest.effective) == bool(digest.effective_stated)
    if digest.effective:
        assert mentions_day(said[digest.effective_stated], digest.effective)
    if digest.signer:
        assert digest.signer in said[digest.signer_stated]
    for relation in digest.relations:
        assert relation.number in said[relation.stated], relation.number
    for fact in digest.status:
        assert fact.by in said[fact.stated] + fact.note, fact.by
    if digest.issued:
        assert mentions_day(said["I.1"], digest.issued) or mentions_day(said["I.2"], digest.issued)


def mentions_day(text: str, day: date) -> bool:
    return any(name in text for name in named_days(day))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_outline_has_two_numbered_levels(path: Path) -> None:
    body = digest_of(path).body
    title, *lines = [line for line in body.splitlines() if line.strip()]
    assert title.startswith("# Hồ sơ tóm lược: ")
    labels = list(sections(body))
    romans = [label for label in labels if "." not in label]
    assert romans == "I II III IV V VI".split()[: len(romans)]
    for roman in romans:
        numbers = [int(label.split(".")[1]) for label in labels if label.startswith(f"{roman}.")]
        assert numbers == list(range(1, len(numbers) + 1))
        assert numbers
    for line in lines:
        if not line.startswith("#"):
            assert not STRUCTURE.match(line), line
            assert line.endswith("."), line


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_sentences_stand_alone_in_our_own_words(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "CHƯA KIỂM CHỨNG" not in text
    assert not re.search(r"\bSEED\b|\b\w+-REPO\b|\b[0-9]+-(?:TXT|P|LC|IFG|LVN|VNN\d?|VB|VE|HUE|LD|HN)\b", text)
    body = digest_of(path).body
    assert not [quoted for quoted in re.findall(r"[\"“]([^\"”]*)[\"”]", body) if len(quoted.split()) >= 8]
    assert "văn bản này" not in body


@pytest.mark.parametrize("number", REQUIRED)
def test_days_and_numbers_come_from_the_facts(number: str, shared: Path) -> None:
    known = "\n".join((shared / name).read_text(encoding="utf-8") for name in ("FACTS.md", "CONTENT_FACTS.md"))
    digest = by_number(number)
    numbers = {digest.number, *(entry.number for entry in digest.relations), *(entry.by for entry in digest.status)}
    numbers -= {""}
    known += " " + stored(number, shared)
    assert {day for day in days_of(digest) if not mentions_day(known, day)} == set()
    short = {given: given.removesuffix("/NĐ-CP").removesuffix("/QĐ-BTTTT") for given in numbers}
    assert {given for given, stem in short.items() if stem not in known} == set()
    if digest.signer:
        assert digest.signer in known


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_relation_points_at_itself_or_forward(path: Path) -> None:
    digest = digest_of(path)
    issued = {(other.number, other.issuer): other.issued for other in map(digest_of, FILES)}
    for relation in digest.relations:
        target = issued.get((relation.number, relation.issuer or digest.issuer)) or issued.get(
            next((key for key in issued if key[0] == relation.number and "UBND" not in key[0]), ("", ""))
        )
        assert relation.number != digest.number
        assert None in (target, digest.issued) or target <= digest.issued, relation.number


def test_the_chain_of_the_framework() -> None:
    chain = {
        digest_of(path).number: {
            (str(entry.kind), entry.number, entry.on) for entry in digest_of(path).relations if entry.on
        }
        for path in FILES
    }
    assert ("replaces", "1178/BTTTT-THH", date(2019, 12, 31)) in chain["2323/QĐ-BTTTT"]
    assert ("replaces", "2323/QĐ-BTTTT", date(2023, 12, 29)) in chain["2568/QĐ-BTTTT"]
    assert ("amends", "2568/QĐ-BTTTT", date(2024, 10, 9)) in chain["1729/QĐ-BTTTT"]
    assert ("replaces", "2568/QĐ-BTTTT", date(2025, 3, 25)) in chain["292/QĐ-BKHCN"]
    assert ("replaces", "1729/QĐ-BTTTT", date(2025, 3, 25)) in chain["292/QĐ-BKHCN"]
    assert ("replaces", "1736/BKHCN-CĐSQG", date(2025, 10, 8)) in chain["3090/QĐ-BKHCN"]
    assert ("repeals", "3090/QĐ-BKHCN", date(2026, 7, 29)) in chain["1425/QĐ-TTg"]
    assert not [entry for entry in chain["1425/QĐ-TTg"] if entry[1] == "292/QĐ-BKHCN"]
    assert not [entry for entry in chain["469/QĐ-UBND"] if entry[1] == "464/QĐ-UBND"]
    unknown = by_number("292/QĐ-BKHCN").status
    assert [(fact.value, fact.since) for fact in unknown] == [(StatusValue.UNKNOWN, date(2026, 7, 29))]
