"""Texts → unit vectors: the embedder seam, LangChain's `Embeddings`.

The bundled model runs on ONNX Runtime without torch or network; any sentence-transformers model runs by folder or
name with the extra [models]. Both add the prefixes that e5 was trained with.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from corpus.errors import Misconfigured

Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]
MODEL = Path(__file__).with_name("model")
MAX_TOKENS = 256
BATCH_TOKENS = 2_048  # padded tokens a batch: longer batches are slower a token on two cores


class Embedder(Protocol):
    """What the index needs beyond LangChain's two methods."""

    revision: str  # changes whenever the same text would get another vector
    dimension: int

    def embed(
        self, texts: Sequence[str], prefix: Literal["query", "passage"], progress: Progress | None = None
    ) -> Vectors:
        """Unit vectors, float32 (len(texts), dimension)."""

    def embed_query(self, text: str) -> list[float]:
        """A question's vector."""


class BundledEmbeddings(Embeddings):
    """The model that ships: multilingual-e5-small in 4-bit blocks, ONNX Runtime. Safe to call from several threads."""

    def __init__(self, folder: Path = MODEL, max_tokens: int = MAX_TOKENS, threads: int = 2) -> None:
        described = _described(folder)
        self.dimension: int = described["dimension"]
        self.revision = f"e5s4-{described['sha256']['model.onnx'][:12]}-{max_tokens}"
        self._folder = folder
        self._max_tokens = min(max_tokens, described["max_tokens"])
        self._threads = threads
        self._loaded: tuple[Any, Any] | None = None
        self._lock = threading.Lock()

    def _open(self) -> tuple[Any, Any]:
        with self._lock:
            if self._loaded is None:
                import onnxruntime
                from tokenizers import Tokenizer

                options = onnxruntime.SessionOptions()
                options.intra_op_num_threads = self._threads
                options.log_severity_level = 3
                session = onnxruntime.InferenceSession(
                    str(self._folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
                )
                tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
                tokenizer.enable_truncation(self._max_tokens)
                tokenizer.enable_padding(pad_id=tokenizer.token_to_id("<pad>"), pad_token="<pad>")
                self._loaded = session, tokenizer
            return self._loaded

    def embed(
        self, texts: Sequence[str], prefix: Literal["query", "passage"], progress: Progress | None = None
    ) -> Vectors:
        """Unit vectors (len(texts), 384); texts beyond `max_tokens` are cut. Like lengths are batched together."""
        session, tokenizer = self._open()
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        done = 0
        while done < len(order):
            longest = min(self._max_tokens, 12 + len(texts[order[min(done + 31, len(order) - 1)]]) // 3)
            batch = order[done : done + max(1, min(32, BATCH_TOKENS // longest))]
            encoded = tokenizer.encode_batch([f"{prefix}: {texts[i]}" for i in batch])
            inputs = {
                "input_ids": np.array([e.ids for e in encoded], np.int64),
                "attention_mask": np.array([e.attention_mask for e in encoded], np.int64),
            }
            vectors[batch] = session.run(None, inputs)[0]
            done += len(batch)
            if progress:
                progress(done, len(order))
        return vectors

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's form of `embed` for passages."""
        return [[float(x) for x in row] for row in self.embed(texts, "passage")]

    def embed_query(self, text: str) -> list[float]:
        """A question's vector."""
        return [float(x) for x in self.embed([text], "query")[0]]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many word pieces each text has, uncut."""
        _, tokenizer = self._open()
        return [sum(e.attention_mask) + sum(len(o.ids) for o in e.overflowing) for e in tokenizer.encode_batch(texts)]


class SentenceTransformerEmbeddings(Embeddings):
    """A sentence-transformers model from a folder, or by a name already in the local cache; never fetched."""

    def __init__(self, name: str, max_tokens: int = MAX_TOKENS) -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise Misconfigured(
                f"CANCU_EMBEDDER={name} cần gói sentence-transformers: cài bằng “pip install -e .[models]”, "
                "hoặc bỏ biến này để dùng mô hình kèm theo."
            ) from error
        try:
            self._model = SentenceTransformer(name, device="cpu", local_files_only=True)
        except Exception as error:
            raise Misconfigured(
                f"Không mở được mô hình sentence-transformers “{name}” trên máy này: {error}. "
                "Hãy cho đường dẫn tới thư mục mô hình đã tải."
            ) from error
        self._model.max_seq_length = min(max_tokens, self._model.max_seq_length or max_tokens)
        self.dimension: int = int(self._model.get_sentence_embedding_dimension() or 0)
        folder = Path(name)
        files = sorted(p for p in folder.rglob("*") if p.is_file()) if folder.is_dir() else []
        stamp = hashlib.sha256("".join(f"{p.name}{p.stat().st_size}" for p in files).encode() or name.encode())
        self.revision = f"st-{stamp.hexdigest()[:12]}-{max_tokens}"

    def embed(
        self, texts: Sequence[str], prefix: Literal["query", "passage"], progress: Progress | None = None
    ) -> Vectors:
        """Unit vectors (len(texts), dimension); the model's own prompt for `prefix`, or e5's when it has none."""
        prompt = (self._model.prompts or {}).get(prefix) or f"{prefix}: "
        vectors = np.asarray(
            self._model.encode(list(texts), prompt=prompt, normalize_embeddings=True, show_progress_bar=False),
            np.float32,
        )
        if progress:
            progress(len(texts), len(texts))
        return vectors.reshape(len(texts), self.dimension)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's form of `embed` for passages."""
        return [[float(x) for x in row] for row in self.embed(texts, "passage")]

    def embed_query(self, text: str) -> list[float]:
        """A question's vector."""
        return [float(x) for x in self.embed([text], "query")[0]]


def load_embeddings(spec: str = "") -> BundledEmbeddings | SentenceTransformerEmbeddings:
    """The embedder that CANCU_EMBEDDER names: the bundled one for "", else a sentence-transformers folder or name."""
    return SentenceTransformerEmbeddings(spec) if spec else BundledEmbeddings()


def _described(folder: Path) -> dict[str, Any]:
    """`model.json`, once the files beside it match its checksums; Misconfigured when they do not."""
    try:
        described: dict[str, Any] = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        for name, expected in described["sha256"].items():
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != expected:
                raise Misconfigured(f"Tệp mô hình “{folder / name}” đã bị sửa hoặc hỏng: hãy lấy lại kho mã.")
    except FileNotFoundError as error:
        raise Misconfigured(f"Thiếu tệp mô hình “{error.filename}”: hãy lấy lại kho mã.") from error
    return described
