"""How a document's validity and a copy's nature look: always words, with a colour and a sign to help the eye."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.types import Citation
from assistant.ui.words import say
from corpus.types import Nature, StatusValue

Colour = Literal["green", "red", "orange", "blue", "gray"]


@dataclass(frozen=True)
class Look:
    """A word, by its name, with its colour and its Material sign."""

    name: str
    colour: Colour
    icon: str

    @property
    def word(self) -> str:
        """The word in the language of the page."""
        return say(f"validity.{self.name}")

    def as_markdown(self) -> str:
        """The word in its colour, for a label."""
        return f":{self.colour}[{self.word}]"

    def as_badge(self, words: str = "") -> str:
        """The sign and the word, or other words as Markdown in its place, on its colour."""
        return f":{self.colour}-badge[{self.icon} {words or self.word}]"


LOOKS = {
    StatusValue.IN_FORCE: Look("in_force", "green", ":material/check_circle:"),
    StatusValue.ENDED: Look("ended", "red", ":material/cancel:"),
    StatusValue.PARTLY_ENDED: Look("partly_ended", "orange", ":material/error:"),
    StatusValue.NOT_YET: Look("not_yet", "blue", ":material/schedule:"),
    StatusValue.UNKNOWN: Look("unknown", "gray", ":material/help:"),
}
HOLDS = Look("holds", "green", ":material/check_circle:")
DIGEST = Look("digest", "orange", ":material/summarize:")


def look_of(citation: Citation) -> Look:
    """The look of the cited document's validity on the day asked about, or of the place cited where it is better."""
    return HOLDS if citation.holds else LOOKS[citation.status.value]


def is_digest(citation: Citation) -> bool:
    """Whether the cited words are a digest's: they are then nobody's words to put in quotation marks."""
    return citation.nature is Nature.DIGEST
