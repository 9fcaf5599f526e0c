"""How a document's validity and a copy's nature look: always words, with a colour and a sign to help the eye."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.types import Citation
from corpus.types import Nature, StatusValue

Colour = Literal["green", "red", "orange", "blue", "gray"]


@dataclass(frozen=True)
class Look:
    """A word with its colour and its Material sign."""

    word: str
    colour: Colour
    icon: str

    def as_markdown(self) -> str:
        """The word in its colour, for a label."""
        return f":{self.colour}[{self.word}]"


LOOKS = {
    StatusValue.IN_FORCE: Look("còn hiệu lực", "green", ":material/check_circle:"),
    StatusValue.ENDED: Look("hết hiệu lực", "red", ":material/cancel:"),
    StatusValue.PARTLY_ENDED: Look("hết hiệu lực một phần", "orange", ":material/error:"),
    StatusValue.NOT_YET: Look("chưa có hiệu lực", "blue", ":material/schedule:"),
    StatusValue.UNKNOWN: Look("không rõ hiệu lực", "gray", ":material/help:"),
}
DIGEST = Look("hồ sơ tóm lược, không phải văn bản gốc", "orange", ":material/summarize:")


def look_of(citation: Citation) -> Look:
    """The look of the cited document's validity on the day asked about."""
    return LOOKS[citation.status.value]


def is_digest(citation: Citation) -> bool:
    """Whether the cited words are a digest's: they are then nobody's words to put in quotation marks."""
    return citation.nature is Nature.DIGEST
