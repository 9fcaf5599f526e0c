"""Metadata out of a regulation's own text: number, kind, issuer, dates, title, signer.

The head (before the first căn cứ or unit) says number, issuer, date and title; a law's date and signer stand at its
end; the effect date in the provision about hiệu lực. What the text does not say is left empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import yaml

from corpus.accents import without_accents
from corpus.consolidated import KIND as CONSOLIDATED
from corpus.dates import first_date
from corpus.issuer import MOTTO, RULE, issuer_of
from corpus.numbers import find_numbers
from corpus.titles import in_address, sentence_case, without_name
from corpus.types import CleanText, Level, Provision

KINDS = (
    "Văn bản hợp nhất", "Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Lệnh", "Nghị quyết liên tịch", "Nghị quyết",
    "Nghị định", "Quyết định", "Thông tư liên tịch", "Thông tư", "Chỉ thị", "Kế hoạch", "Quy định", "Quy chế",
    "Thông báo", "Hướng dẫn", "Báo cáo", "Tờ trình", "Công điện", "Chương trình", "Đề án", "Kết luận", "Công văn",
)  # fmt: skip
BY_SIGN = {
    "NĐ": "Nghị định", "QĐ": "Quyết định", "TT": "Thông tư", "NQ": "Nghị quyết", "CT": "Chỉ thị", "KH": "Kế hoạch",
    "TB": "Thông báo", "TTLT": "Thông tư liên tịch", "VBHN": "Văn bản hợp nhất", "CĐ": "Công điện", "BC": "Báo cáo",
    "HD": "Hướng dẫn", "PL": "Pháp lệnh", "TTr": "Tờ trình", "KL": "Kết luận",
}  # fmt: skip
_DAY = r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*n[ăáâ]m\s*(\d{4})"  # "nám": a misprint seen more than once
DATE = re.compile(rf"{_DAY}|(?<!\d)(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}})(?!\d)", re.IGNORECASE)
PLACE_DATE = re.compile(rf"^[^\n|]{{0,60}}?,?\s*{_DAY}\.?\s*$|^[^\n]{{2,40}},\s*{_DAY}", re.IGNORECASE | re.MULTILINE)
PASSED = re.compile(rf"thông qua\s+{_DAY}", re.IGNORECASE)
NUMBER_LINE = re.compile(
    r"(?:^|\n|\|\s*)[^\w\n]*(?:(?:Luật|Bộ luật|Nghị quyết|Pháp lệnh)\s+)?[Ss](?:ố|Ố)(?: hiệu)?\s*:?\s*([^\n|]{3,60})",
    re.IGNORECASE,
)
# "Nghị định số 181/2025/NĐ-CP ngày … được sửa đổi, bổ sung bởi": below the title of a consolidated text.
OTHER_NAMED = re.compile(
    r"(?:\d+\. )?(?:Luật|Bộ luật|Nghị định|Nghị quyết|Thông tư|Quyết định)\b.{0,200}?\bsố \d.{3,60}\bngày\b"
)
LONGEST_SIGNED = 100  # characters of a signer's title or name
# A head that an export put at the text's end: the number, and place and date below it.
HEAD_AT_END = re.compile(
    rf"(?:^|\n)[^\n]*\bSố\s*:\s*\d[^\n]{{4,60}}(?:\n[^\n]*){{0,3}}\n[^\n]{{0,120}}, {_DAY}\s*(?:\n|$)"
)
FOOT = 2_500  # characters of a text's end, where some exports put its head
# Where a consolidated text is certified: its number beside these words, then place and date.
CERTIFIED = "XÁC THỰC VĂN BẢN HỢP NHẤT"
CERTIFIED_LINES = 3  # above and below those words
ANNEX = re.compile(r"\W*(?:Phụ lục|PHỤ LỤC)[ \w]{0,12}\n((?:[^\n(]{3,200}\n){1,4})\((?:Ban hành )?[Kk]èm theo")
ATTACHED_TO = re.compile(r"\((?:Ban hành )?[Kk]èm theo [^)]{5,200}\)")
# Lines of a head that name other documents, with dates of theirs.
OTHERS = re.compile(r"(?i)(?:luật|nghị định|nghị quyết|thông tư|quyết định|bởi)\b.{0,80}\bngày\b|căn cứ")
DECLARED = {
    "number": ("so_hieu", "number", "soHieu"), "issued": ("ngay_ban_hanh", "issued"),
    "issuer": ("co_quan_ban_hanh", "issuer"), "title": ("trich_yeu", "title"), "field": ("linh_vuc", "field"),
}  # fmt: skip
# Where a title would stand: a field of the portal's table, or the first unit of a text without one.
NO_TITLE = re.compile(
    r"(?i)(?:cơ quan ban hành|(?:ngày|nơi) ban hành|ngày (?:ký|có hiệu lực|hiệu lực)|người ký|số (?:ký )?hiệu"
    r"|loại văn bản|lĩnh vực|tình trạng|lời nói đầu)\b|(?:Điều|Chương|Phần|Mục) [\dIVXL]+\b"
)
TITLES = re.compile(
    r"^(?:(?:TM|KT|TUQ|TL|Q)\.\s*)?((?:PHÓ |THỨ )?(?:THỦ TƯỚNG(?: CHÍNH PHỦ)?|BỘ TRƯỞNG|CHỦ TỊCH(?: QUỐC HỘI"
    r"| NƯỚC| UBND)?|TRƯỞNG|"
    r"CHỦ NHIỆM|GIÁM ĐỐC|CỤC TRƯỞNG|TỔNG GIÁM ĐỐC|THỐNG ĐỐC|VIỆN TRƯỞNG|CHÁNH ÁN|BÍ THƯ|TỔNG BÍ THƯ"
    r"|CHÁNH VĂN PHÒNG)\b[^\n]{0,60}"
    r"|CHỦ TỊCH|THỨ TRƯỞNG|PHÓ CHỦ TỊCH|BỘ TRƯỞNG)$",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"^(?:(?:GS|PGS|TS|ThS|BS|KS|Thượng tướng|Đại tướng|Trung tướng"
    r"|Thiếu tướng)\.?\s*)*([A-ZĐÀ-Ỹ][\wÀ-ỹ]*(?:\s+[A-ZĐÀ-Ỹ][\wÀ-ỹ]*){1,5})$"
)
FROM_SIGNING = re.compile(r"có hiệu lực(?: thi hành)?(?: kể)? từ ngày (?:ký|ban hành)", re.IGNORECASE)
FROM_DAY = re.compile(
    rf"có hiệu lực(?: thi hành)?(?: kể)?(?: từ)?\s*(?:{_DAY}|ngày\s*(\d{{1,2}})/(\d{{1,2}})/(\d{{4}}))", re.IGNORECASE
)
AFTER_DAYS = re.compile(
    r"có hiệu lực(?: thi hành)? sau\s*(\d{1,3})[^.;]{0,20}ngày[^.;]{0,30}(?:ký|ban hành|thông qua|công bố)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Description:
    """What a text says of itself; "" or None where it does not."""

    number: str = ""
    title: str = ""
    kind: str = ""
    issuer: str = ""
    issued: date | None = None
    effective: date | None = None
    effective_by: str = ""
    signer: str = ""
    signer_title: str = ""
    capacity: str = ""
    place: str = ""
    field: str = ""


def describe(
    clean: CleanText, provisions: Sequence[Provision], declared: Mapping[str, str] | None = None
) -> Description:
    """Describe a text by its head, its end and its provision on effect.

    What the file declares apart from its text (a front matter, an export's fields) fills only what the text leaves out.
    """
    body = clean.text[: clean.notes[0].start] if clean.notes else clean.text
    head = _head(body, provisions).replace(" | ", "\n")  # the two columns of a head laid out as a table
    kind, title = _kind_and_title(head)
    at_end = HEAD_AT_END.search(body[-FOOT:].replace(" | ", "\n")) if not NUMBER_LINE.search(head) else None
    if at_end:
        own_head = re.sub(r"[_\s]+(?=Số\s*:)", "\n", at_end[0])
        head = f"{own_head}\n{head}"
    certified = _certified(body)
    if certified:  # a consolidated text: its own number and date stand where its certifier signs
        title = f"{kind} {title[:1].lower()}{title[1:]}".strip()
        kind, head = CONSOLIDATED, certified
    said = dict(_said(declared or {}))
    number = _number(head) or _number_elsewhere(head, kind) or _declared_number(said, kind)
    sign = [part for part in re.split(r"[/-]", number) if not part.isdigit()]
    if "VBHN" in sign and kind and kind != CONSOLIDATED:  # numbered as one, without the words above its title
        kind, title = CONSOLIDATED, f"{kind} {title[:1].lower()}{title[1:]}".strip()
    annex = ANNEX.match(head)
    if annex:  # a file of one annex: what it is attached to gives its kind, its own title stands below its mark
        kind, title = "", sentence_case(" ".join(annex[1].split()))
    if not kind or kind in {"Quy định", "Quy chế", "Chương trình", "Đề án", "Hướng dẫn"}:
        kind = next((BY_SIGN[part] for part in sign if part in BY_SIGN), kind)
    if re.search(r"/QH\d+$", number) and kind not in {"Luật", "Bộ luật", "Nghị quyết", "Hiến pháp"}:
        kind = "Luật"
    if not kind and "-" in number and number:
        kind = "Công văn"
    issued = _issued(head, body, number) or first_date(said.get("issued", ""))
    signer, signer_title = _signer(body, provisions)
    effective, effective_by = _effective(provisions, body, issued)
    return Description(
        number=number,
        title=title
        or _titled(head, kind)
        or without_name(said.get("title", ""), number)
        or in_address((declared or {}).get("source", ""), number, body),
        kind=kind,
        issuer=issuer_of(head, number) or said.get("issuer", ""),
        issued=issued,
        effective=effective,
        effective_by=effective_by,
        signer=signer,
        signer_title=signer_title,
        capacity=_capacity(_closing(body, provisions)),
        place=_place(head),
        field=said.get("field", "") or _field(head),
    )


def _certified(text: str) -> str:
    """The lines around the certification of a consolidated text; "" where there is none with a number."""
    at = text.rfind(CERTIFIED)
    if at < 0:
        return ""
    before, after = text[max(0, at - 400) : at].split("\n"), text[at : at + 400].split("\n")
    lines = "\n".join([*before[-CERTIFIED_LINES:-1], before[-1] + after[0], *after[1 : 1 + CERTIFIED_LINES]])
    return lines.replace(" | ", "\n") if "VBHN" in lines else ""


def _said(declared: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What a file declares apart from its text, under our own names: of an export's fields and a front matter's."""
    for field, value in declared.items():
        if field in {"number", "title"}:
            numbers = find_numbers(value) if field == "number" else []
            yield (field, value) if field == "title" else (field, numbers[0].number if numbers else "")
    try:
        front = yaml.safe_load(declared.get("front_matter", ""))
    except yaml.YAMLError:
        return
    fields = front if isinstance(front, dict) else {}
    for ours, theirs in DECLARED.items():
        value = next((str(fields[name]) for name in theirs if fields.get(name)), "")
        if ours == "number":
            found = [n for n in find_numbers(value or str(fields.get("title") or "")) if n.whole]
            value = found[0].number if found else ""
        if value:
            yield ours, value


def to_day(match: re.Match[str]) -> date | None:
    """The date of a match whose last groups are day, month and year, in one or several alternatives."""
    figures = [group for group in match.groups() if group and group.isdigit()]
    try:
        day, month, year = (int(figure) for figure in figures[-3:])
        return date(year, month, day)
    except ValueError:
        return None


def _head(text: str, provisions: Sequence[Provision]) -> str:
    """The first lines, up to the first căn cứ or unit."""
    first = next((p.start for p in provisions if p.path[-1].level is not Level.PREAMBLE), len(text))
    head = text[: max(first, 600 if first < 40 else first)][:4_000]
    basis = re.search(r"(?m)^\s*[-*]?\s*(?:Căn cứ|Xét |Thực hiện |Theo đề nghị|Pursuant)", head)
    return head[: basis.start()] if basis and basis.start() > 10 else head[:2_500]


def _number(head: str) -> str:
    for match in NUMBER_LINE.finditer(head):
        if "CÔNG BÁO" in head[max(0, match.start() - 12) : match.start() + 4]:
            continue
        line, _, following = head[match.start(1) : match.start(1) + 120].partition("\n")
        # A number may be split over two lines: only then is the second one part of it.
        for candidate in (line, line + following.partition("\n")[0]):
            found = [n for n in find_numbers(candidate.split("|")[0]) if n.whole and n.start < 4]
            if found:
                return found[0].number
    return ""


def _declared_number(said: Mapping[str, str], kind: str) -> str:
    """The number that the file declares, unless its text is of another kind: exports mix files up."""
    number = said.get("number", "")
    signs = [part for part in re.split(r"[/-]", number) if not part.isdigit()]
    by_sign = {BY_SIGN.get(sign, "Luật" if sign.startswith("QH") else "") for sign in signs} - {""}
    return number if not kind or not by_sign or kind in by_sign or kind == "Bộ luật" else ""


def _number_elsewhere(head: str, kind: str) -> str:
    """The number of a text without its line: of what it is attached to, or in its first words."""
    attached = ATTACHED_TO.search(head[:1_500])
    if attached:
        found = [n for n in find_numbers(attached[0]) if n.whole]
        return found[0].number if found else ""  # attached to a draft, which has none
    opening = [line for line in head[:1_200].split("\n") if line.strip()][:3]
    whole = [n for n in find_numbers("\n".join(opening)) if n.whole]
    named = [n.number for n in whole if n.kind and (not kind or n.kind == kind)]
    return named[0] if named else whole[0].number if whole and not kind else ""


def _kind_and_title(head: str) -> tuple[str, str]:
    """The kind's line and the lines of the title under it."""
    lines = [line.strip(" *_\t") for line in head.split("\n")]
    by_fold = {without_accents(kind): kind for kind in KINDS}
    without = ""  # the first kind's line with no title under it
    for place, line in enumerate(lines):
        folded = re.sub(r"\d+$", "", without_accents(line)).strip(" .:")
        kind = by_fold.get(folded)
        rest = ""
        if not kind:
            start = next(
                (k for k in by_fold if folded.startswith(k + " ") and line.isupper() and len(line) < 250), None
            )
            if start is None or (place == 0 and len(lines) > 6 and not line.isupper()):
                continue
            kind, rest = by_fold[start], line[len(start) :].strip(" :.-–")
            if re.match(r"(?:SỐ|Số)\b", rest):
                rest = ""
        if kind == CONSOLIDATED:
            held, about = _kind_and_title("\n".join(lines[place + 1 :]))
            if held and about:  # its title is that of the document which it puts together
                return kind, f"{held} {about[:1].lower()}{about[1:]}"
        title = [rest] if rest else []
        for following in lines[place + 1 : place + 9]:
            if not following or RULE.match(following):
                if title:
                    break
                continue
            if NO_TITLE.match(following):
                break
            if (
                (DATE.search(following) and len(following) < 60)
                or MOTTO.match(following)
                or NUMBER_LINE.match("\n" + following)
            ):
                continue
            if (
                re.match(r"(?:CHÍNH PHỦ|THỦ TƯỚNG|BỘ TRƯỞNG|ỦY BAN|UỶ BAN|CHỦ TỊCH|HỘI ĐỒNG|QUỐC HỘI)\b", following)
                and title
            ):
                break
            if re.match(r"\(.*(?:giả định|kèm theo).*\)", following):
                continue
            if title and not following.isupper() and title[-1].isupper() and following[0].isupper():
                break
            if title and OTHER_NAMED.match(following):
                break
            title.append(following)
            if following.endswith((".", ";")):
                break
        if title:
            return kind, sentence_case(" ".join(title))
        without = without or kind
    return without, ""


def _titled(head: str, kind: str) -> str:
    """A letter's subject (V/v …), or the first long line of a text without the usual head."""
    about = re.search(r"(?im)^\s*(?:V/v|Về việc)\s*:?\s*(.+(?:\n[a-zđà-ỹ].*)*)", head)
    if about:
        return re.sub(r"\s+", " ", about[1]).strip(" .")
    lines = [line.strip() for line in head.split("\n")]
    long = [
        line
        for line in lines
        if len(line.split()) > 4 and not MOTTO.match(line) and not DATE.search(line) and not NO_TITLE.match(line)
    ]
    return sentence_case(long[0][:250]) if long and not kind else ""


def _issued(head: str, text: str, number: str) -> date | None:
    """The day beside the place in the head, else beside the number, at the text's end, or that of its passing."""
    match = PLACE_DATE.search(head)
    day = to_day(match) if match else None
    if day is None and number:
        beside = re.search(rf"{re.escape(number)}\W{{1,3}}(ngày[^\n]{{6,40}})", head[:1_500])
        day = first_date(beside[1]) if beside else None
    if day is None:
        own = [line for line in head.split("\n") if not OTHERS.search(line)]
        match = re.search(_DAY, " ".join(own[:25]), re.IGNORECASE) if number or len(own) > 3 else None
        day = to_day(match) if match else None
    if day is None:
        match = re.search(r"Ngày ban hành\W{1,3}([\d/.-]{8,10})", head)
        day = first_date(match[1]) if match else None
    if day is None and number:  # "(Kèm theo Nghị định số 158/2025/NĐ-CP ngày 25 tháng 6 năm 2025)"
        attached = re.search(rf"[Kk]èm theo [^()\n]{{0,40}}{re.escape(number)}\s+(ngày[^()\n]{{6,40}})", text)
        day = first_date(attached[1]) if attached else None
    if day is None:
        passed = PASSED.search(text)
        day = to_day(passed) if passed else None
    return day


def _signer(text: str, provisions: Sequence[Provision]) -> tuple[str, str]:
    """The name under the signature and the title above it, of the document itself."""
    block = _closing(text, provisions)
    lines = [line.strip(" *_|\t") for cell in block.split("\n") for line in cell.split(" | ")]
    lines = [line if len(line) < LONGEST_SIGNED else "" for line in lines]
    for place, line in enumerate(lines):
        title = TITLES.match(line)
        if not title:
            continue
        for above, following in enumerate(lines[place + 1 : place + 8], start=place + 1):
            nested = TITLES.match(following)
            if nested:
                title = nested
                continue
            person = PERSON.match(following)
            if person and not following.isupper() and "ký" not in following.lower() and above > place:
                return person[1], _title_case(title[1])
        break
    return "", ""


def _closing(text: str, provisions: Sequence[Provision]) -> str:
    """The words of the document's own signature block, else its last ones."""
    closing = [p for p in provisions if p.path[-1].level is Level.CLOSING and len(p.path) == 1]
    return text[closing[0].start : closing[0].extent] if closing else text[-900:]


def _capacity(block: str) -> str:
    """For whom the signer signs, as it is written above the name: “TM. Chính phủ, KT. Thủ tướng”."""
    found = []
    for cell in re.split(r"\n| \| ", block):
        match = re.fullmatch(r"((?:TM|KT|TL|TUQ|Q)\.)\s*([^\W\d_][^\n;:]{2,80})", cell.strip(" *_|\t"))
        if match and match[2].isupper():
            found.append(f"{match[1]} {_title_case(match[2])}")
    return ", ".join(dict.fromkeys(found))


def _place(head: str) -> str:
    """Where it was issued, from the line with the day."""
    match = re.search(r"(?m)(?:^|\|)\s*([A-ZĐÀ-Ỹ][^\W\d_]*(?:[ -][^\W\d_]+){0,5}),\s*ngày\b", head)
    return match[1] if match else ""


def _field(head: str) -> str:
    """The field (lĩnh vực) that a portal's table of properties names."""
    match = re.search(r"(?:^|\n)\W*Lĩnh vực\W{1,4}([^\n|]{3,80})", head)
    return match[1].strip(" *_.") if match else ""


def _title_case(title: str) -> str:
    lowered = re.sub(r"\s+", " ", title).strip().lower()
    for name in ("chính phủ", "quốc hội"):
        lowered = lowered.replace(name, name.capitalize())
    return lowered[:1].upper() + lowered[1:]


def _effective(provisions: Sequence[Provision], text: str, issued: date | None) -> tuple[date | None, str]:
    """When it takes effect and the key of the provision that says so: of the document itself, not of what it quotes."""
    main = [p for p in provisions if p.path[0].level not in {Level.ATTACHMENT, Level.APPENDIX}]
    said: list[tuple[bool, date, str]] = []
    for provision in main:
        own = re.sub(r"“[^“”]*”", "", provision.text)
        for form in (FROM_DAY, FROM_SIGNING, AFTER_DAYS):
            match = form.search(own)
            if not match:
                continue
            if form is FROM_DAY:
                found = to_day(match)
            else:
                wait = timedelta(days=int(match[1])) if form is AFTER_DAYS else timedelta()
                found = issued + wait if issued else None
            if found:
                # "Luật này có hiệu lực …" is of the whole; "Điều 5 Luật này có hiệu lực …" and the like are exceptions.
                whole = re.search(r"(?:^|[.:;\n]|\d[.)])\s*(?:Bộ luật|Luật|Nghị định|Quyết định|Thông tư"
                r"|Nghị quyết|Pháp lệnh"
                                  r"|Chỉ thị|Quy chế|Quy định)(?: số \S+)? này\s*$", own[: match.start()])  # fmt: skip
                said.append((whole is not None, found, provision.key))
                break
    whole_ones = [(day, key) for whole, day, key in said if whole]
    return whole_ones[0] if whole_ones else (said[-1][1], said[-1][2]) if said else (None, "")
