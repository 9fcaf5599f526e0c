"""Whether an answer to a question read as a follow-up is about what the question itself speaks of."""

from __future__ import annotations

import re

from assistant.question import as_asked, content_words
from assistant.write import Writer
from index.tokens import is_unaccented


def speaks_of(question: str, writer: Writer) -> bool:
    """Whether what was written has anything of what the question is about, but for the subject it was given.

    Two words together count where the question has any; one that is about nothing by itself, “ai ký?”, is spoken of.
    """
    words = content_words(question)
    wanted = [word for word in words if " " in word] or words
    cited = writer.citations
    told = [claim.text for claim in writer.claims]
    told += [f"{citation.quote.provision.heading} {citation.document.title}" for citation in cited]
    said = as_asked(" ".join(told), is_unaccented(question))
    return not wanted or any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said) for word in wanted)
