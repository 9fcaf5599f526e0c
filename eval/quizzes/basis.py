"""What an item says of its basis, and whether its question can be answered without seeing it.

Each check yields the faults of one item in Vietnamese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assistant.evidence import overlap
from assistant.workshop.lesson import fault_of
from assistant.workshop.marking import mark
from assistant.workshop.types import Form, Item, Response
from corpus.dates import IN_TEXT, day
from corpus.types import Nature, RelationKind, StatusValue
from corpus.validity import starts_on
from eval.quizzes.case import Case, number_in
from eval.quizzes.values import bare
from eval.quizzes.words import (
    LISTED,
    content,
    mark_of,
    plain,
)

KEPT = 0.5  # of the words over a list that an item of it must come with
VERB_FIRST = re.compile(
    r"(?:Bảo đảm|Thực hiện|Tổ chức (?:thực|triển|kiểm|quản|xây|việc)|Chủ trì|Phối hợp|Xây dựng|Quản lý|Kiểm tra"
    r"|Hướng dẫn|Báo cáo|Cung cấp|Công bố|Có|Được|Không|Giải quyết|Trình|Quyết định|Quy định|Giữ|Lưu|Thiết lập"
    r"|Đơn phương|Chấp hành|Tham mưu|Thẩm định|Tiếp nhận|Đề xuất|Đề nghị|Theo dõi|Tuân thủ|Chịu|Ban hành|Lập|Chỉ đạo"
    r"|Tăng cường|Đẩy mạnh|Phê duyệt|Đáp ứng|Sử dụng|Rà soát|Bố trí|Thông báo|Đăng|Duy trì|Áp dụng|Vận hành|Đã|Phải"
    r"|Để|Tự|Trực tiếp)(?!\w)"
)
PREDICATE = re.compile(
    r"(?<!\w)(?:có trách nhiệm|có quyền|phải|được|quyết định|quy định|ban hành|công bố|là|thực hiện|có hiệu lực|gồm|do"
    r"|kiểm tra|nộp|cấp|báo cáo)(?!\w)"
)
LABELLED = re.compile(r"[^:“]{2,40}:\s")  # “Mục tiêu: đến năm 2020, …”
POINTS = re.compile(r"(?:(?:các )?(?:khoản|điểm) [\w, ]{1,20}?)?(?:Điều|khoản|Khoản|điểm|Mục|mục|Chương) này(?!\w)")
NAMED = re.compile(r"(?<!\w)Điều \d+(?![^“]*”)")  # outside the words quoted
AS_ISSUED = re.compile(r"khi ban hành|ban đầu|nguyên văn|trước khi (?:được )?sửa|đã hết hiệu lực|tính đến|tại ngày")


def is_usable(case: Case) -> Iterator[str]:
    """An item can be asked and marked: the lesson's own rules hold, and its right answer is worth a whole point."""
    fault = fault_of(case.item)
    if fault:
        yield fault
        return
    if mark(case.item, _right_response(case.item)).points != 1:
        yield "câu trả lời đúng không được trọn điểm"


def _right_response(item: Item) -> Response:
    order = tuple(range(len(item.pairs) or len(item.steps)))
    text = item.answers[0] if item.answers else ""
    return Response(item.right if item.options else None, order, text, 0)


def basis_stands(case: Case) -> Iterator[str]:
    """The basis' provision is in the best copy, its quotation stands there letter by letter, the citation names it."""
    basis = case.item.basis
    if case.provision is None or case.copy is None or case.document is None:
        yield f"danh mục không có “{basis.provision}”"
        return
    if not basis.quote.strip():
        yield "không có đoạn trích"
    elif case.at < 0:
        yield "đoạn trích không phải nguyên văn của điều khoản"
    if case.copy.id != case.evidence.best_copy(case.document).id:
        yield "điều khoản không nằm trong bản tốt nhất"
    if case.provision.citation.casefold() not in basis.citation.casefold():
        yield f"căn cứ “{basis.citation}” không nêu “{case.provision.citation}”"
    if not number_in(basis.citation, case.document):
        yield f"căn cứ “{basis.citation}” không nêu văn bản “{case.document.number}”"


def status_is_known(case: Case) -> Iterator[str]:
    """Status, its words, the day, the nature and the changes of the basis are those of the catalogue."""
    basis, cited = case.item.basis, case.cited
    if cited is None:
        return
    if basis.as_of != case.evidence.as_of:
        yield f"ngày xét {basis.as_of}, danh mục được hỏi tại {case.evidence.as_of}"
    # Of a document that ended in part, a provision that the rest holds for may be told of as in force itself.
    values = {cited.status.value, StatusValue.IN_FORCE} if cited.holds else {cited.status.value}
    if basis.status not in values:
        yield f"hiệu lực “{basis.status}”, danh mục ghi “{cited.status.value}”"
    if basis.status_text != cited.status_text and not (cited.holds and cited.status_text in basis.status_text):
        yield f"lời về hiệu lực “{basis.status_text}”, danh mục ghi “{cited.status_text}”"
    if basis.nature is not cited.nature:
        yield f"loại bản “{basis.nature}”, danh mục ghi “{cited.nature}”"
    changes = list(_changes(case))
    if changes and not basis.changes:
        yield f"không nêu văn bản đã sửa điều khoản: {', '.join(changes)}"
    if basis.changes and not changes:
        yield f"nêu thay đổi mà danh mục không có: {'; '.join(basis.changes)}"
    yield from (
        f"thay đổi không nêu {number}" for number in changes if basis.changes and number not in " ".join(basis.changes)
    )


def _changes(case: Case) -> Iterator[str]:
    """The numbers of the documents that changed the provision by the day."""
    if case.document is None or case.provision is None:
        return
    for relation in case.evidence.incoming(case.document):
        source = case.evidence.document(relation.source)
        on = starts_on(relation, {source.id: source}) if source else None
        if source is None or on is None or on > case.evidence.as_of or not relation.target_path:
            continue
        changes = relation.kind in {RelationKind.AMENDS, RelationKind.REPEALS, RelationKind.REPLACES}
        if changes and overlap(relation.target_path, case.provision):
            yield source.number


def names_its_place(case: Case) -> Iterator[str]:
    """The question names its document, and the day or the state of a text that has ended or was changed since.

    Where the provision is what is asked for, options that name documents do as well.
    """
    if case.document is None:
        return
    ask = case.item.ask
    if case.item.form is Form.PLACE and all(case.places_in(text) for text in (case.right, *case.wrong)):
        named = number_in(ask, case.document) or number_in(case.right, case.document)
    else:
        named = number_in(ask, case.document)
    if not named:
        yield f"câu hỏi không nêu văn bản “{case.document.number or case.document.title}”"
    cited = case.cited
    yield from _points_nowhere(case)
    if cited is None or cited.nature is Nature.DIGEST:  # a digest tells of the past from today
        return
    old = cited.status.value is StatusValue.ENDED
    if (old or any(_changes(case))) and not _says_when(ask, case.evidence.as_of):
        yield "điều khoản đã hết hiệu lực hoặc đã được sửa, câu hỏi không nêu ngày xét hay bản được hỏi"


def _points_nowhere(case: Case) -> Iterator[str]:
    """Words that point to “Điều này” or “khoản 2 Điều này” where no article is named."""
    item = case.item
    if item.form is Form.PLACE:  # where it stands is what is asked
        return
    texts = [option.text for option in item.options] + [pair.meaning for pair in item.pairs] + list(item.steps)
    for text in [item.ask, *texts]:
        found = POINTS.search(text)
        if found and not NAMED.search(item.ask) and not mark_of(text):
            yield f"nói “{found[0]}” mà không nêu điều, khoản nào"


def _says_when(ask: str, as_of: date) -> bool:
    return bool(AS_ISSUED.search(ask)) or day(as_of) in ask or bool(IN_TEXT.search(ask))


def says_what_it_lists(case: Case) -> Iterator[str]:
    """An item of a list comes with the words or a title over the list, unless it is a sentence with its own subject.

    “Có bằng tiến sĩ” alone says nothing of whom.
    """
    item = case.item
    if item.form in {Form.PLACE, Form.MATCH, Form.ORDER} or case.provision is None:
        return
    listed = [(case.provision, item.basis.quote, f"{case.statement} {case.right}")]
    if item.form is Form.MISTAKE:
        listed += [(place, text, text) for text in case.wrong for place in case.places_in(mark_of(text))]
    for provision, words, told in listed:
        leads = [] if ":\n" in words or _has_subject(words) else case.leads_of(provision)
        known = set(bare(f"{item.ask} {told}").split())
        if leads and not any(_is_told(content(lead), known) for lead in leads):
            yield f"không nêu lời dẫn “{plain(leads[0])[:100]}”"


def _is_told(lead: set[str], known: set[str]) -> bool:
    return bool(lead) and len(lead & known) >= KEPT * len(lead)


def _has_subject(words: str) -> bool:
    """Whether a sentence says of whom or what it is: “Bộ … có trách nhiệm”, “Trong thời hạn …, đơn vị …”."""
    sentence = LISTED.sub("", words).strip()
    return not VERB_FIRST.match(sentence) and bool(PREDICATE.search(sentence) or LABELLED.match(sentence))
