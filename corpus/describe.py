"""Metadata out of a regulation's own text: number, kind, issuer, dates, title, signer.

The head (before the first căn cứ or unit) says number, issuer, date and title; a law's date and signer stand at its
end; the effect date in the provision about hiệu lực. What the text does not say is left empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.accents import without_accents
from corpus.numbers import find_numbers
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
ISSUERS = {
    "CP": "Chính phủ",
    "TTg": "Thủ tướng Chính phủ",
    "TTG": "Thủ tướng Chính phủ",
    "CTN": "Chủ tịch nước",
    "BTTTT": "Bộ Thông tin và Truyền thông",
    "BKHCN": "Bộ Khoa học và Công nghệ",
    "BTC": "Bộ Tài chính",
    "BYT": "Bộ Y tế",
    "BCA": "Bộ Công an",
    "BQP": "Bộ Quốc phòng",
    "BTP": "Bộ Tư pháp",
    "BNV": "Bộ Nội vụ",
    "BCT": "Bộ Công Thương",
    "BXD": "Bộ Xây dựng",
    "BGTVT": "Bộ Giao thông vận tải",
    "BGDĐT": "Bộ Giáo dục và Đào tạo",
    "BKHĐT": "Bộ Kế hoạch và Đầu tư",
    "BTNMT": "Bộ Tài nguyên và Môi trường",
    "BNNMT": "Bộ Nông nghiệp và Môi trường",
    "BVHTTDL": "Bộ Văn hóa, Thể thao và Du lịch",
    "BLĐTBXH": "Bộ Lao động - Thương binh và Xã hội",
    "NHNN": "Ngân hàng Nhà nước Việt Nam",
    "VPCP": "Văn phòng Chính phủ",
    "UBTVQH": "Ủy ban Thường vụ Quốc hội",
    "TW": "Ban Chấp hành Trung ương",
}
_DAY = r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})"
DATE = re.compile(rf"{_DAY}|(?<!\d)(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}})(?!\d)", re.IGNORECASE)
PLACE_DATE = re.compile(rf"^[^\n|]{{0,60}}?,?\s*{_DAY}\.?\s*$|^[^\n]{{2,40}},\s*{_DAY}", re.IGNORECASE | re.MULTILINE)
PASSED = re.compile(rf"thông qua\s+{_DAY}", re.IGNORECASE)
NUMBER_LINE = re.compile(
    r"(?:^|\n|\|\s*)\s*(?:(?:Luật|Bộ luật|Nghị quyết|Pháp lệnh)\s+)?[Ss](?:ố|Ố)\s*:?\s*([^\n|]{3,60})", re.IGNORECASE
)
MOTTO = re.compile(
    r"(?i)^\s*(?:cộng h[oòóa]+[àa]? xã hội.*|chủ nghĩa việt nam|.*độc lập\s*[-–].*|.*xã hội chủ nghĩa việt nam)\s*$"
)
RULE = re.compile(r"^[\W_]*$")
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


def describe(
    clean: CleanText, provisions: Sequence[Provision], declared: Mapping[str, str] | None = None
) -> Description:
    """Describe a text by its head, its end and its provision on effect. `declared` is not needed and not trusted."""
    head = _head(clean.text, provisions).replace(" | ", "\n")  # the two columns of a head laid out as a table
    kind, title = _kind_and_title(head)
    number = _number(head, kind)
    if not number and kind in {"", "Luật", "Bộ luật", "Nghị quyết"}:
        found = [n.number for n in find_numbers(head) if n.whole]
        number = found[0] if found and not title else number
    sign = _sign(number)
    if not kind or kind in {"Quy định", "Quy chế", "Chương trình", "Đề án", "Hướng dẫn"}:
        kind = next((BY_SIGN[part] for part in sign if part in BY_SIGN), kind)
    if re.search(r"/QH\d+$", number) and kind not in {"Luật", "Bộ luật", "Nghị quyết", "Hiến pháp"}:
        kind = "Luật"
    if not kind and "-" in number and number:
        kind = "Công văn"
    issued = _issued(head, clean.text, kind)
    signer, signer_title = _signer(clean.text, provisions)
    effective, effective_by = _effective(provisions, clean.text, issued)
    return Description(
        number=number,
        title=title or _titled(head, kind),
        kind=kind,
        issuer=_issuer(head, number, kind),
        issued=issued,
        effective=effective,
        effective_by=effective_by,
        signer=signer,
        signer_title=signer_title,
    )


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
    return head[: basis.start()] if basis and basis.start() > 40 else head[:2_500]


def _number(head: str, kind: str) -> str:
    for match in NUMBER_LINE.finditer(head):
        if "CÔNG BÁO" in head[max(0, match.start() - 12) : match.start() + 4]:
            continue
        line, _, following = head[match.start(1) : match.start(1) + 120].partition("\n")
        # A number may be split over two lines: only then is the second one part of it.
        for candidate in (line, line + following.partition("\n")[0]):
            found = [n for n in find_numbers(candidate.split("|")[0]) if n.whole and n.start < 4]
            if found:
                return found[0].number
    whole = [n for n in find_numbers(head[:1_200]) if n.whole]
    named = [n for n in whole if n.kind and (not kind or n.kind == kind)]
    return named[0].number if named else ""


def _sign(number: str) -> list[str]:
    return [part for part in re.split(r"[/-]", number) if not part.isdigit()]


def _kind_and_title(head: str) -> tuple[str, str]:
    """The kind's line and the lines of the title under it."""
    lines = [line.strip(" *_\t") for line in head.split("\n")]
    by_fold = {without_accents(kind): kind for kind in KINDS}
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
        title = [rest] if rest else []
        for following in lines[place + 1 : place + 9]:
            if not following or RULE.match(following):
                if title:
                    break
                continue
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
            title.append(following)
            if following.endswith((".", ";")):
                break
        return kind, _sentence_case(" ".join(title))
    return "", ""


def _titled(head: str, kind: str) -> str:
    """A letter's subject (V/v …), or the first long line of a text without the usual head."""
    about = re.search(r"(?im)^\s*(?:V/v|Về việc)\s*:?\s*(.+(?:\n[a-zđà-ỹ].*)*)", head)
    if about:
        return re.sub(r"\s+", " ", about[1]).strip(" .")
    lines = [line.strip() for line in head.split("\n")]
    long = [line for line in lines if len(line.split()) > 4 and not MOTTO.match(line) and not DATE.search(line)]
    return _sentence_case(long[0][:250]) if long and not kind else ""


PROPER = ("Việt Nam", "Chính phủ", "Nhà nước", "Quốc hội", "Đảng", "Luật", "Nghị định", "Trung ương", "Thủ tướng",
          "Hà Nội", "Hồ Chí Minh", "Internet", "Ủy ban nhân dân", "Hội đồng nhân dân")  # fmt: skip


def _sentence_case(title: str) -> str:
    """A title in capitals as it stands in a sentence; names that are always capital keep their capitals."""
    title = re.sub(r"\s+", " ", title).strip(" .*_")
    letters = [c for c in title if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) < 0.8 * len(letters):
        return title
    lowered = title.lower()
    for name in PROPER:
        lowered = re.sub(rf"(?<!\w){re.escape(name.lower())}(?!\w)", name, lowered)
    numbers = {match.number.lower(): match.number for match in find_numbers(title)}
    for low, number in numbers.items():
        lowered = lowered.replace(low, number)
    return lowered[:1].upper() + lowered[1:]


def _issuer(head: str, number: str, kind: str) -> str:
    """The issuer's full name, from the head; where the number's sign names one nationally known, from the sign."""
    sign = _sign(number)
    if re.search(r"/QH\d+$", number):
        return "Quốc hội"
    for part in reversed(sign):
        if part in ISSUERS and not (part == "CP" and "NĐ" not in number and "NQ" not in number):
            return ISSUERS[part]
        if part.startswith("UBTVQH"):
            return ISSUERS["UBTVQH"]
    lines = [line.strip(" *_|\t") for line in head.split("\n")]
    for place, line in enumerate(lines[:14]):
        folded = without_accents(line)
        if MOTTO.match(line) or not folded:
            continue
        if re.match(
            r"(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|bo |quoc hoi|chinh phu|thu tuong|tinh uy|thanh uy"
            r"|so |cuc |ban )",
            folded,
        ):
            name = line
            for following in lines[place + 1 : place + 4]:
                low = without_accents(following)
                if (
                    not following
                    or RULE.match(following)
                    or MOTTO.match(following)
                    or low.startswith(("so", "cong hoa"))
                ):
                    break
                if not following.isupper():
                    break
                name += " " + following
            return _proper_name(re.split(r"\s{2,}|CỘNG H", name)[0])
    return ""


def _proper_name(name: str) -> str:
    """A name in capitals with the capitals it has in a sentence: “Ủy ban nhân dân tỉnh Sông Lam”, “Bộ Kết nối số”."""
    name = re.sub(r"\s+", " ", name).strip(" .-_*")
    known = {without_accents(value): value for value in ISSUERS.values()}
    if without_accents(name) in known:
        return known[without_accents(name)]
    name = re.sub(r"^UBND\b", "Ủy ban nhân dân", re.sub(r"^HĐND\b", "Hội đồng nhân dân", name))
    match = re.match(
        r"(?i)((?:Ủy|Uỷ) ban nhân dân|Hội đồng nhân dân)\s*(tỉnh|thành phố|huyện|quận|xã|phường|thị xã)?\s*(.*)", name
    )
    if match:
        body = "Ủy ban nhân dân" if match[1].lower().endswith("ban nhân dân") else "Hội đồng nhân dân"
        return " ".join(
            filter(None, [body, (match[2] or "").lower(), match[3].title() if match[3].isupper() else match[3]])
        )
    if name.isupper():
        first, _, rest = name.partition(" ")
        return f"{first.capitalize()} {rest[:1]}{rest[1:].lower()}".strip()
    return name


def _issued(head: str, text: str, kind: str) -> date | None:
    match = PLACE_DATE.search(head)
    day = to_day(match) if match else None
    if day is None:
        match = re.search(_DAY, head.replace("\n", " "), re.IGNORECASE)
        day = to_day(match) if match else None
    if day is None:
        passed = PASSED.search(text)
        day = to_day(passed) if passed else None
    return day


def _signer(text: str, provisions: Sequence[Provision]) -> tuple[str, str]:
    """The name under the signature and the title above it, of the document itself."""
    closing = [p for p in provisions if p.path[-1].level is Level.CLOSING and len(p.path) == 1]
    block = text[closing[0].start : closing[0].extent] if closing else text[-900:]
    lines = [line.strip(" *_|\t") for cell in block.split("\n") for line in cell.split(" | ")]
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
        own = re.sub(r"“[^”]*”", "", provision.text)
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
