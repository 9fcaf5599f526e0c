import re
from datetime import date

import pytest

from corpus.digest import DigestRelation, DigestStatus, IssuedValue, load_digest, relations, status_facts
from corpus.errors import Misconfigured
from corpus.types import Level, RelationKind, StatusValue, Step

FRONT = """nature: digest
number: 12/QĐ-UBND
title: Kiến trúc thử nghiệm
kind: Quyết định
issuer: Ủy ban nhân dân tỉnh Sông Xanh
issued: 2019-12-31
effective: 2020-01-15
effective_stated: "I.2"
signer: Nguyễn Văn An
signer_title: Chủ tịch
signer_stated: "I.1"
relations:
  - {kind: replaces, number: 3/QĐ-UBND, on: 2020-01-15, stated: "I.2", issued: 2017-02-01, source: trang của tỉnh}
  - {kind: repeals, number: 5/2018/QĐ-UBND, path: khoản 8 Điều 3, on: 2020-01-15, stated: "I.2", confidence: B}
status:
  - {value: ended, since: 2024-05-01, by: 7/2024/QĐ-UBND, stated: "I.2", note: theo báo cáo của tỉnh}
checked_on: 2026-11-22
published: chưa tìm thấy bản gốc công bố
sources: [trang của tỉnh]
"""
BODY = "# Hồ sơ tóm lược: Quyết định số 12/QĐ-UBND\n\n## I. Ban hành\n\n### 1. Người ký\n\nÔng An ký.\n"


def digest_text(front: str = FRONT) -> str:
    return f"---\n{front}---\n{BODY}"


def with_field(line: str) -> str:
    """The front matter with one field changed or added."""
    field = line.partition(":")[0]
    others = re.sub(rf"^{field}:.*\n(?:  .*\n)*", "", FRONT, flags=re.MULTILINE)
    return f"{others}{line}\n"


def test_loads_every_field() -> None:
    digest = load_digest(digest_text())
    assert (digest.number, digest.kind, digest.issuer) == (
        "12/QĐ-UBND",
        "Quyết định",
        "Ủy ban nhân dân tỉnh Sông Xanh",
    )
    assert (digest.issued, digest.effective, digest.effective_stated) == (date(2019, 12, 31), date(2020, 1, 15), "I.2")
    assert (digest.signer, digest.signer_title, digest.signer_stated) == ("Nguyễn Văn An", "Chủ tịch", "I.1")
    assert digest.relations == (
        DigestRelation(
            RelationKind.REPLACES,
            "3/QĐ-UBND",
            "I.2",
            on=date(2020, 1, 15),
            issued=date(2017, 2, 1),
            source="trang của tỉnh",
        ),
        DigestRelation(
            RelationKind.REPEALS,
            "5/2018/QĐ-UBND",
            "I.2",
            on=date(2020, 1, 15),
            path=(Step(Level.ARTICLE, "3"), Step(Level.CLAUSE, "8")),
            confidence="B",
        ),
    )
    assert digest.status == (
        DigestStatus(
            StatusValue.ENDED, "I.2", since=date(2024, 5, 1), by="7/2024/QĐ-UBND", note="theo báo cáo của tỉnh"
        ),
    )
    assert (digest.confidence, digest.checked_on, digest.sources) == ("A", date(2026, 11, 22), ("trang của tỉnh",))
    assert digest.body == BODY


def test_contradictory_issue_dates_are_kept_with_their_sources() -> None:
    front = with_field("issued: null") + (
        "issued_values: [{value: 2015-04-21, source: bài của sở}, {value: 2015-04-24, source: quyết định của tỉnh}]\n"
    )
    digest = load_digest(digest_text(front))
    assert digest.issued is None
    assert digest.issued_values == (
        IssuedValue(date(2015, 4, 21), "bài của sở"),
        IssuedValue(date(2015, 4, 24), "quyết định của tỉnh"),
    )


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("Điều 41", [("article", "41")]),
        ("khoản 8 Điều 3", [("article", "3"), ("clause", "8")]),
        ("điểm đ khoản 4 Điều 14b", [("article", "14b"), ("clause", "4"), ("point", "đ")]),
    ],
)
def test_reads_the_part_meant(path: str, steps: list[tuple[str, str]]) -> None:
    front = with_field(f"relations: [{{kind: amends, number: 1/2020/NĐ-CP, path: {path}, stated: I.1}}]")
    assert [tuple(step) for step in load_digest(digest_text(front)).relations[0].path] == steps


def test_relations_and_facts_in_the_terms_of_the_corpus() -> None:
    digest = load_digest(digest_text())
    replaces, repeals = relations(digest, "12/QĐ-UBND|Sông Xanh|2019-12-31")
    assert replaces.id != repeals.id
    assert (replaces.source, replaces.target_number, replaces.target_issued, replaces.on, replaces.stated_by) == (
        "12/QĐ-UBND|Sông Xanh|2019-12-31",
        "3/QĐ-UBND",
        date(2017, 2, 1),
        date(2020, 1, 15),
        "12/QĐ-UBND|Sông Xanh|2019-12-31#section:I.2",
    )
    assert (repeals.target, repeals.target_path[-1], repeals.confidence) == ("", Step(Level.CLAUSE, "8"), "B")
    (fact,) = status_facts(digest, "x")
    assert (fact.document, fact.value, fact.since, fact.by_number, fact.stated_by) == (
        "x",
        StatusValue.ENDED,
        date(2024, 5, 1),
        "7/2024/QĐ-UBND",
        "x#section:I.2",
    )


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("nature: official", "nature"),
        ("number: ''", "number"),
        ("number: 2323", "number"),
        ("issuer: null", "issuer"),
        ("issued: 31/12/2019", "issued"),
        ("issued: 2019-12-31 10:00:00", "issued"),
        ("checked_on: null", "checked_on"),
        ("effective_stated: mục 1", "effective_stated"),
        ("confidence: C", "confidence"),
        ("sources: báo", "sources"),
        ("relations: {kind: replaces}", "relations"),
        ("relations: [replaces]", "relations[1]."),
        ("relations: [{kind: cancels, number: 1/QĐ, stated: I.1}]", "relations[1].kind"),
        ("relations: [{kind: repeals, number: 1/QĐ, stated: I.1, path: Chương II}]", "relations[1].path"),
        ("relations: [{kind: repeals, number: 1/QĐ, stated: I.1, path: Điều 3 khoản 8}]", "relations[1].path"),
        ("relations: [{kind: repeals, number: 1/QĐ}]", "relations[1].stated"),
        ("status: [{value: dead, stated: I.1}]", "status[1].value"),
        ("status: [{value: ended, stated: I.1, since: 2024}]", "status[1].since"),
    ],
)
def test_names_the_file_and_the_wrong_field(line: str, field: str) -> None:
    with pytest.raises(Misconfigured) as raised:
        load_digest(digest_text(with_field(line)), "thử.md")
    assert "thử.md" in str(raised.value)
    assert field in str(raised.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BODY, "thiếu phần khai báo"),
        ("---\nnature: digest\n", "thiếu phần khai báo"),
        ("---\nnature: [digest\n---\n", "YAML"),
        ("---\nissued: 2019-02-30\n---\n", "YAML"),
        ("---\n- một\n---\n", "phần khai báo phải gồm"),
    ],
)
def test_a_front_matter_that_cannot_be_read(text: str, words: str) -> None:
    with pytest.raises(Misconfigured, match=words):
        load_digest(text, "thử.md")


def test_reads_windows_line_ends() -> None:
    assert load_digest(digest_text().replace("\n", "\r\n")).number == "12/QĐ-UBND"
