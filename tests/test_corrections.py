from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.add import add_file
from corpus.catalogue import Catalogue
from corpus.correcting import checked
from corpus.corrections import AS_READ, correct, history, store, undo
from corpus.errors import CanCuError, Misconfigured, NotFound
from corpus.pack import export_pack, import_pack
from corpus.types import Document, Nature, RelationKind, StatusValue
from corpus.validity import status
from tests.conftest import DOCUMENTS

TODAY = date(2026, 11, 22)
OLD, NEW, PROVINCE = "9001-qd-bkns.docx", "9002-qd-bkns.docx", "9105-qd-ubnd-song-lam.docx"
WHO, SOURCE = "Văn thư Mẫu", "bản giấy lưu tại kho"
DIGEST = """---
nature: digest
number: 9002/QĐ-BKNS
title: Khung 2.0
kind: Quyết định
issuer: Bộ Kết nối số
issued: 2021-06-15
effective: 2021-06-15
effective_stated: I.1
signer: ''
signer_title: ''
relations:
  - {kind: replaces, number: 9001/QĐ-BKNS, on: 2021-06-15, stated: I.1, confidence: A}
status: []
confidence: A
checked_on: 2026-11-22
published: cổng giả định
sources: [văn bản giả định]
---
# Hồ sơ tóm lược
## I. Ban hành và hiệu lực
### 1. Ban hành
Quyết định 9002/QĐ-BKNS có hiệu lực từ ngày 15/6/2021.
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / "catalogue.sqlite")


def added(catalogue: Catalogue, *names: str) -> Document:
    """The document of the last of these files."""
    outcomes = [add_file(DOCUMENTS / name, catalogue) for name in names]
    assert outcomes[-1].document is not None
    return outcomes[-1].document


def edit(catalogue: Catalogue, document: Document, *changes: tuple[str, str]) -> list[int]:
    return [c.id for c in correct(catalogue, document, changes, WHO, SOURCE, TODAY)]


def rows(catalogue: Catalogue) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the corrections."""
    db = catalogue.connection()
    tables = [t for (t,) in db.execute("select name from sqlite_master where type = 'table'") if t != "corrections"]
    assert db.execute("pragma foreign_key_check").fetchall() == []
    return {table: sorted(db.execute(f"select * from {table}").fetchall(), key=repr) for table in sorted(tables)}


def only(catalogue: Catalogue, number: str) -> Document:
    (document,) = catalogue.by_number(number)
    return document


@pytest.mark.parametrize(
    ("field", "value", "written"),
    [
        ("number", " 9012 / 2025 / NĐ-CP ", "9012/2025/NĐ-CP"),
        ("title", "Quy chế   kết nối\n số", "Quy chế kết nối số"),
        ("kind", "nghị định", "Nghị định"),
        ("issuer", "Bộ Kết nối số", "Bộ Kết nối số"),
        ("issued", "2025-01-31", "2025-01-31"),
        ("nature", "Official", "official"),
        ("status", "ended since=2025-01-01 by=9012/2025/NĐ-CP", "ended since=2025-01-01 by=9012/2025/NĐ-CP"),
        ("status", "không rõ since=2025-01-01 note=tin a=b", "unknown since=2025-01-01 note=tin a=b"),
        ("status", "Hết hiệu lực một phần since=2025-01-01", "partly_ended since=2025-01-01"),
        ("relation", "thay thế Quyết định số 9001/QĐ-BKNS on=2021-06-15", "replaces 9001/QĐ-BKNS on=2021-06-15"),
        ("relation", "sửa đổi, bổ sung 9001/QĐ-BKNS", "amends 9001/QĐ-BKNS"),
        ("relation", "bãi bỏ khoản 2 Điều 5 9012/2025/NĐ-CP", "repeals khoản 2 Điều 5 9012/2025/NĐ-CP"),
        ("relation", "căn cứ 9012/2025/NĐ-CP", "based_on 9012/2025/NĐ-CP"),
        ("relation", "hướng dẫn 9012/2025/NĐ-CP", "guides 9012/2025/NĐ-CP"),
        ("relation", "hợp nhất 9012/2025/NĐ-CP", "consolidates 9012/2025/NĐ-CP"),
        ("no_relation", "replaces 9001/QĐ-BKNS on=2021-06-15", "replaces 9001/QĐ-BKNS"),
    ],
)
def test_values_have_one_written_form(field: str, value: str, written: str) -> None:
    assert checked(field, value, TODAY) == written
    assert checked(field, written, TODAY) == written


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("nguoi_ky", "A", "Không có trường “nguoi_ky”"),
        ("title", "  ", "để trống"),
        ("title", "7", "hãy ghi bằng chữ"),
        ("title", "a" * 1_001, "1,001 ký tự"),
        ("issued", "2025-02-30", "không phải ngày ban hành có thật"),
        ("issued", "20250130", "NĂM-THÁNG-NGÀY"),
        ("issued", "2026-11-23", "sau ngày sửa"),
        ("effective", "0225-01-01", "xem lại năm"),
        ("number", "9012", "số hiệu đầy đủ"),
        ("number", "9012/2025/NĐ-CP và 9013/2025/NĐ-CP", "số hiệu đầy đủ"),
        ("kind", "Nghị đinh mới", "Chọn một trong: Văn bản hợp nhất"),
        ("nature", "digest", "Chọn một trong: official"),
        ("status", "ended", "thiếu ngày bắt đầu"),
        ("status", "not_yet since=2025-01-01", "sửa ngày có hiệu lực"),
        ("status", "unknown since=2025-01-01", "thiếu lý do"),
        ("status", "ended since=2025-01-01 until=2024-01-01", "phải sau"),
        ("status", "ended since=2025-01-01 since=2025-01-02", "ghi hai lần"),
        ("status", "ended since=2025-01-01 boi=x", "“boi=”"),
        ("status", "ended since= by=9012/2025/NĐ-CP", "đang để trống"),
        ("relation", "9001/QĐ-BKNS", "bắt đầu bằng một loại quan hệ"),
        ("relation", "thay thế", "đúng một văn bản"),
        ("relation", "thay thế Quyết định 9001", "đúng một văn bản"),
        ("relation", "thay thế 9001/QĐ-BKNS, 9002/QĐ-BKNS", "đúng một văn bản"),
        ("relation", "bãi bỏ Phụ lục II 9001/QĐ-BKNS", "điểm, khoản, Điều"),
    ],
)
def test_a_wrong_value_says_what_to_write(field: str, value: str, said: str) -> None:
    with pytest.raises(Misconfigured) as refused:
        checked(field, value, TODAY)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    "changes",
    [
        [("title", "Khung kết nối đã sửa tên")],
        [("kind", "Chỉ thị"), ("signer", "Người Ký Khác"), ("signer_title", "Bộ trưởng")],
        [("effective", "2021-07-01")],
        [("number", "9902/QĐ-BKNS")],
        [("issuer", "Bộ Kết nối số và Dữ liệu"), ("issued", "2021-06-16")],
        [("number", "9105/QĐ-UBND"), ("issuer", "Ủy ban nhân dân tỉnh Sông Lam"), ("issued", "2022-05-12")],
        [("nature", "official file=docx")],
        [("nature", "consolidated file=docx")],
        [("status", "ended since=2025-01-01 by=9012/2025/NĐ-CP"), ("status", "in_force since=2025-06-01")],
        [("relation", "repeals 9012/2021/TT-BKNS"), ("no_relation", "replaces 9001/QĐ-BKNS")],
        [("relation", "replaces 9001/QĐ-BKNS on=2021-09-09"), ("number", "9902/QĐ-BKNS"), ("title", "Tên khác hẳn")],
    ],
)
def test_undoing_brings_every_row_back(catalogue: Catalogue, changes: list[tuple[str, str]]) -> None:
    document = added(catalogue, OLD, PROVINCE, "9002-qd-bkns.pdf", NEW)
    before, corpus_hash = rows(catalogue), catalogue.fingerprint()
    ids = edit(catalogue, document, *changes)
    assert rows(catalogue) != before
    assert catalogue.fingerprint() != corpus_hash
    while ids:
        undone = {correction.id for correction in undo(catalogue, ids[0], WHO, TODAY)}
        ids = [id_ for id_ in ids if id_ not in undone]
    assert rows(catalogue) == before
    assert catalogue.fingerprint() == corpus_hash


def test_corrections_are_undone_in_any_order(catalogue: Catalogue) -> None:
    document = added(catalogue, NEW)
    states, ids = [rows(catalogue)], []
    for change in [("title", "Tên thứ hai"), ("number", "9902/QĐ-BKNS"), ("title", "Tên thứ ba")]:
        ids += edit(catalogue, document, change)
        document = catalogue.documents()[0]
        states.append(rows(catalogue))
    undo(catalogue, ids[0], WHO)
    assert rows(catalogue) == states[3]
    undo(catalogue, ids[2], WHO)
    assert [d.title for d in catalogue.documents()] != ["Tên thứ ba"]
    undo(catalogue, ids[1], WHO)
    assert rows(catalogue) == states[0]


def test_a_document_is_corrected_in_all_its_copies_and_moves_with_every_id(catalogue: Catalogue) -> None:
    document = added(catalogue, OLD, "9002-qd-bkns.pdf", NEW)
    made = correct(catalogue, document, {"number": "9902/QĐ-BKNS"}, WHO, SOURCE, TODAY)
    assert [(c.field, c.value, c.before, c.who, c.source) for c in made] == [
        ("number", "9902/QĐ-BKNS", "9002/QĐ-BKNS", WHO, SOURCE)
    ] * 2
    assert catalogue.by_number("9002/QĐ-BKNS") == []
    moved = only(catalogue, "9902/QĐ-BKNS")
    assert moved.id == "9902/QĐ-BKNS|Bộ Kết nối số|2021-06-15"
    assert {c.document for c in made} == {moved.id}
    for copy in catalogue.copies(moved.id):
        provisions = catalogue.provisions(copy)
        assert "".join(p.text for p in provisions) == copy.text
        assert {p.id.partition("#")[0] for p in provisions} == {moved.id}
    assert catalogue.places(catalogue.copies(moved.id)[0].id, 0, 50) or catalogue.places(
        catalogue.copies(moved.id)[1].id, 0, 50
    )
    (replaced,) = [r for r in catalogue.relations_to(only(catalogue, "9001/QĐ-BKNS")) if r.kind == "replaces"]
    assert (replaced.source, replaced.stated_by) == (moved.id, f"{moved.id}#article:2/clause:2")


def test_a_copy_joins_the_document_that_it_is_of(catalogue: Catalogue) -> None:
    document = added(catalogue, NEW, "9105-qd-ubnd-ngan-pho.docx")
    edit(catalogue, document, ("number", "9002/QĐ-BKNS"), ("issuer", "Bộ Kết nối số"), ("issued", "2021-06-15"))
    assert len(catalogue.documents()) == 1
    assert len(catalogue.copies(only(catalogue, "9002/QĐ-BKNS").id)) == 2


def test_days_read_as_the_effect_date_follow_it(catalogue: Catalogue) -> None:
    document = added(catalogue, OLD, NEW)
    edit(catalogue, document, ("effective", "2021-08-01"), ("issued", "2021-06-14"))
    days = {r.kind.value: r.on for r in catalogue.relations_from(only(catalogue, "9002/QĐ-BKNS").id)}
    assert days == {"replaces": date(2021, 8, 1), "based_on": date(2021, 6, 14)}
    assert only(catalogue, "9002/QĐ-BKNS").effective_by == ""


def test_a_corrected_status_says_by_whom(catalogue: Catalogue) -> None:
    document = added(catalogue, "9077-2024-qd-ubnd.docx")

    def said(as_of: date) -> tuple[StatusValue, date | None, tuple[str, ...]]:
        found = status(document, as_of, [], catalogue.facts(document.id))
        return found.value, found.since, found.replaced_by

    assert said(TODAY) == (StatusValue.ENDED, date(2026, 1, 1), ())
    edit(catalogue, document, ("status", "ended since=2025-05-05 by=9300/2025/QĐ-UBND"))
    assert said(TODAY) == (StatusValue.ENDED, date(2025, 5, 5), ("9300/2025/QĐ-UBND",))
    assert catalogue.facts(document.id)[0].note == f"{WHO} sửa ngày 22/11/2026, nguồn: {SOURCE}"
    edit(catalogue, document, ("status", "in_force since=2025-10-01 note=gia hạn"))
    assert said(TODAY)[0] is StatusValue.IN_FORCE
    assert said(date(2025, 6, 1))[0] is StatusValue.ENDED
    assert history(catalogue, document)[0].before.startswith("ended since=2026-01-01 note=hết hiệu lực")


def test_relations_are_added_and_taken_out(catalogue: Catalogue) -> None:
    document = added(catalogue, OLD, NEW)
    edit(
        catalogue,
        document,
        ("no_relation", "thay thế 9001/QĐ-BKNS"),
        ("relation", "bãi bỏ 9001/QĐ-BKNS on=2021-07-01"),
        ("relation", "hướng dẫn 9012/2020/NĐ-CP"),
    )
    found = {
        (r.kind, r.target_number, r.on, r.stated_by.partition("#")[2], r.confidence)
        for r in catalogue.relations_from(document.id)
        if r.kind is not RelationKind.BASED_ON
    }
    assert found == {
        (RelationKind.REPEALS, "9001/QĐ-BKNS", date(2021, 7, 1), "article:2/clause:2", "A"),
        (RelationKind.GUIDES, "9012/2020/NĐ-CP", None, "", "B"),
    }
    assert history(catalogue, document)[0].before == "replaces 9001/QĐ-BKNS on=2021-06-15"


def test_a_text_that_is_no_consolidated_one_states_its_own_acts(catalogue: Catalogue) -> None:
    outcome = add_file(DOCUMENTS / NEW, catalogue, Nature.CONSOLIDATED)
    assert outcome.document is not None
    assert catalogue.relations_from(outcome.document.id) == []
    edit(catalogue, outcome.document, ("nature", "official"))
    stated = [r.stated_by for r in catalogue.relations_from(outcome.document.id) if r.kind is RelationKind.REPLACES]
    assert stated == [f"{outcome.document.id}#article:2/clause:2"]
    amending = add_file(DOCUMENTS / "9034-2023-tt-bkns.docx", catalogue, Nature.CONSOLIDATED).document
    assert amending is not None
    amended = added(catalogue, "9012-2021-tt-bkns.docx")
    assert catalogue.amendments_to(amended) == []
    edit(catalogue, amending, ("nature", "official"))
    assert {a.source for a in catalogue.amendments_to(amended)} == {amending.id}


def stored_again(catalogue: Catalogue, document: Document, change: Callable[[Document], Document]) -> Document:
    """Remove a document's one copy, and store it as a reader would that now reads the document so."""
    copy = catalogue.best_copy(document.id)
    provisions, file_hash = catalogue.provisions(copy), copy.id.partition("@")[2]
    (sha,) = catalogue.connection().execute("select file_sha256 from copies where id = ?", (copy.id,)).fetchone()
    assert sha.startswith(file_hash)
    catalogue.remove_copy(copy.id)
    assert catalogue.documents() == []
    read = change(replace(document, number="9002/QĐ-BKNS", title="Tên đọc lại"))
    read = replace(read, id="")
    read = replace(read, id=catalogue.identify(read))
    again = replace(copy, id=f"{read.id}@{sha[:12]}", document=read.id)
    provisions = [replace(p, id=f"{read.id}#{p.key}", document=read.id) for p in provisions]
    return store(catalogue, read, again, sha, provisions).document


def test_corrections_outlive_the_copy(catalogue: Catalogue) -> None:
    document = added(catalogue, NEW)
    ids = edit(catalogue, document, ("number", "9902/QĐ-BKNS"), ("title", "Tên đúng"))
    again = stored_again(catalogue, only(catalogue, "9902/QĐ-BKNS"), lambda d: replace(d, signer="Đọc Lại"))
    assert (again.number, again.title, again.signer) == ("9902/QĐ-BKNS", "Tên đúng", "Đọc Lại")
    assert again.id == "9902/QĐ-BKNS|Bộ Kết nối số|2021-06-15"
    assert {p.document for p in catalogue.provisions(catalogue.best_copy(again.id))} == {again.id}
    assert [c.id for c in history(catalogue, again)] == ids
    for id_ in ids:
        undo(catalogue, id_, WHO)
    (now,) = catalogue.documents()
    assert (now.number, now.title, now.signer) == ("9002/QĐ-BKNS", "Tên đọc lại", "Đọc Lại")


def test_a_correction_undone_while_its_file_is_away_does_not_come_back(catalogue: Catalogue) -> None:
    document = added(catalogue, NEW)
    before = rows(catalogue)
    (id_,) = edit(catalogue, document, ("title", "Tên sai"))
    catalogue.remove_copy(catalogue.best_copy(document.id).id)
    undo(catalogue, id_, WHO)
    added(catalogue, NEW)
    assert rows(catalogue) == before
    assert catalogue.connection().execute("select * from corrections where field = ?", (AS_READ,)).fetchall() == []


def test_history_names_who_and_when_and_keeps_what_was_undone(catalogue: Catalogue) -> None:
    document = added(catalogue, NEW)
    (id_,) = edit(catalogue, document, ("signer", "Phạm Thị Nền"))
    undo(catalogue, id_, "Trưởng phòng Mẫu", date(2026, 12, 1))
    assert id_ == 1
    (found,) = history(catalogue, document)
    assert (found.before, found.value, found.made_on) == ("Phạm Thu Nền", "Phạm Thị Nền", TODAY)
    assert (found.undone_on, found.undone_by) == (date(2026, 12, 1), "Trưởng phòng Mẫu")
    with pytest.raises(Misconfigured, match="Trưởng phòng Mẫu hoàn tác"):
        undo(catalogue, id_, WHO)
    with pytest.raises(NotFound, match="số 999"):
        undo(catalogue, 999, WHO)


@pytest.mark.parametrize(
    ("changes", "who", "source", "said"),
    [
        ({"title": "Tên mới"}, " ", SOURCE, "--by"),
        ({"title": "Tên mới"}, WHO, "", "--source"),
        ({}, WHO, SOURCE, "Chưa nêu thay đổi nào"),
        ({"signer": "Phạm Thu Nền"}, WHO, SOURCE, "không có gì để sửa"),
        ({"title": "Tên mới", "issued": "2021-13-01"}, WHO, SOURCE, "không phải ngày ban hành"),
        ({"nature": "official"}, WHO, SOURCE, "9002-qd-bkns.pdf"),
        ({"no_relation": "replaces 9999/QĐ-BKNS"}, WHO, SOURCE, "replaces 9001/QĐ-BKNS"),
    ],
)
def test_what_is_refused_changes_nothing(
    catalogue: Catalogue, changes: dict[str, str], who: str, source: str, said: str
) -> None:
    document = added(catalogue, "9002-qd-bkns.pdf", NEW)
    before = rows(catalogue)
    with pytest.raises(CanCuError) as refused:
        correct(catalogue, document, changes, who, source, TODAY)
    assert said in str(refused.value)
    assert rows(catalogue) == before
    assert history(catalogue, document) == []


def test_a_digest_that_ships_is_not_edited(catalogue: Catalogue, tmp_path: Path) -> None:
    digest = tmp_path / "9002.md"
    digest.write_text(DIGEST, encoding="utf-8")
    outcome = add_file(digest, catalogue, source="library:9002.md")
    assert outcome.document is not None
    with pytest.raises(Misconfigured, match="thêm tệp văn bản gốc"):
        edit(catalogue, outcome.document, ("title", "Tên mới"))
    document = added(catalogue, NEW)
    edit(catalogue, document, ("no_relation", "replaces 9001/QĐ-BKNS"))
    with pytest.raises(Misconfigured, match=r"library:9002\.md"):
        edit(catalogue, document, ("no_relation", "replaces 9001/QĐ-BKNS"))
    edit(catalogue, document, ("number", "9902/QĐ-BKNS"))
    assert catalogue.best_copy(only(catalogue, "9002/QĐ-BKNS").id).source == "library:9002.md"
    assert only(catalogue, "9902/QĐ-BKNS").signer == "Phạm Thu Nền"


def test_a_failure_midway_leaves_everything_as_it_was(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    document = added(catalogue, OLD, "9002-qd-bkns.pdf", NEW)
    before = rows(catalogue)

    def fails(document_id: str) -> None:
        raise KeyboardInterrupt(document_id)

    monkeypatch.setattr(catalogue, "_describe", fails)
    with pytest.raises(KeyboardInterrupt):
        edit(catalogue, document, ("number", "9902/QĐ-BKNS"))
    assert rows(catalogue) == before
    assert history(catalogue, document) == []


def test_a_pack_carries_corrections_that_can_be_undone_there(catalogue: Catalogue, tmp_path: Path) -> None:
    document = added(catalogue, NEW)
    before = rows(catalogue)
    (id_,) = edit(catalogue, document, ("number", "9902/QĐ-BKNS"))
    export_pack(catalogue, tmp_path / "kho.zip", "Kho", WHO)
    other = Catalogue(tmp_path / "other" / "catalogue.sqlite")
    import_pack(other, tmp_path / "kho.zip")
    assert rows(other) == rows(catalogue)
    assert other.fingerprint() == catalogue.fingerprint()
    undo(other, history(other, only(other, "9902/QĐ-BKNS"))[0].id, WHO)
    assert rows(other) == before
    assert catalogue.by_number("9902/QĐ-BKNS")
    undo(catalogue, id_, WHO)
    assert rows(catalogue) == before
