"""An answer in administrative form, ready to paste into a submission: every sentence with its basis in full."""

from __future__ import annotations

from assistant.naming import full_name_of, name_of
from assistant.types import Answer, Citation, Claim, in_words
from corpus.types import Nature, StatusValue


def is_quotation(claim: Claim, citations: tuple[Citation, ...]) -> bool:
    """Whether a claim is the very words of a regulation; a digest's words are not."""
    words = in_words([citation.quote for citation in citations])
    return claim.text == words and not any(citation.nature is Nature.DIGEST for citation in citations)


def words_of(citation: Citation) -> str:
    """The words cited, in quotation marks where they are a regulation's own."""
    return citation.quote.text if citation.nature is Nature.DIGEST else f"“{citation.quote.text}”"


def validity_of(citation: Citation) -> str:
    """What must be known of a citation's validity, "" where it is simply in force."""
    if citation.holds:
        return f"văn bản {citation.status_text}; phần trích vẫn còn hiệu lực"
    return "" if citation.status.value is StatusValue.IN_FORCE else citation.status_text


def in_full(citation: Citation) -> str:
    """“khoản 1 Điều 5 Nghị định số 73/2019/NĐ-CP ngày 05/9/2019 của Chính phủ”."""
    return citation.citation.replace(name_of(citation.document), full_name_of(citation.document), 1)


def as_paper(answer: Answer) -> str:
    """The claims, a paragraph each under the part they answer, with citations written out; then what must be known of
    their validity.
    """
    by_mark = {citation.mark: citation for citation in answer.citations}
    paragraphs = []
    about = ""
    for claim in answer.claims:
        if claim.about != about:
            about = claim.about
            paragraphs += [f"{about}:"] if about else []
        cited = tuple(by_mark[mark] for mark in claim.marks)
        words = f"“{claim.text}”" if is_quotation(claim, cited) else claim.text
        basis = "; ".join(dict.fromkeys(in_full(citation) for citation in cited))
        # The sentence's full stop comes after its basis, except inside quotation marks.
        stop = "." if words.endswith(".") else ""
        paragraphs.append(f"{words.removesuffix('.')} ({basis}){stop}" if basis else words)
    paragraphs += [f"Lưu ý: {warning}" for warning in answer.beside]
    return "\n\n".join(paragraphs)
