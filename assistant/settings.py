"""The settings: read from the environment once, at the edge."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from assistant.tuning import SHIPPED, Tuning

PROJECT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Settings:
    """Where the data are and which engines serve; every field has a default that works offline."""

    data: Path
    model: str = ""  # a LangChain chat model, for instance "ollama:qwen3:4b"; "" answers with quotations
    model_url: str = ""
    embedder: str = ""  # "" is the bundled model; else a sentence-transformers folder or name
    vectors: str = ""  # where the index is: "" in the data folder, else a Milvus, for instance "milvus://host:19530"
    library: bool = True  # whether the digests that ship belong to the corpus
    ocr: bool = True  # whether pictures of pages are read, where Tesseract is installed
    tuning: Tuning = SHIPPED

    @classmethod
    def from_environment(cls) -> Settings:
        """Settings from `CANCU_DATA`, `_MODEL`, `_MODEL_URL`, `_EMBEDDER`, `_VECTORS`, `_LIBRARY`, `_OCR` (0 or 1)."""
        return cls(
            data=Path(os.environ.get("CANCU_DATA") or PROJECT / "data").expanduser(),
            model=os.environ.get("CANCU_MODEL", ""),
            model_url=os.environ.get("CANCU_MODEL_URL", ""),
            embedder=os.environ.get("CANCU_EMBEDDER", ""),
            vectors=os.environ.get("CANCU_VECTORS", ""),
            library=os.environ.get("CANCU_LIBRARY", "1") != "0",
            ocr=os.environ.get("CANCU_OCR", "1") != "0",
        )

    def as_environment(self) -> dict[str, str]:
        """The variables from which another process gets the same settings."""
        return {
            "CANCU_DATA": str(self.data.absolute()),
            "CANCU_MODEL": self.model,
            "CANCU_MODEL_URL": self.model_url,
            "CANCU_EMBEDDER": self.embedder,
            "CANCU_VECTORS": self.vectors,
            "CANCU_LIBRARY": "1" if self.library else "0",
            "CANCU_OCR": "1" if self.ocr else "0",
        }

    @property
    def catalogue(self) -> Path:
        """The catalogue's SQLite file."""
        return self.data / "catalogue.sqlite"

    @property
    def lessons(self) -> Path:
        """The folder of one's own lessons."""
        return self.data / "lessons"

    @property
    def index(self) -> Path:
        """The folder of index snapshots."""
        return self.data / "index"
