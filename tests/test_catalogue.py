import sqlite3
from datetime import date
from pathlib import Path

import pytest

from assistant.settings import Settings
from corpus.add import add_file, add_files, files_in, sync_library
from corpus.catalogue import Catalogue
from corpus.errors import NotFound
from corpus.schema import FIRST
from corpus.types import Document, Nature
from tests.conftest import DOCUMENTS


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / "data" / "catalogue.sqlite")


def outcome_kinds(catalogue: Catalogue, *names: str) -> list[str]:
    return [outcome.kind for outcome in add_files([DOCUMENTS / name for name in names], catalogue)]


def test_a_file_added_twice_is_known_and_another_format_is_a_copy(catalogue: Catalogue) -> None:
    assert outcome_kinds(
        catalogue, "9002-qd-bkns.docx", "9002-qd-bkns.docx", "9002-qd-bkns.pdf", "9044-qd-ubnd-song-lam.scan.pdf"
    ) == ["added", "known", "copy", "refused"]
    (document,) = catalogue.documents()
    assert len(catalogue.copies(document.id)) == 2


def test_equal_numbers_of_two_provinces_never_merge(catalogue: Catalogue) -> None:
    assert outcome_kinds(catalogue, "9105-qd-ubnd-song-lam.docx", "9105-qd-ubnd-ngan-pho.docx") == ["added", "added"]
    assert {d.issuer for d in catalogue.by_number("9105/qd-ubnd")} == {
        "Ủy ban nhân dân tỉnh Sông Lam",
        "Ủy ban nhân dân tỉnh Ngàn Phố",
    }


def test_provisions_come_back_as_they_were_parsed(catalogue: Catalogue) -> None:
    outcome = add_file(DOCUMENTS / "9012-2021-tt-bkns.docx", catalogue)
    assert outcome.document is not None
    copy = catalogue.best_copy(outcome.document.id)
    provisions = catalogue.provisions(copy)
    assert "".join(p.text for p in provisions) == copy.text
    point = catalogue.provision(f"{outcome.document.id}#article:4/clause:1/point:đ")
    assert point is not None
    assert point.citation == "điểm đ khoản 1 Điều 4"
    assert copy.text[point.start : point.end].startswith("đ) Lưu nhật ký")


def test_an_official_text_takes_a_digests_place(catalogue: Catalogue, tmp_path: Path) -> None:
    digest = tmp_path / "tom-luoc.md"
    digest.write_text(
        "---\nnature: digest\nnumber: 9002/QĐ-BKNS\ntitle: Khung 2.0\nkind: Quyết định\nissuer: Bộ Kết nối số\n"
        "issued: 2021-06-15\neffective: 2021-06-15\neffective_stated: I.1\nsigner: ''\nsigner_title: ''\n"
        "relations: []\nstatus: []\nconfidence: A\nchecked_on: 2026-11-22\npublished: cổng giả định\n"
        "sources: [văn bản giả định]\n---\n# Hồ sơ tóm lược\n## I. Ban hành và hiệu lực\n### 1. Ban hành\n"
        "Quyết định 9002/QĐ-BKNS có hiệu lực từ ngày 15/6/2021.\n",
        encoding="utf-8",
    )
    first = add_file(digest, catalogue)
    second = add_file(DOCUMENTS / "9002-qd-bkns.pdf", catalogue, Nature.OFFICIAL)
    assert first.document is not None and second.document is not None  # noqa: PT018
    assert second.document.id == first.document.id
    assert catalogue.best_copy(first.document.id).nature is Nature.OFFICIAL
    assert second.document.signer == "Phạm Thu Nền"
    catalogue.remove_copy(catalogue.best_copy(first.document.id).id)
    assert catalogue.best_copy(first.document.id).nature is Nature.DIGEST


def test_relations_reach_documents_by_number_issuer_and_date(catalogue: Catalogue) -> None:
    outcome_kinds(catalogue, *(p.name for p in sorted(DOCUMENTS.glob("*.docx"))))
    (old,) = catalogue.by_number("9001/QĐ-BKNS")
    whole = [r for r in catalogue.relations_to(old) if r.kind == "replaces"]
    assert [catalogue.document(r.source).number for r in whole] == ["9002/QĐ-BKNS"]
    assert whole[0].stated_by.endswith("#article:2/clause:2")
    ngan_pho = next(d for d in catalogue.by_number("9105/QĐ-UBND") if "Ngàn" in d.issuer)
    assert catalogue.relations_to(ngan_pho) == []


@pytest.mark.parametrize(
    ("known", "other", "same"),
    [
        (("73/2019/NĐ-CP", "Chính phủ", date(2019, 9, 5)), ("73/2019/nđ-cp", "", None), True),
        (("464/QĐ-UBND", "UBND tỉnh A", date(2017, 1, 1)), ("464/QĐ-UBND", "UBND tỉnh B", date(2017, 1, 1)), False),
        (("464/QĐ-UBND", "UBND tỉnh A", date(2017, 1, 1)), ("464/QĐ-UBND", "UBND tỉnh A", date(2019, 1, 1)), False),
        (("464/QĐ-UBND", "UBND tỉnh A", date(2017, 1, 1)), ("464/QĐ-UBND", "", None), False),
    ],
)
def test_identity(
    catalogue: Catalogue, known: tuple[str, str, date], other: tuple[str, str, date | None], same: bool
) -> None:
    def described(number: str, issuer: str, issued: date | None) -> Document:
        return Document("", number, "t", "Quyết định", issuer, issued)

    first = catalogue.identify(described(*known))
    catalogue._db.execute(
        "insert into documents (id, folded, number, issuer, issued) values (?, ?, ?, ?, ?)",
        (first, known[0].lower().replace("đ", "d"), known[0], known[1], known[2].isoformat()),
    )
    assert (catalogue.identify(described(*other)) == first) is same


def test_the_library_follows_its_files(catalogue: Catalogue, tmp_path: Path) -> None:
    from corpus.digest import library_files

    files = library_files()[:3]
    assert sync_library(catalogue, files)
    assert not sync_library(catalogue, files)
    assert sync_library(catalogue, files[:2])
    assert len(catalogue.documents()) == 2


def test_a_missing_path_says_so() -> None:
    with pytest.raises(NotFound, match="khong-co"):
        files_in([Path("khong-co.docx")])


def test_a_write_that_fails_leaves_nothing(catalogue: Catalogue) -> None:
    add_file(DOCUMENTS / "9001-qd-bkns.docx", catalogue)
    before = catalogue.fingerprint()
    copy = catalogue.best_copy(catalogue.documents()[0].id)
    with pytest.raises(Exception, match="UNIQUE"):
        catalogue.store(catalogue.documents()[0], copy, "another hash", ())
    assert catalogue.fingerprint() == before


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CANCU_DATA", str(tmp_path))
    monkeypatch.setenv("CANCU_LIBRARY", "0")
    settings = Settings.from_environment()
    assert settings.catalogue == tmp_path / "catalogue.sqlite"
    assert not settings.library


def test_a_catalogue_of_the_first_version_is_upgraded_in_place(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    old = sqlite3.connect(path)
    for statement in FIRST.split(";"):
        old.execute(statement)
    old.execute("pragma user_version = 1")
    old.execute("insert into documents (id, folded, number, title) values ('a', '1/2020/qd', '1/2020/QĐ', 'Mẫu')")
    copy = "('c', 'a', 3, 'unofficial', 'a.txt', '2026-11-23', 'text', 'Điều 1. Một', 's', 'f', '[]', '{\"number\": \"1/2020/QĐ\"}')"
    old.execute(f"insert into copies values {copy}")
    relation = "('c', 'r', 'amends', 'a', '2/2019/QĐ', '2/2019/qd', null, '[]', null, 'a#article:1', '', 'A')"
    old.execute(f"insert into relations values {relation}")
    old.commit()
    old.close()
    for _ in range(2):  # the second opening finds it upgraded
        catalogue = Catalogue(path)
        assert catalogue.best_copy("a").text == "Điều 1. Một"
        assert [(r.target_number, r.transitional) for r in catalogue.relations_from("a")] == [("2/2019/QĐ", ())]
        assert (catalogue.document("a").place, catalogue.places("c", 0, 9)) == ("", [])
        catalogue.close()


def test_a_document_without_a_title_has_the_one_that_others_give_it(catalogue: Catalogue, tmp_path: Path) -> None:
    law = tmp_path / "luat.txt"
    law.write_text(
        "QUỐC HỘI\nSố: 91/2026/QH15\nĐiều 1. Phạm vi\nLuật này quy định về kho tư liệu số.\nĐiều 2. Giải thích\nKho là nơi giữ.\n"
        * 1,
        encoding="utf-8",
    )
    decree = tmp_path / "nghi-dinh.txt"
    decree.write_text(
        "CHÍNH PHỦ\nSố: 92/2026/NĐ-CP\nNGHỊ ĐỊNH\nQuy định chi tiết về kho\nCăn cứ Luật Kho tư liệu số số 91/2026/QH15;\n"
        "Điều 1. Phạm vi\nNghị định này quy định chi tiết Luật Kho tư liệu số số 91/2026/QH15.\n",
        encoding="utf-8",
    )
    list(add_files([law], catalogue))
    assert [d.title for d in catalogue.by_number("91/2026/QH15")] == [""]
    list(add_files([decree], catalogue))
    assert [d.title for d in catalogue.by_number("91/2026/QH15")] == ["Kho tư liệu số"]
