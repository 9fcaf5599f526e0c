"""Corpus packs: out of one catalogue and into another unchanged, and every way in which a pack can lie."""

from __future__ import annotations

import hashlib
import json
import shutil
import stat
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.add import add_file, sync_library
from corpus.catalogue import Catalogue
from corpus.digest import library_files
from corpus.errors import Misconfigured, NotFound, ReadRefused
from corpus.pack import PackSummary, export_pack, import_pack, verify_pack
from corpus.pack_check import content_of
from corpus.pack_compare import compare_pack
from corpus.pack_files import PackFiles, opened
from corpus.pack_rows import Rows, columns_of, from_json, own_copies, rows_of_copy, store_rows, to_json
from tests.conftest import DOCUMENTS

FILES = ("9001-qd-bkns.docx", "9002-qd-bkns.docx", "9012-2021-tt-bkns.docx", "9077-2024-qd-ubnd.docx")
DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """Invented regulations, a digest that a user added, and two of the digests that ship."""
    catalogue = Catalogue(tmp_path_factory.mktemp("full") / "catalogue.sqlite")
    sync_library(catalogue, library_files()[:2])
    add_file(library_files()[2], catalogue, source="https://vanban.test/digest.md")
    for name in FILES:
        add_file(DOCUMENTS / name, catalogue, source=f"https://vanban.test/{name}")
    yield catalogue
    catalogue.close()


@pytest.fixture(scope="module")
def folder(full: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("packs") / "kho"
    export_pack(full, path, "Kho thử", "Văn phòng Bộ Kết nối số", DAY)
    return path


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Catalogue]:
    catalogue = Catalogue(tmp_path / "empty" / "catalogue.sqlite")
    yield catalogue
    catalogue.close()


def held(catalogue: Catalogue) -> dict[str, tuple[Rows, Any]]:
    """Everything that a catalogue has of its own copies: their rows, and their documents as readers see them."""
    ids = own_copies(catalogue)
    return {id_: (rows_of_copy(catalogue, id_), catalogue.document(catalogue.copy(id_).document)) for id_ in ids}


@pytest.mark.parametrize("name", ["kho.zip", "kho"])
def test_what_is_imported_is_what_was_exported(full: Catalogue, empty: Catalogue, tmp_path: Path, name: str) -> None:
    path = tmp_path / "new folder" / name
    exported = export_pack(full, path, " Kho thử ", "Văn phòng", DAY)
    assert verify_pack(path) == []
    imported = import_pack(empty, path)
    assert held(empty) == held(full)
    assert (exported.copies, exported.documents, exported.left_out) == (5, 5, 2)
    assert (imported.name, imported.made_by, imported.made_on) == ("Kho thử", "Văn phòng", DAY)
    assert (imported.added, imported.known, imported.content) == (5, 0, exported.content)
    again = import_pack(empty, path)
    assert (again.added, again.known) == (0, 5)
    assert held(empty) == held(full)


def test_provisions_relations_and_facts_read_the_same(full: Catalogue, empty: Catalogue, folder: Path) -> None:
    import_pack(empty, folder)
    for document in empty.documents():
        for read in ("relations_from", "facts", "best_copy", "copies"):
            assert getattr(empty, read)(document.id) == getattr(full, read)(document.id), read
        assert empty.provisions(empty.best_copy(document.id)) == full.provisions(full.best_copy(document.id))


def test_exported_twice_the_bytes_are_equal(full: Catalogue, empty: Catalogue, folder: Path, tmp_path: Path) -> None:
    export_pack(full, tmp_path / "a.zip", "Kho thử", "Văn phòng", DAY)
    export_pack(full, tmp_path / "b.zip", "Kho thử", "Văn phòng", DAY)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    import_pack(empty, folder)
    there = export_pack(empty, tmp_path / "c", "Kho khác", "Nơi khác")
    assert there.content == manifest_of(folder)["content"]


def test_a_pack_exported_from_what_was_imported_alone_has_its_fingerprint(
    empty: Catalogue, folder: Path, tmp_path: Path
) -> None:
    import_pack(empty, folder)
    other = Catalogue(tmp_path / "other.sqlite")
    import_pack(other, folder)
    assert other.fingerprint() == empty.fingerprint()
    other.close()


def test_the_manifest_says_what_is_inside(folder: Path) -> None:
    manifest = manifest_of(folder)
    assert (manifest["name"], manifest["made_by"], manifest["made_on"]) == (
        "Kho thử",
        "Văn phòng Bộ Kết nối số",
        "2026-11-23",
    )
    entry = next(entry for entry in manifest["entries"] if entry["number"] == "9002/QĐ-BKNS")
    assert entry["issuer"] == "Bộ Kết nối số"
    assert (entry["issued"], entry["nature"], entry["format"]) == ("2021-06-15", "unofficial", "docx")
    assert entry["source"] == "https://vanban.test/9002-qd-bkns.docx"
    assert entry["file"] == f"copies/{hashlib.sha256((DOCUMENTS / '9002-qd-bkns.docx').read_bytes()).hexdigest()}.json"
    assert not any(entry["source"].startswith("library:") for entry in manifest["entries"])


def test_a_document_known_under_another_id_keeps_the_one_it_has(
    full: Catalogue, empty: Catalogue, folder: Path
) -> None:
    """Here 9002/QĐ-BKNS was first met in a poor copy, of which the issuer could not be read."""
    (there,) = full.by_number("9002/QĐ-BKNS")
    with empty.storing("9002/QĐ-BKNS||không rõ ngày"):
        empty._db.execute(
            "insert into copies (id, document, rank, nature, source, checked_on, format, text, sha256, file_sha256, page_starts, described) "
            "values ('9002/QĐ-BKNS||không rõ ngày@0', '9002/QĐ-BKNS||không rõ ngày', 6, 'draft', '', '2026-01-01', '', '', '', '0', '[]', ?)",
            (json.dumps({"number": "9002/QĐ-BKNS"}),),
        )
    import_pack(empty, folder)
    (here,) = empty.by_number("9002/QĐ-BKNS")
    assert here.id == "9002/QĐ-BKNS||không rõ ngày"
    assert here.issuer == there.issuer
    keys = [[p.key for p in c.provisions(c.best_copy(d.id))] for c, d in ((empty, here), (full, there))]
    assert keys[0] == keys[1] != []
    assert [r.kind for r in empty.relations_from(here.id)] == [r.kind for r in full.relations_from(there.id)] != []
    assert compare_pack(empty, folder, DAY).only_there == ()


# What is wrong with a pack: each case changes a sound folder, and says what the verification must say.


def manifest_of(folder: Path) -> dict[str, Any]:
    found = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def write_manifest(folder: Path, **changed: object) -> None:
    manifest = {key: value for key, value in (manifest_of(folder) | changed).items() if value != "gone"}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def first_file(folder: Path) -> Path:
    entries = manifest_of(folder)["entries"]
    return folder / next(str(entry["file"]) for entry in entries if entry["number"] == "9077/2024/QĐ-UBND")


def forge(change: Callable[[Any], object], **entry_fields: object) -> Callable[[Path], None]:
    """Change the rows of a copy and make every hash of the manifest fit: what only the contents can give away."""

    def apply(folder: Path) -> None:
        file, manifest = first_file(folder), manifest_of(folder)
        rows = json.loads(file.read_text(encoding="utf-8"))
        change(rows)
        data = json.dumps(rows).encode()
        file.write_bytes(data)
        entry = next(e for e in manifest["entries"] if folder / e["file"] == file)
        entry |= {"sha256": hashlib.sha256(data).hexdigest()} | entry_fields
        content = content_of([type("E", (), e) for e in manifest["entries"]])  # type: ignore[misc]
        write_manifest(folder, entries=manifest["entries"], content=content)

    return apply


def edit_text(folder: Path) -> None:
    file = first_file(folder)
    file.write_text(file.read_text(encoding="utf-8").replace("Điều 1", "Điều 9"), encoding="utf-8")


def drop_tile(rows: Any) -> None:
    rows["provisions"].pop(2)


LIES: dict[str, tuple[Callable[[Path], object], str]] = {
    "no manifest": (lambda f: (f / "manifest.json").unlink(), "thiếu manifest.json"),
    "not JSON": (lambda f: (f / "manifest.json").write_text("{"), "không phải JSON"),
    "deep JSON": (lambda f: (f / "manifest.json").write_text("[" * 200_000), "không phải JSON"),
    "other format": (lambda f: write_manifest(f, format="zip"), "không phải của một kho đóng gói"),
    "newer format": (lambda f: write_manifest(f, version=2), "phiên bản định dạng 2"),
    "other schema": (lambda f: write_manifest(f, schema=99), "phiên bản danh mục 99"),
    "no name": (lambda f: write_manifest(f, name="gone"), "thiếu, thừa hoặc sai trường"),
    "extra field": (lambda f: write_manifest(f, more=1), "thiếu, thừa hoặc sai trường"),
    "bad day": (lambda f: write_manifest(f, made_on="hôm qua"), "thiếu, thừa hoặc sai trường"),
    "bad entries": (lambda f: write_manifest(f, entries=[{"file": "x"}]), "thiếu, thừa hoặc sai trường"),
    "name a number": (lambda f: write_manifest(f, name=5), "trường name phải là chữ"),
    "other content": (lambda f: write_manifest(f, content="0" * 16), "content"),
    "missing file": (lambda f: first_file(f).unlink(), "thiếu tệp"),
    "extra file": (lambda f: (f / "copies" / ("0" * 64 + ".json")).write_text("{}"), "thừa tệp"),
    "strange file": (lambda f: (f / "run.sh").write_text("x"), "tệp lạ"),
    "symlink": (lambda f: (f / "copies" / ("0" * 64 + ".json")).symlink_to("/etc/passwd"), "liên kết tượng trưng"),
    "symlinked folder": (lambda f: (f / "more").symlink_to("/etc"), "liên kết tượng trưng"),
    "listed twice": (lambda f: write_manifest(f, entries=manifest_of(f)["entries"] * 2), "hai lần"),
    "listed elsewhere": (lambda f: write_manifest(f, entries=[e | {"file": "../../etc/passwd"} for e in manifest_of(f)["entries"]]), "thiếu tệp"),
    "edited": (edit_text, "sha256 không khớp manifest.json"),
    "text edited": (forge(lambda r: r["copies"][0].update(text="khác")), "văn bản đã bị thay đổi"),
    "tile missing": (forge(drop_tile), "không nối liền nhau"),
    "tile last missing": (forge(lambda r: r["provisions"].pop()), "ký tự"),
    "tile beyond": (forge(lambda r: r["provisions"][-1].update(stop=10**6, extent=10**6)), "không nối liền nhau"),
    "column more": (forge(lambda r: r["provisions"][0].update({"x) --": 1})), "đúng các cột"),
    "table more": (forge(lambda r: r.update(sqlite_master=[])), "đúng các bảng"),
    "list as value": (forge(lambda r: r["provisions"][0].update(heading=[])), "không phải chữ hay số"),
    "two copies": (forge(lambda r: r["copies"].append(r["copies"][0])), "đúng một dòng"),
    "rows a number": (forge(lambda r: r.update(provisions=5)), "không đọc được"),
    "provision twice": (forge(lambda r: r["provisions"].append(r["provisions"][0])), "danh mục không nhận"),
    "level unknown": (forge(lambda r: r["provisions"][0].update(path='[["verse", "1"]]')), "không đọc được"),
    "huge number": (forge(lambda r: r["provisions"][0].update(start=10**30)), "không đọc được"),
    "rank raised": (forge(lambda r: r["copies"][0].update(rank=-1)), "thứ bậc"),
    "nature unlisted": (forge(lambda r: r["copies"][0].update(nature="official", rank=0)), "cột nature khác manifest.json"),
    "nature unknown": (forge(lambda r: r["copies"][0].update(nature="law"), nature="law"), "tính chất (nature)"),
    "as library": (forge(lambda r: r["copies"][0].update(source="library:x"), source="library:x"), "kèm theo chương trình"),
    "speaks for others": (forge(lambda r: r["relations"][0].update(source="73/2019/NĐ-CP|Chính phủ|2019-09-05")), "bảng relations có dòng của văn bản khác"),
    "fact of others": (forge(lambda r: r["status_facts"][0].update(document="x")), "bảng status_facts có dòng của văn bản khác"),
    "provision of others": (forge(lambda r: r["provisions"][0].update(id="x#preamble")), "đơn vị mang mã của văn bản khác"),
    "other file": (forge(lambda r: r["copies"][0].update(file_sha256="0" * 64)), "không khớp mã băm"),
}  # fmt: skip


@pytest.mark.parametrize("case", LIES)
def test_a_pack_that_lies_is_told_and_refused(folder: Path, empty: Catalogue, tmp_path: Path, case: str) -> None:
    path = tmp_path / "pack"
    shutil.copytree(folder, path)
    lie, said = LIES[case]
    lie(path)
    assert said in " ".join(verify_pack(path))
    with pytest.raises(ReadRefused, match="Chưa nhập gì"):
        import_pack(empty, path)
    with pytest.raises(ReadRefused):
        compare_pack(empty, path)
    assert empty.documents() == []


def zipped(folder: Path, path: Path, *more: tuple[zipfile.ZipInfo | str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, file.relative_to(folder).as_posix())
        for name, data in more:
            archive.writestr(name, data)
    return path


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def test_a_zip_made_from_the_folder_is_a_pack(folder: Path, tmp_path: Path) -> None:
    assert verify_pack(zipped(folder, tmp_path / "kho.zip")) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../../etc/cron.d/x", "tệp lạ"),
        ("/etc/passwd", "tệp lạ"),
        ("copies\\..\\..\\x", "tệp lạ"),
        ("copies/../manifest.json", "tệp lạ"),
        ("more/", "tệp lạ|không phải tệp thường"),
        (link("copies/" + "0" * 64 + ".json"), "liên kết tượng trưng"),
    ],
)
def test_a_zip_with_hostile_names_is_refused(
    folder: Path, tmp_path: Path, name: zipfile.ZipInfo | str, said: str
) -> None:
    problems = verify_pack(zipped(folder, tmp_path / "kho.zip", (name, b"x")))
    assert any(word in " ".join(problems) for word in said.split("|"))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_with_a_name_twice_is_refused(folder: Path, tmp_path: Path) -> None:
    path = zipped(folder, tmp_path / "kho.zip", ("manifest.json", b"{}"))
    assert verify_pack(path) == ["“manifest.json” có hai lần trong tệp nén."]


def test_unpacking_stops_at_the_limits(tmp_path: Path) -> None:
    names = [f"copies/{digit * 64}.json" for digit in "0123"]
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, b"\0" * 2_000_000)
    with zipfile.ZipFile(tmp_path / "bomb.zip") as archive:
        with pytest.raises(ReadRefused, match="quá giới hạn"):
            PackFiles(tmp_path / "bomb.zip", archive, largest_file=1_500_000).read(names[0])
        files = PackFiles(tmp_path / "bomb.zip", archive, largest_pack=5_000_000)
        assert [len(files.read(name)) for name in names[:2]] == [2_000_000, 2_000_000]
        with pytest.raises(ReadRefused, match="quá giới hạn"):
            files.read(names[2])


def test_a_damaged_zip_is_told(folder: Path, tmp_path: Path) -> None:
    path = zipped(folder, tmp_path / "kho.zip")
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("manifest.json")
    data[info.header_offset + 60 : info.header_offset + 70] = bytes(10)
    path.write_bytes(data)
    assert "thiếu hoặc bị hỏng" in " ".join(verify_pack(path))


def test_what_is_no_pack_says_so(empty: Catalogue, full: Catalogue, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="khong-co"):
        verify_pack(tmp_path / "khong-co.zip")
    (tmp_path / "text.zip").write_text("không phải zip")
    with pytest.raises(ReadRefused, match="không phải tệp zip"):
        verify_pack(tmp_path / "text.zip")
    with pytest.raises(Misconfigured, match="đã có"):
        export_pack(full, folder, "Kho", "Ai đó")
    with pytest.raises(Misconfigured, match="--by"):
        export_pack(full, tmp_path / "x", "Kho", " ")
    with pytest.raises(NotFound, match="chưa có văn bản nào"):
        export_pack(empty, tmp_path / "x", "Kho", "Ai đó")
    assert not (tmp_path / "x").exists()


def test_an_export_that_fails_leaves_nothing(full: Catalogue, tmp_path: Path) -> None:
    from corpus.pack_files import write_files

    def files() -> Iterator[tuple[str, bytes]]:
        yield "copies/x.json", b"{}"
        raise KeyError("gone")

    for name in ("kho.zip", "kho"):
        with pytest.raises(KeyError):
            write_files(tmp_path / name, files())
    assert list(tmp_path.iterdir()) == []


def test_a_document_level_table_travels_too(full: Catalogue, empty: Catalogue, folder: Path, tmp_path: Path) -> None:
    """A table that this code has never heard of, as a later schema may bring: keyed by document, numbered by itself."""
    catalogues = [empty, Catalogue(tmp_path / "other.sqlite")]
    import_pack(catalogues[0], folder)
    (document,) = catalogues[0].by_number("9002/QĐ-BKNS")
    for catalogue in catalogues:
        catalogue._db.execute("create table remarks (id integer primary key, document text, remark text)")
    catalogues[0]._db.execute("insert into remarks (document, remark) values (?, 'sửa ngày')", (document.id,))
    catalogues[0]._db.commit()
    assert columns_of(empty)["remarks"] == ["document", "remark"]
    rows = rows_of_copy(empty, catalogues[0].best_copy(document.id).id)
    store_rows(catalogues[1], rows)
    assert list(catalogues[1]._db.execute("select document, remark from remarks")) == [(document.id, "sửa ngày")]
    catalogues[1].close()


def test_rows_with_bytes_come_back_from_json(full: Catalogue) -> None:
    rows = rows_of_copy(full, own_copies(full)[0])
    rows["provisions"][0]["heading"] = bytes(range(256))
    assert from_json(to_json(rows)) == rows


def test_rows_that_do_not_fit_leave_nothing(full: Catalogue, empty: Catalogue) -> None:
    rows = rows_of_copy(full, own_copies(full)[0])
    rows["provisions"].append(rows["provisions"][0])
    with pytest.raises(Exception, match="UNIQUE"):
        store_rows(empty, rows)
    assert empty.documents() == []
    with pytest.raises(KeyError):
        rows_of_copy(full, "khong-co")


# Comparing


def test_equal_catalogues_do_not_differ(full: Catalogue, folder: Path) -> None:
    found = compare_pack(full, folder, DAY)
    assert (found.only_here, found.only_there, found.different_text, found.different_nature) == ((), (), (), ())
    assert (found.different_status, found.same, found.as_of) == ((), 5, DAY)


def test_differences_are_told_by_kind(empty: Catalogue, folder: Path, tmp_path: Path) -> None:
    """Here without 9002, which replaces 9001; with 9003 instead; and with 9012 in words of our own."""
    for name in ("9001-qd-bkns.docx", "9003-qd-bkns.docx"):
        add_file(DOCUMENTS / name, empty)
    from corpus.read import read

    text = read(DOCUMENTS / "9012-2021-tt-bkns.docx").text.replace("Điều 1.", "Điều 1. (bản của chúng tôi)", 1)
    (tmp_path / "9012.txt").write_text(text, encoding="utf-8")
    add_file(tmp_path / "9012.txt", empty)
    found = compare_pack(empty, folder, DAY)

    def numbers(ids: tuple[str, ...]) -> list[str]:
        return [id_.partition("|")[0] for id_ in ids]

    assert numbers(found.only_here) == ["9003/QĐ-BKNS"]
    assert set(numbers(found.only_there)) >= {"9002/QĐ-BKNS", "9077/2024/QĐ-UBND"}
    assert numbers(found.different_text) == ["9012/2021/TT-BKNS"]
    assert [(d.document.partition("|")[0], d.here.value, d.there.value) for d in found.different_status] == [
        ("9001/QĐ-BKNS", "in_force", "ended")
    ]
    assert found.same == 0


def test_the_library_counts_on_both_sides(folder: Path, empty: Catalogue) -> None:
    """The digest that a user added there is one of the library's here: neither only there nor compared."""
    sync_library(empty, library_files())
    import_pack(empty, folder)
    found = compare_pack(empty, folder, DAY)
    assert (found.only_here, found.only_there, found.different_status, found.same) == ((), (), (), 4)


def test_the_summary_is_plain_data(full: Catalogue, tmp_path: Path) -> None:
    found = export_pack(full, tmp_path / "kho.zip", "Kho", "Ai đó")
    assert found == PackSummary("Kho", date.today(), "Ai đó", found.content, 5, 5, left_out=2)
    with opened(tmp_path / "kho.zip") as files:
        assert files.names[-1] == "manifest.json"
