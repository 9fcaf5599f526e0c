"""Texts → unit vectors: the embedder seam, LangChain's `Embeddings`.

The bundled model runs on ONNX Runtime without torch or network; any sentence-transformers model runs by folder or
name with the extra [models]. Both add the prefixes that e5 was trained with. Importing this module loads neither.
"""

from __future__ import annotations

import hashlib
import json
import threading
import unicodedata
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from corpus.errors import Misconfigured
from index.aim import FILE as AIM
from index.aim import Aim, load_aim
from index.outputs import showing

Vectors = NDArray[np.float32]
States = NDArray[np.floating]
Progress = Callable[[int, int], None]
MODEL = Path(__file__).with_name("model")
MAX_TOKENS = 256
E5, AIMED = (0.75, 0.95), (0.0, 0.35)  # usual cosines of e5, and of the bundled model's questions once turned
CHUNK = 64  # texts between two calls of `progress`


class Read(NamedTuple):
    """A text read: its unit vector, float32 (hidden,), and the states of its pieces (pieces, hidden) where the model
    shows them.
    """

    vector: NDArray[np.float32]
    states: States | None


class Embedder(Protocol):
    """What the index needs beyond LangChain's two methods."""

    setting: str  # the value of CANCU_EMBEDDER that opens it, "" for the bundled model
    revision: str  # changes whenever the same passage would get another vector
    asking: str  # changes whenever the same question would
    dimension: int
    usual: tuple[float, float]  # cosines that a question has with unrelated and with near texts

    def embed(
        self, texts: Sequence[str], prefix: Literal["query", "passage"], progress: Progress | None = None
    ) -> Vectors:
        """Unit vectors, float32 (len(texts), dimension)."""

    def read(self, texts: Sequence[str], prefix: Literal["query", "passage"]) -> list[Read]:
        """The texts with their vectors, and their states if it has them."""

    def embed_query(self, text: str) -> list[float]:
        """A question's vector."""


class BundledEmbeddings(Embeddings):
    """The model that ships: multilingual-e5-small, int8, on ONNX Runtime. Safe to call from several threads.

    Each text runs alone, so its vector never depends on the texts beside it; `threads` texts run at a time.
    Misconfigured when a file of the model is missing or is not the one that `model.json` names.
    """

    setting = ""

    def __init__(
        self,
        folder: Path = MODEL,
        max_tokens: int = MAX_TOKENS,
        threads: int = 2,
        aimed: bool = True,
        aim: Aim | None = None,
    ) -> None:
        """`aimed`: questions are turned toward what answers them, by `aim` or else as the folder says."""
        described = _described(folder)
        stamp = "".join(described["sha256"][name] for name in ("model.onnx", "tokenizer.json"))
        self.dimension: int = described["dimension"]
        self.max_tokens = min(max_tokens, described["max_tokens"])
        self._layer: str = described.get("states", "")  # of the graph: what words are compared by
        self.revision = f"e5s-{hashlib.sha256(stamp.encode()).hexdigest()[:12]}-{self.max_tokens}"
        if aim is None and AIM in described["sha256"]:
            aim = load_aim(folder / AIM)
        self._aim = aim if aimed else None
        self.asking = self._aim.digest if self._aim else ""
        self.usual = AIMED if self._aim else E5
        self._folder = folder
        self._threads = threads
        self._loaded: tuple[Any, Any] | None = None
        self._lock = threading.Lock()

    def _open(self) -> tuple[Any, Any]:
        with self._lock:
            if self._loaded is None:
                import onnxruntime
                from tokenizers import Tokenizer

                options = onnxruntime.SessionOptions()
                options.intra_op_num_threads = 1  # texts share the cores better than the parts of one text do
                options.log_severity_level = 3
                model = (self._folder / "model.onnx").read_bytes()
                model = showing(model, self._layer) if self._layer else model
                session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
                self._loaded = session, Tokenizer.from_file(str(self._folder / "tokenizer.json"))
            return self._loaded

    def embed(
        self, texts: Sequence[str], prefix: Literal["query", "passage"], progress: Progress | None = None
    ) -> Vectors:
        """Unit vectors, float32 (len(texts), 384), of `prefix: text` cut to `max_tokens` pieces."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        with ThreadPoolExecutor(self._threads) as pool:
            for start in range(0, len(texts), CHUNK):
                chunk = texts[start : start + CHUNK]
                for place, (vector,) in enumerate(pool.map(self._run, self._pieces(chunk, prefix)), start):
                    vectors[place] = vector
                if progress:
                    progress(min(start + CHUNK, len(texts)), len(texts))
        return self._aim.of(vectors) if self._aim and prefix == "query" and len(texts) else vectors

    def read(self, texts: Sequence[str], prefix: Literal["query", "passage"]) -> list[Read]:
        """The texts with vectors and, where `model.json` names a layer, the states of their pieces, all of them."""
        if not self._layer:
            return [Read(vector, None) for vector in self.embed(texts, prefix)]
        with ThreadPoolExecutor(self._threads) as pool:
            run = partial(self._run, also=self._layer)
            read = [Read(*found) for found in pool.map(run, self._pieces(texts, prefix))]
        if self._aim and prefix == "query":
            return [one._replace(vector=self._aim.of(one.vector[None])[0]) for one in read]
        return read

    def _pieces(self, texts: Sequence[str], prefix: str) -> list[list[int]]:
        """The pieces of `prefix: text`, at most `max_tokens` of each; the last is always </s>."""
        _, tokenizer = self._open()
        encoded = tokenizer.encode_batch_fast([_readable(f"{prefix}: {text}") for text in texts])
        cut = self.max_tokens - 1
        return [e.ids if len(e.ids) <= self.max_tokens else [*e.ids[:cut], e.ids[-1]] for e in encoded]

    def _run(self, pieces: list[int], also: str = "") -> list[Vectors]:
        session, _ = self._open()
        names = ["embedding", also] if also else ["embedding"]
        found: list[Vectors] = [given[0] for given in session.run(names, {"input_ids": np.array([pieces], np.int64)})]
        return found

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's form of `embed` for passages."""
        return [[float(x) for x in row] for row in self.embed(texts, "passage")]

    def embed_query(self, text: str) -> list[float]:
        """A question's vector."""
        return [float(x) for x in self.embed([text], "query")[0]]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many pieces each text has, uncut, the two at its ends included and no prefix."""
        _, tokenizer = self._open()
        return [len(encoded.ids) for encoded in tokenizer.encode_batch_fast([_readable(t) for t in texts])]


class SentenceTransformerEmbeddings(Embeddings):
    """A sentence-transformers model from a folder, or by a name already in the local cache; never fetched.

    Misconfigured when sentence-transformers is not installed or cannot open the model.
    """

    def __init__(self, name: str, max_tokens: int = MAX_TOKENS) -> None:
        self.setting = name
        self.asking, self.usual = "", E5
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
        self.max_tokens = min(max_tokens, self._model.max_seq_length or max_tokens)
        self._model.max_seq_length = self.max_tokens
        self._prompts = {kind: (self._model.prompts or {}).get(kind) or f"{kind}: " for kind in ("query", "passage")}
        self.dimension: int = self.embed([""], "query").shape[1]
        self.revision = f"st-{self._stamp()}-{self.max_tokens}"

    def _stamp(self) -> str:
        """A hash of the weights and prompts; the texts below stand for the tokenizer, which has no bytes to hash."""
        digest = hashlib.sha256(json.dumps(self._prompts, sort_keys=True).encode())
        for name, tensor in sorted(self._model.state_dict().items()):
            digest.update(name.encode())
            digest.update(tensor.detach().cpu().float().contiguous().numpy().data)
        digest.update(
            repr(self._model.tokenizer("Điều 5. Kiến trúc Chính phủ điện tử, 73/2019/NĐ-CP")["input_ids"]).encode()
        )
        return digest.hexdigest()[:12]

    def embed(
        self, texts: Sequence[str], prefix: Literal["query", "passage"], progress: Progress | None = None
    ) -> Vectors:
        """Unit vectors, float32 (len(texts), dimension); the model's own prompt for `prefix`, or e5's without one."""
        parts = []
        for start in range(0, len(texts), CHUNK):
            chunk = [_readable(text) for text in texts[start : start + CHUNK]]
            parts.append(
                self._model.encode(
                    chunk, prompt=self._prompts[prefix], normalize_embeddings=True, show_progress_bar=False
                )
            )
            if progress:
                progress(start + len(chunk), len(texts))
        return np.concatenate(parts).astype(np.float32) if parts else np.zeros((0, self.dimension), np.float32)

    def read(self, texts: Sequence[str], prefix: Literal["query", "passage"]) -> list[Read]:
        """The texts with their vectors; what a model of any kind makes of single words is not comparable."""
        return [Read(vector, None) for vector in self.embed(texts, prefix)]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's form of `embed` for passages."""
        return [[float(x) for x in row] for row in self.embed(texts, "passage")]

    def embed_query(self, text: str) -> list[float]:
        """A question's vector."""
        return [float(x) for x in self.embed([text], "query")[0]]


def load_embeddings(spec: str | None = None) -> BundledEmbeddings | SentenceTransformerEmbeddings:
    """The embedder that CANCU_EMBEDDER names: the bundled one for none, else a sentence-transformers folder or name."""
    return SentenceTransformerEmbeddings(spec) if spec else BundledEmbeddings()


def _readable(text: str) -> str:
    """A text as the tokenizer takes it: letters composed, a lone surrogate (JSON allows them) a question mark."""
    return unicodedata.normalize("NFC", text).encode(errors="replace").decode()


def _described(folder: Path) -> dict[str, Any]:
    """What `model.json` says, once the files beside it match its checksums."""
    try:
        described: dict[str, Any] = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        for name, expected in described["sha256"].items():
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != expected:
                raise Misconfigured(
                    f"Tệp mô hình “{folder / name}” khác mã kiểm trong model.json (bị sửa hoặc tải về không trọn): "
                    "hãy cài lại chương trình."
                )
    except OSError as error:
        raise Misconfigured(f"Thiếu tệp mô hình “{error.filename}”: hãy cài lại chương trình.") from error
    return described
