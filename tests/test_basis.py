from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.naming import name_of
from corpus.add import add_file
from corpus.basis import Rests, basis_report, markdown_report, sentence, text_report
from corpus.catalogue import Catalogue
from corpus.corrections import correct
from corpus.types import Nature

TEXT = """{issuer}
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: {number}
{place}, ngày {day} tháng {month} năm {year}

{kind}
QUY ĐỊNH VỀ {title}

{bases}

Điều 1. Phạm vi điều chỉnh
Văn bản này quy định về {lower} của trạm quan trắc.

Điều 2. Hiệu lực thi hành
1. {own} này có hiệu lực thi hành từ ngày {day} tháng {month} năm {year}.
{ends}

{signer}
Trần Văn Mẫu
"""
MINISTRY, PROVINCE = "BỘ KẾT NỐI SỐ", "ỦY BAN NHÂN DÂN\nTỈNH SÔNG LAM"
# number, issue and effect day, bases, ends: the province's 9400 rests on 9300, which rests on 9100; 9100 ← 9101 ← 9102.
DOCUMENTS = [
    ("9100/QĐ-BKNS", "2020-03-05", ["9000/2015/NĐ-CP"], []),
    ("9101/QĐ-BKNS", "2022-04-11", [], ["thay thế Quyết định số 9100/QĐ-BKNS"]),
    ("9102/QĐ-BKNS", "2024-05-20", [], ["thay thế Quyết định số 9101/QĐ-BKNS"]),
    ("9300/QĐ-BKNS", "2021-06-10", ["9100/QĐ-BKNS", "9301/QĐ-BKNS"], []),
    ("9301/QĐ-BKNS", "2021-07-12", ["9300/QĐ-BKNS"], []),
    ("9400/QĐ-UBND", "2023-08-14", ["9300/QĐ-BKNS"], []),
    ("9500/QĐ-UBND", "2023-09-15", ["9301/QĐ-BKNS", "9800/QĐ-BKNS"], []),
    ("9600/QĐ-BKNS", "2023-10-16", [], ["bãi bỏ Quyết định số 9800/QĐ-BKNS"]),
]  # fmt: skip
ABSENT = "không có trong kho, không rõ hiệu lực"


def regulation(number: str, issued: str, bases: list[str], ends: list[str]) -> str:
    local = number.endswith("UBND")
    year, month, day = issued.split("-")
    title = f"SỔ TAY KẾT NỐI {number.partition('/')[0]}"
    return TEXT.format(
        issuer=PROVINCE if local else MINISTRY,
        number=number,
        place="Sông Lam" if local else "Hà Nội",
        day=day,
        month=month,
        year=year,
        kind="QUYẾT ĐỊNH",
        title=title,
        lower=title.lower(),
        bases="\n".join(f"Căn cứ {'Nghị định' if 'NĐ' in base else 'Quyết định'} số {base};" for base in bases)
        or "Theo đề nghị của Chánh Văn phòng;",
        own="Quyết định",
        ends="\n".join(f"{place}. Quyết định này {end}." for place, end in enumerate(ends, start=2)),
        signer="CHỦ TỊCH" if local else "BỘ TRƯỞNG",
    )


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = tmp_path_factory.mktemp("basis")
    catalogue = Catalogue(folder / "catalogue.sqlite")
    for number, *rest in DOCUMENTS:
        file = folder / f"{number.replace('/', '-')}.txt"
        file.write_text(regulation(number, *rest), encoding="utf-8")
        outcome = add_file(file, catalogue, Nature.OFFICIAL)
        assert outcome.document is not None
        assert (outcome.document.number, str(outcome.document.effective)) == (number, rest[0])
    return catalogue


def digits(number: str) -> str:
    return number.partition("/")[0]


def shown(found: list[Rests]) -> list[str]:
    """“9400 → 9300 → 9100: ended ⇒ 9101 → 9102”."""
    return [
        " → ".join([digits(rests.document.number), *(digits(link.base.number) for link in rests.path)])
        + f": {rests.base_status.value.value}"
        + (" ⇒ " + " → ".join(digits(s.document.number) for s in rests.successors) if rests.successors else "")
        for rests in found
    ]


@pytest.mark.parametrize(
    ("as_of", "include_unknown", "deepest", "expected"),
    [
        ("2022-01-01", False, 3, []),
        (
            "2023-01-01",
            False,
            3,
            ["9300 → 9100: ended ⇒ 9101", "9301 → 9300 → 9100: ended ⇒ 9101"],
        ),
        (
            "2026-11-22",
            False,
            1,
            ["9300 → 9100: ended ⇒ 9101 → 9102", "9500 → 9800: ended ⇒ 9600"],
        ),
        (
            "2026-11-22",
            False,
            3,
            [
                "9300 → 9100: ended ⇒ 9101 → 9102",
                "9500 → 9800: ended ⇒ 9600",
                "9301 → 9300 → 9100: ended ⇒ 9101 → 9102",
                "9400 → 9300 → 9100: ended ⇒ 9101 → 9102",
                "9500 → 9301 → 9300 → 9100: ended ⇒ 9101 → 9102",
            ],
        ),
        ("2021-01-01", True, 3, ["9100 → 9000: unknown"]),
    ],
)
def test_what_rests_on_what_has_ended(
    catalogue: Catalogue, as_of: str, include_unknown: bool, deepest: int, expected: list[str]
) -> None:
    assert shown(basis_report(catalogue, date.fromisoformat(as_of), include_unknown, deepest)) == expected


@pytest.mark.parametrize(
    ("as_of", "number", "said"),
    [
        (
            "2023-01-01",
            "9300/QĐ-BKNS",
            "Quyết định số 9300/QĐ-BKNS căn cứ Quyết định số 9100/QĐ-BKNS, đã được thay thế từ 11/4/2022 bởi "
            "Quyết định số 9101/QĐ-BKNS.",
        ),
        (
            "2026-11-22",
            "9400/QĐ-UBND",
            "Quyết định số 9400/QĐ-UBND của Ủy ban nhân dân tỉnh Sông Lam căn cứ Quyết định số 9300/QĐ-BKNS; "
            "Quyết định số 9300/QĐ-BKNS căn cứ Quyết định số 9100/QĐ-BKNS, đã được thay thế từ 11/4/2022 bởi "
            "Quyết định số 9101/QĐ-BKNS; Quyết định số 9101/QĐ-BKNS lại được thay thế từ 20/5/2024 bởi "
            "Quyết định số 9102/QĐ-BKNS.",
        ),
        (
            "2026-11-22",
            "9500/QĐ-UBND",
            "Quyết định số 9500/QĐ-UBND của Ủy ban nhân dân tỉnh Sông Lam căn cứ Quyết định số 9800/QĐ-BKNS, "
            "đã bị bãi bỏ từ 16/10/2023 bởi Quyết định số 9600/QĐ-BKNS.",
        ),
        (
            "2021-01-01",
            "9100/QĐ-BKNS",
            f"Quyết định số 9100/QĐ-BKNS căn cứ Nghị định số 9000/2015/NĐ-CP, {ABSENT}.",
        ),
    ],
)
def test_a_finding_reads_as_a_sentence(catalogue: Catalogue, as_of: str, number: str, said: str) -> None:
    day = date.fromisoformat(as_of)
    found = basis_report(catalogue, day, include_unknown=True)
    assert next(sentence(rests, day, name_of) for rests in found if rests.document.number == number) == said


def test_the_provision_that_states_the_basis_is_shown_verbatim(catalogue: Catalogue) -> None:
    day = date(2026, 11, 22)
    found = basis_report(catalogue, day)
    link = found[0].path[0]
    provision = catalogue.provision(link.stated_by)
    assert provision is not None
    assert link.words == "Căn cứ Quyết định số 9100/QĐ-BKNS;"
    assert link.words in provision.text
    text = text_report(found, day, name_of)
    assert text.startswith("Tại ngày 22/11/2026: 4 văn bản dựa trên văn bản đã hết hiệu lực")
    assert "   Phần mở đầu Quyết định số 9300/QĐ-BKNS: “Căn cứ Quyết định số 9100/QĐ-BKNS;”" in text.splitlines()
    assert text_report([], day, name_of).endswith("không thấy văn bản nào đang dựa trên văn bản đã hết hiệu lực.")


def test_the_markdown_report_has_a_section_for_each_document(catalogue: Catalogue) -> None:
    day = date(2026, 11, 22)
    report = markdown_report(basis_report(catalogue, day), day, name_of)
    assert [line for line in report.splitlines() if line.startswith("#")] == [
        "# Rà soát căn cứ pháp lý",
        "## Quyết định số 9300/QĐ-BKNS",
        "## Quyết định số 9500/QĐ-UBND của Ủy ban nhân dân tỉnh Sông Lam",
        "## Quyết định số 9301/QĐ-BKNS",
        "## Quyết định số 9400/QĐ-UBND của Ủy ban nhân dân tỉnh Sông Lam",
    ]
    assert "Hiệu lực: còn hiệu lực" in report


def test_a_finding_is_json(catalogue: Catalogue) -> None:
    found = json.loads(json.dumps(basis_report(catalogue, date(2026, 11, 22))[0].as_dict(), ensure_ascii=False))
    assert (found["document"], found["status"]) == ("9300/QĐ-BKNS", "in_force")
    assert (found["base"]["document"], found["base"]["since"], found["base"]["how"]) == (
        "9100/QĐ-BKNS",
        "2022-04-11",
        "thay thế",
    )
    assert [s["document"] for s in found["successors"]] == ["9101/QĐ-BKNS", "9102/QĐ-BKNS"]
    assert [(p["quote"], p["citation"]) for p in found["path"]] == [
        ("Căn cứ Quyết định số 9100/QĐ-BKNS;", "phần mở đầu")
    ]


def test_an_end_that_a_sourced_fact_states_counts(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    for number, *rest in (DOCUMENTS[0], DOCUMENTS[3]):
        file = tmp_path / f"{number.replace('/', '-')}.txt"
        file.write_text(regulation(number, *rest), encoding="utf-8")
        add_file(file, catalogue)
    (base,) = catalogue.by_number("9100/QĐ-BKNS")
    correct(catalogue, base, {"status": "ended since=2025-02-03 by=9700/QĐ-BKNS"}, "Văn thư", "công báo")
    day = date(2026, 11, 22)
    (found,) = basis_report(catalogue, day)
    assert sentence(found, day, name_of).endswith(
        "căn cứ Quyết định số 9100/QĐ-BKNS, đã được thay thế từ 03/02/2025 bởi Quyết định số 9700/QĐ-BKNS."
    )


def test_a_digest_is_not_quoted(tmp_path: Path) -> None:
    from corpus.add import sync_library
    from corpus.digest import library_files

    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    sync_library(catalogue, library_files())
    day = date(2026, 11, 22)
    text = text_report(basis_report(catalogue, day), day, name_of)
    assert "Quyết định số 1928/QĐ-BYT căn cứ Quyết định số 2323/QĐ-BTTTT, đã được thay thế từ 29/12/2023" in text
    assert "“" not in text
