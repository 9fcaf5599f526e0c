"""Who issued a regulation: by its number's sign where that names one nationally known, else by the head's words."""

from __future__ import annotations

import re

from corpus.accents import without_accents

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
    "BNG": "Bộ Ngoại giao",
    "BDTTG": "Bộ Dân tộc và Tôn giáo",
    "BNNPTNT": "Bộ Nông nghiệp và Phát triển nông thôn",
    "UBDT": "Ủy ban Dân tộc",
    "TTCP": "Thanh tra Chính phủ",
    "KTNN": "Kiểm toán nhà nước",
    "TANDTC": "Tòa án nhân dân tối cao",
    "VKSTC": "Viện kiểm sát nhân dân tối cao",
    "VKSNDTC": "Viện kiểm sát nhân dân tối cao",
    "BHXH": "Bảo hiểm xã hội Việt Nam",
    "VPQH": "Văn phòng Quốc hội",
    "VPCP": "Văn phòng Chính phủ",
    "UBTVQH": "Ủy ban Thường vụ Quốc hội",
    "TW": "Ban Chấp hành Trung ương",
}
# The motto's lines, which stand beside the issuer's in a head.
MOTTO = re.compile(
    r"(?i)^\s*(?:cộng h[oòóa]+[àa]? xã hội.*|chủ nghĩa việt nam|.*độc lập\s*[-–].*|.*xã hội chủ nghĩa việt nam)\s*$"
)
RULE = re.compile(r"^[\W_]*$")
_BODY = re.compile(
    r"(?:chu tich )?(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|quoc hoi|chinh phu|thu tuong|tinh uy|thanh uy"
    r"|bo (?!luat\b)[a-z]+|so [a-z]+ |cuc |tong cuc |van phong |thanh tra |vien kiem sat|toa an|kiem toan|ngan hang"
    r"|ban (?:chap hanh|chi dao|bi thu|to chuc|quan ly|tuyen giao|noi chinh|co yeu)|dang |bo chinh tri|bao hiem xa hoi)"
)
# A body of its own below the one named first: it is the one that issues.
_BELOW = re.compile(r"(?:so |cuc |tong cuc |chi cuc |trung tam |van phong |ban quan ly |thanh tra |vu |vien )")
LONGEST = 110  # characters of a body's name
PLACES = {"tinh": "tỉnh", "thanh pho": "thành phố", "huyen": "huyện", "quan": "quận", "xa": "xã", "phuong": "phường",
          "thi xa": "thị xã", "dac khu": "đặc khu", "tp": "thành phố", "tp.": "thành phố"}  # fmt: skip


def issuer_of(head: str, number: str) -> str:
    """The issuer's full name; of a joint circular all of them, "; " between."""
    sign = [part for part in re.split(r"[/-]", number) if not part.isdigit()]
    if re.search(r"/QH\d+$", number):
        return "Quốc hội"
    if sign[-1:] == ["TW"] and "Bộ Chính trị" in head[:600]:
        return "Bộ Chính trị"
    if "TTLT" in sign:
        return "; ".join(ISSUERS[part] for part in sign if part in ISSUERS)
    for part in reversed(sign):
        if part in ISSUERS and not (part == "CP" and "NĐ" not in number and "NQ" not in number):
            return ISSUERS[part]
        if part.startswith("UBTVQH"):
            return ISSUERS["UBTVQH"]
    lines = [line.strip(" *_|\t") for line in head.split("\n")]
    for place, line in enumerate(lines[:14]):
        folded = without_accents(line)
        if MOTTO.match(line) or len(line) > LONGEST or not _BODY.match(folded) or folded.startswith("so hieu"):
            continue
        names = [re.split(r"\s{2,}|CỘNG H|[_\s]*Số\s*:", line)[0]]
        for following in lines[place + 1 : place + 5]:
            low = without_accents(following)
            if not following or RULE.match(following) or MOTTO.match(following) or not following.isupper():
                break
            if re.match(r"so\b\s*:|cong hoa", low) or len(following) > LONGEST:
                break
            if _BELOW.match(low) and not low.startswith("so huu"):
                names.append(following)
            else:
                names[-1] += " " + following
        return _below(names) if len(names) > 1 else _split(names[0])
    return ""


def _split(name: str) -> str:
    """A name; "UBND THÀNH PHỐ HÀ NỘI TRUNG TÂM …" on one line is the body below."""
    below = re.search(r"(?<=\w )(TRUNG TÂM|VĂN PHÒNG ĐĂNG KÝ|BAN QUẢN LÝ|CHI CỤC|CỤC CẢNH SÁT)\b", name)
    committee = re.match(r"(?:UBND|ỦY BAN|UỶ BAN|BỘ)\b", name)
    return _below([name[: below.start()], name[below.start() :]]) if below and committee else _proper(name)


def _below(names: list[str]) -> str:
    """The body named last with the place of the province above it: "Sở Y tế tỉnh Sông Lam"."""
    name = _proper(names[-1])
    above = _proper(names[0])
    place = re.search(r"(?:tỉnh|thành phố|huyện|quận|xã|phường) .+$", above)
    if (
        place
        and not re.search(r"\b(?:tỉnh|thành phố) ", name)
        and place[0].split(" ", 1)[-1].lower() not in name.lower()
    ):
        return f"{name} {place[0]}"
    return name


def _proper(name: str) -> str:
    """A name in capitals with the capitals it has in a sentence: “Ủy ban nhân dân tỉnh Sông Lam”, “Bộ Kết nối số”."""
    name = re.sub(r"\s+", " ", re.sub(r"[-_*.\s]+$", "", name)).strip(" .-_*")
    name = re.sub(r"\bTHÀNH PH[ÓÔOỎ]\b", "THÀNH PHỐ", name)  # as machines misread it
    chairman = re.match(r"(?:CHỦ TỊCH|Chủ tịch) (?=ỦY|UỶ|Ủy|Uỷ|UBND)", name)
    if chairman:
        return f"Chủ tịch {_proper(name[chairman.end() :])}"
    known = {without_accents(value): value for value in ISSUERS.values()} | {"quoc hoi": "Quốc hội"}
    if without_accents(name) in known:
        return known[without_accents(name)]
    name = re.sub(r"^UBND\b", "Ủy ban nhân dân", re.sub(r"^HĐND\b", "Hội đồng nhân dân", name))
    match = re.match(
        r"(?i)((?:Ủy|Uỷ) ban nhân dân|Hội đồng nhân dân)\s*(tỉnh|thành phố|tp\.?|huyện|quận|xã|phường|thị xã|đặc khu)?"
        r"\s*(.*)",
        name,
    )
    if match:
        body = "Ủy ban nhân dân" if match[1].lower().endswith("ban nhân dân") else "Hội đồng nhân dân"
        level = PLACES.get(without_accents(match[2] or ""), "")
        return " ".join(filter(None, [body, level, match[3].title() if match[3].isupper() else match[3]]))
    if not name.isupper():
        return name
    first, _, rest = name.partition(" ")
    if first == "TRUNG":
        first, rest = "TRUNG TÂM", rest.removeprefix("TÂM ")
    lowered = rest[:1] + rest[1:].lower()
    place = re.search(r"\b(thành phố|tỉnh) (.+)$", lowered)
    if place:
        lowered = lowered[: place.start(2)] + place[2].title()
    return f"{first.capitalize()} {lowered}".strip()
