"""Which fact about a document a question asks for, by its words without diacritics."""

from __future__ import annotations

import re
from enum import StrEnum

from corpus.accents import without_accents


class Ask(StrEnum):
    """A fact of the catalogue that can be asked for."""

    SIGNER = "signer"
    ISSUED = "issued"
    ISSUER = "issuer"
    EFFECTIVE = "effective"
    STATUS = "status"
    REPLACED_BY = "replaced_by"
    REPLACES = "replaces"
    AMENDED_BY = "amended_by"
    AMENDS = "amends"
    GUIDED_BY = "guided_by"
    GUIDES = "guides"
    BASIS = "basis"
    TITLE = "title"
    ARTICLES = "articles"
    PASSED = "passed"
    CONSOLIDATES = "consolidates"
    WHICH = "which"
    DOCUMENTS = "documents"


KIND = (
    r"(?:van ban|quyet dinh|qd|nghi dinh|nd|bo luat|luat|thong tu|tt|cong van|cv|nghi quyet|nq|chi thi|phap lenh"
    r"|khung(?: kien truc)?|phien ban|ban)"
)
# “văn bản nào”, “những nghị định gì”, “quyết định mới nào”, “thông tư của bộ nào”
_WHICH = (
    rf"(?:nhung |cac |may |hai |ba |bon |\d )?{KIND}(?:,? (?:hay |hoac |va )?{KIND})?"
    r"(?: (?:phap luat|moi|khac|cu|so|cua bo))? (?:nao|gi|may|bao nhieu)\b"
)
_DID = r"(?:da |duoc |se |co |dang |moi |vua ){0,4}"
_ENDS = rf"(?:thay the|thay(?= cho| boi| bang| chua| khong| roi| vao|\W*$| {KIND} (?:so )?\d)|bai bo|huy bo|khai tu)"
_ENDED = r"(?:het (?:hieu luc|han|gia tri|hieu nghiem)|mat hieu luc|(?:khong|chua|ko) con (?:hieu luc|gia tri|ap dung))"
_WHEN = r"(?:khi nao|bao gio|luc nao|(?:ngay|thoi diem|nam|thang)(?: thang)? (?:nao|may|bao nhieu))"
_NOT = r"(?:khong|ko|k|chua|hay|chu|nua|nhi|roi)"
_ITSELF = rf"(?=\W*$|,| (?:ban hanh )?(?:{KIND} (?:so )?\d|(?:bo )?luat|{KIND} (?:nay|do|tren)|no\b|khung|ngay|vao|\d))"
_BY_NUMBER = (
    rf"(?:\b(?:bang|tai|theo|o|boi) )?\b(?!khung){KIND} (?:so )?(?:nao|may|bao nhieu)"
    r"|so hieu (?:la )?(?:gi|nao|bao nhieu)"
)
# “Khung kiến trúc Chính phủ điện tử nào đang áp dụng?”: which of documents of one subject holds.
_SUBJECT = r"khung|kien truc|bo luat|luat"
_IN_USE = r"\b(?:(?:dang|hien nay|hien|con|phai) .{0,60}?(?:dung|theo)|ap dung|hieu luc|hien hanh)\b"
IN_USE = re.compile(
    rf"\b(?:{_SUBJECT})\b.{{0,160}} (?:nao|gi|may)\b.{{0,160}}{_IN_USE}"
    rf"|{_IN_USE}.{{0,160}}\b(?:{_SUBJECT})\b.{{0,160}} (?:nao|gi|may)\b"
    rf"|\b(?:{_SUBJECT})\b.{{0,160}}\b(?:hien hanh|moi nhat|dang ap dung|dang co hieu luc)\b"
    r"|\b(?:dang|hien(?: nay| hanh)?|luc do|khi do) .{0,160}(?:ap dung|hieu luc|dung)\b|\b(?:duoc|dang) ap dung\b"
)
LONGEST = 600  # characters of a question in which a fact is asked for
_WORDS: tuple[tuple[Ask, str], ...] = (
    (
        Ask.SIGNER,
        rf"\bai (?:la )?(?:nguoi )?{_DID}(?:ky|dat but ky){_ITSELF}|nguoi (?:da )?ky\b|ky boi ai|do ai ky"
        r"|ai dung ten ky|chu ky cua ai|ky ten la ai|\bai (?:\S+ ){0,6}ky (?:phe duyet|ban hanh)\b"
        r"|(?:bo truong|thu truong|chu tich|thu tuong|lanh dao|vi)(?: \S+){0,3} nao (?:da |la nguoi )?ky\b",
    ),
    (
        Ask.ISSUED,
        rf"(?:ban hanh|(?<!dinh )(?<!thoi )(?<!dang )\bky|ra doi|phe duyet)(?: \S+){{0,6}}? (?:vao |tu |hoi )?{_WHEN}"
        rf"|\b(?:ngay|nam) (?:ban hanh|ky)\b|{_WHEN} (?:thi )?(?:duoc )?(?:ban hanh|ky|ra doi)"
        r"|(?:ban hanh|ky) hoi nao|, ?ngay nao|cua nam nao",
    ),
    (
        Ask.ISSUER,
        rf"(?:co quan nao|don vi nao|bo nao|\bai) (?:da |la noi )?ban hanh{_ITSELF}"
        r"|do (?:ai|co quan nao|bo nao|don vi nao|tinh nao|dia phuong nao) ban hanh"
        r"|\b(?:cua|o) (?:tinh|bo|dia phuong|co quan) nao\W*$|co quan ban hanh (?:la )?(?:gi|ai|nao|co quan nao)",
    ),
    (
        Ask.EFFECTIVE,
        rf"(?<!het )(?<!mat )(?<!con )hieu luc (?:thi hanh |la |ke )*(?:tu |vao )?(?:ngay |luc |thoi diem )?{_WHEN}"
        rf"|{_WHEN} (?:thi )?(?:\S+ ){{0,14}}?(?:bat dau )?(?<!khong con )co hieu luc"
        r"|(?<!khi )ngay (?:bat dau )?co hieu luc"
        r"|(?<!ngay )(?:ap dung|thi hanh) (?:ke )?tu (?:khi nao|bao gio|ngay nao|dau)"
        r"|(?:khi nao|bao gio|chung nao|luc nao)(?: thi)? (?:moi |bat dau |duoc )*"
        r"(?:co hieu luc\b|(?:ap dung|thi hanh)(?: vay| the| nhi| a| ha| nhe)*\W*$)"
        r"|hieu luc (?:tu )?(?:ngay|hom) (?:nao|may)",
    ),
    (
        Ask.STATUS,
        rf"con (?:duoc |dang )?(?:hieu luc|gia tri|ap dung|hieu nghiem)|{_ENDED}"
        rf"|con (?:duoc )?(?:dung|xai|su dung|theo)(?: duoc)?(?: nua)? {_NOT}"
        rf"|hieu luc (?:nua )?(?:{_NOT}|the nao|ra sao)\b|(?:hieu luc|ap dung) (?:thi hanh )?(?:den|toi) {_WHEN}"
        rf"|(?:thay the|thay|bai bo|huy bo|huy|khai tu) (?:hay )?{_NOT}\b|tinh trang (?:hieu luc|phap ly)"
        r"|hieu luc thi hanh khong|dang co hieu luc|co hieu luc khong|hieu luc phap ly khong"
        r"|(?:dieu|khoan|chuong) nao .{0,60}(?:bi|da|duoc) (?:bai bo|het hieu luc|thay the)"
        rf"|(?:da|co) (?:duoc |phai )?(?:chay|ap dung|thi hanh|bat buoc|(?:co )?hieu luc)(?: thi hanh)? (?:hay )?chua\b"
        rf"|con (?:dung|xai|ap dung|su dung|hieu luc) (?:duoc )?{_NOT}\b|\bbi (?:bo|go|xoa) {_NOT}\b"
        r"|\b(?:gio|nay|bay gio|hien) (?:sao|the nao|ra sao) roi"
        r"|(?:toi|den) (?:bao gio|khi nao|luc nao) thi (?:tu )?het"
        r"|(?:keo dai|thuc hien|ap dung|thi hanh|trien khai|lam|chay|hieu luc) (?:den|toi) (?:het )?"
        r"(?:(?:ngay|thang|nam|luc|khi) nao|bao gio)",
    ),
    (
        Ask.REPLACED_BY,
        rf"(?:bi|duoc) (?:thay the|thay|bai bo|huy bo|cham dut)(?: hieu luc)? (?:boi|bang|theo|tai)"
        rf"|(?:thay the|thay|\bbo|bi bo|bi go) (?:boi|bang)|{_WHICH} {_DID}(?:ra doi |ban hanh )?(?:de )?{_ENDS}"
        rf"|cai (?:nao|gi) (?:de )?thay|(?:dung|ap dung|theo|xai) {_WHICH} thay|{_DID}co {KIND}(?: nao| moi)* {_ENDS}",
    ),
    (
        Ask.REPLACES,
        rf"(?:{_ENDS}|cham dut hieu luc|lam (?:het|mat|cham dut) hieu luc|het hieu luc)(?: cho| cua)? {_WHICH}"
        rf"|{_WHICH} (?:se |bi |duoc |da )*(?:het hieu luc|(?:bai bo|thay the|huy bo)(?: boi)?)"
        r"(?= (?:khi|tu khi|ke tu|tu ngay|boi|theo)\b)"
        rf"|{_WHICH} (?:se |da )?(?:bi|duoc) .{{0,60}}(?:bai bo|thay the|huy bo)\W*$"
        rf"|(?:khi .{{0,120}})?(?:co hieu luc|ban hanh|ra doi),? (?:thi )?{_WHICH} (?:cua .{{0,40}})?(?:se |bi |phai )*"
        r"(?:het hieu luc|bai bo|thay the|bo|nhuong cho)"
        rf"|(?:xoa|lam mat|loai bo|cham dut) (?:hieu luc )?(?:cua )?{_WHICH}"
        rf"|\blam {_WHICH} (?:bi )?(?:het|mat) hieu luc",
    ),
    (
        Ask.AMENDED_BY,
        r"(?:bi|duoc|da) sua (?:chua|khong|ko|roi)\b|\bsua boi\b|(?:bi|duoc) ai (?:sua|dieu chinh)"
        r"|lan sua(?: doi)? nao|(?:may|bao nhieu|cac|nhung) lan sua"
        rf"|{_WHICH} {_DID}(?:chen|them|bo sung|dieu chinh)\b"
        rf"|(?:cac|nhung|danh sach.{{0,12}}) {KIND} (?:da |tung )sua {KIND}"
        rf"|(?:bi|duoc|da) sua doi(?:,? bo sung)? (?:boi|bang|o|tai|theo|may lan|bao nhieu lan|{_NOT}|{_WHEN})"
        rf"|{_WHICH} {_DID}(?:de )?sua(?: doi)?\b|co {KIND} (?:nao )?sua doi|co (?:bi |duoc )?sua doi"
        r"|(?:dieu|khoan) nao .{0,60}(?:bi|duoc|da) sua doi|(?:bi|duoc|da) sua doi.{0,20} (?:dieu|khoan) nao",
    ),
    (
        Ask.AMENDS,
        r"(?:sua doi|sua|dinh chinh)(?:,? bo sung)?(?: mot so dieu| (?:\S+ ){1,5}?(?=cua\b))?"
        rf"(?: ?cua| cho)? {_WHICH}"
        r"|sua (?:doi )?gi\b",
    ),
    (
        Ask.GUIDES,
        r"(?:huong dan|quy dinh chi tiet|cu the hoa)(?: thi hanh| thuc hien| ap dung)?(?: mot so dieu)?"
        rf"(?: cua| cho| ve)? (?:{_WHICH}|cai gi|dieu gi|gi\W*$)",
    ),
    (
        Ask.GUIDED_BY,
        rf"{_WHICH} {_DID}(?:ban hanh )?(?:de )?(?:huong dan|quy dinh chi tiet|cu the hoa|chi tiet hoa)"
        rf"|duoc (?:huong dan|quy dinh chi tiet|cu the hoa)(?: thi hanh)? (?:boi|bang|tai|o|trong|theo) {_WHICH}"
        rf"|co {KIND} (?:nao )?(?:huong dan|quy dinh chi tiet)|(?:van ban|{KIND}) huong dan (?:thi hanh )?la gi",
    ),
    (
        Ask.BASIS,
        r"can cu (?:vao )?(?:nhung |cac )?(?:van ban|luat|dau|gi)|can cu (?:phap ly|ban hanh|de ban hanh)"
        r"|co so phap ly|ban hanh dua (?:tren|vao)"
        r"|(?:xay dung |soan thao )?dua (?:tren|vao) (?:nhung |cac )?(?:can cu|co so|van ban|luat) nao",
    ),
    (
        Ask.TITLE,
        r"(?:la|noi|quy dinh) ve (?:viec |van de |noi dung )?(?:gi|cai gi)|ten (?:day du )?(?:la )?gi|trich yeu"
        r"|(?:quy dinh|noi|dieu chinh) (?:nhung |cac )?(?:noi dung |van de )?gi\W*$"
        r"|noi dung (?:chinh|co ban|chu yeu) (?:cua |trong )?(?:nghi|quyet|thong|luat|cong van|van ban)"
        r"|^(?:hay |xin )?tom tat\b|noi dung (?:la )?gi\W*$"
        r"|(?:la|thuoc|ban hanh)(?: khung)? (?:phien )?ban (?:may|so may|nao|bao nhieu)\b",
    ),
    (
        Ask.PASSED,
        r"quoc hoi khoa (?:may|nao|bao nhieu)|ky hop (?:thu )?(?:may|nao)"
        r"|thong qua (?:vao )?(?:hom|ngay|khi|luc|thoi diem) (?:nao|may)|thong qua bao gio",
    ),
    (
        Ask.CONSOLIDATES,
        rf"(?:hop nhat|gop)(?: tu| cua| cac| nhung)* {_WHICH}",
    ),
    (Ask.ARTICLES, r"(?:bao nhieu|may) (?:dieu|chuong)\b"),
    (
        Ask.WHICH,
        rf"{_BY_NUMBER}|\b(?:{_SUBJECT})(?: (?!nao\b|gi\b)\S+){{0,10}} (?:nao|gi|may)\b(?=.{{0,160}}{_IN_USE})"
        rf"|{_IN_USE}.{{0,160}}\b(?:{_SUBJECT})(?: (?!nao\b|gi\b)\S+){{0,10}} (?:nao|gi|may)\b",
    ),
    (
        Ask.DOCUMENTS,
        r"^(?:hay |xin |cho (?:toi|minh|em|hoi) |giup (?:toi|minh|em) |liet ke |tim(?: kiem)? |tra cuu |ke ten |co )*"
        rf"(?:nhung |cac |tat ca |danh sach |moi )*{KIND}"
        r"(?: (?:quy pham phap luat|phap luat|moi nhat|hien hanh|con hieu luc|dang co hieu luc|nao|moi|gi))*"
        r"(?P<of> cua(?: \S+){1,6}?)? (?:quy dinh ve|huong dan ve|noi ve|lien quan(?: den| toi)?|trong linh vuc|ve)\b",
    ),
)
# Without one of these before its subject, a document is meant, not a list of them.
SEVERAL = re.compile(r"\b(?:nhung|cac|tat ca|danh sach|liet ke|ke ten|tim|tra cuu|nao|gi|moi nhat)\b")
IN_FORCE = re.compile(r"\b(?:con|dang co|dang) hieu luc\W*$")  # at the end: of those sought, the ones in force
PATTERNS = tuple((ask, re.compile(words)) for ask, words in _WORDS)
SOUGHT = dict(PATTERNS)[Ask.DOCUMENTS]
# The subject of “khung kiến trúc … nào đang áp dụng” is not set aside, only what asks.
SET_ASIDE = (
    *(pattern for ask, pattern in PATTERNS if ask is not Ask.WHICH),
    re.compile(_BY_NUMBER),
    re.compile(
        r"\b(?:dang |duoc |hien (?:nay |hanh )?|con |co |phai ){0,4}"
        r"(?:ap dung|hieu luc(?: thi hanh)?|hien hanh|moi nhat)\b"
    ),
    re.compile(r"\b(?:phien ban|ban) (?:nao|may|gi)\b"),
)
# Of two asks that the same words may mean, the first is meant.
_STRONGER = (
    (Ask.REPLACES, Ask.REPLACED_BY),
    (Ask.REPLACES, Ask.STATUS),
    (Ask.REPLACES, Ask.EFFECTIVE),
    (Ask.AMENDS, Ask.AMENDED_BY),
    (Ask.GUIDES, Ask.GUIDED_BY),
    (Ask.GUIDES, Ask.TITLE),
)


# “Điều nào nói về ký thay, ký thừa lệnh?”: its words are the text's.
SAYS_WHERE = re.compile(
    r"\b(?:dieu|khoan|diem|muc|chuong) nao\b.{0,80}\b(?:noi|quy dinh|de cap|huong dan) (?:ve|den)\b"
)


def asks_of(question: str) -> tuple[Ask, ...]:
    """The facts asked for, in a fixed order; none for a question about what a text says."""
    folded = without_accents(question)
    if len(folded) > LONGEST or SAYS_WHERE.search(folded):
        return ()  # a story, or what a provision says, not what is known of its document
    found = [ask for ask, pattern in PATTERNS if pattern.search(folded)]
    for stronger, weaker in _STRONGER:
        if stronger in found and weaker in found:
            found.remove(weaker)
    in_use = set(found) == {Ask.STATUS, Ask.WHICH} and asks_what_is_in_use(question)
    if len(found) > 1 and Ask.WHICH in found and not in_use:
        found.remove(Ask.WHICH)
    if Ask.DOCUMENTS in found:
        return (Ask.DOCUMENTS,) if _seeks_documents(folded) else tuple(ask for ask in found if ask is not Ask.DOCUMENTS)
    return tuple(found)


def sought_words(question: str) -> str:
    """The words that say what documents are sought, “cac nghi dinh con hieu luc”, without diacritics; "" for none."""
    match = SOUGHT.search(without_accents(question))
    return match[0].replace("phap luat", "") if match else ""


def _seeks_documents(folded: str) -> bool:
    """Whether documents are sought, not a fact of one called by its subject: “Nghị định về văn thư do ai ký?”."""
    match = SOUGHT.search(folded)
    if match is None or not SEVERAL.search(match[0]):
        return False
    rest = IN_FORCE.sub("", folded[match.end() :])
    return not any(pattern.search(rest) for ask, pattern in PATTERNS if ask not in {Ask.DOCUMENTS, Ask.WHICH})


def asks_what_is_in_use(question: str) -> bool:
    """Whether a question asks which of documents of one subject holds on the day."""
    return len(question) <= LONGEST and IN_USE.search(without_accents(question)) is not None


def without_asks(question: str) -> str:
    """The question without the words that ask, to find the document it is about by its title."""
    folded = without_accents(question)
    if len(folded) > LONGEST:
        return question
    keep = [True] * len(question)
    for pattern in SET_ASIDE:
        for match in pattern.finditer(folded):
            keep[match.start() : match.end()] = [False] * (match.end() - match.start())
            if "of" in pattern.groupindex and match["of"]:  # whose documents are sought
                keep[match.start("of") : match.end("of")] = [True] * len(match["of"])
    return re.sub(r"\s+", " ", "".join(c for c, kept in zip(question, keep, strict=True) if kept)).strip(" ?,.")
