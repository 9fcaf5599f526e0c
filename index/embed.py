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
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from corpus.errors import Misconfigured
from index.aim import FILE as AIM
from index.aim import Aim, load_aim
from index.truncate import up_to

Vectors = NDArray[np.float32]
States = NDArray[np.floating]
Progress = Callable[[int, int], None]
MODEL = Path(__file__).with_name("model")
MAX_TOKENS = 256
E5, AIMED = (0.75, 0.95), (0.0, 0.35)  # usual cosines of e5, and of the bundled model's questions once turned
EMBEDDING = "embedding"  # the output of the graph that is a text's vector
CHUNK = 64  # texts between two calls of `progress`


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

    def states(self, texts: Sequence[str], prefix: Literal["query", "passage"]) -> list[States] | None:
        """What the model makes of the pieces of each text, (pieces, hidden); None when it does not show that."""

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
        self._sessions: dict[str, Any] = {}  # by what they give: the whole model, and its lower layers
        self._lock = threading.Lock()

    def _session(self, output: str) -> Any:
        """The model as far as it gives an output, loaded once. Misconfigured when it gives none of that name."""
        if output not in self._sessions:
            with self._lock:
                if output not in self._sessions:
                    self._sessions[output] = self._opened(output)
        return self._sessions[output]

    def _opened(self, output: str) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # texts share the cores better than the parts of one text do
        options.log_severity_level = 3
        path = self._folder / "model.onnx"
        try:
            model = path.read_bytes() if output == EMBEDDING else up_to(path.read_bytes(), output)
        except ValueError as error:
            raise Misconfigured(f"Mô hình “{path}” không có lớp “{output}” mà model.json nêu: {error}.") from error
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self._folder / "tokenizer.json"))

    def embed(
        self, texts: Sequence[str], prefix: Literal["query", "passage"], progress: Progress | None = None
    ) -> Vectors:
        """Unit vectors, float32 (len(texts), 384), of `prefix: text` cut to `max_tokens` pieces."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        with ThreadPoolExecutor(self._threads) as pool:
            for start in range(0, len(texts), CHUNK):
                chunk = texts[start : start + CHUNK]
                run = partial(self._run, EMBEDDING)
                for place, vector in enumerate(pool.map(run, self._pieces(chunk, prefix)), start):
                    vectors[place] = vector
                if progress:
                    progress(min(start + CHUNK, len(texts)), len(texts))
        return self._aim.of(vectors) if self._aim and prefix == "query" and len(texts) else vectors

    def states(self, texts: Sequence[str], prefix: Literal["query", "passage"]) -> list[States] | None:
        """What the layer that `model.json` names takes in, float32 (pieces, 384) for each text; layers above do not
        run. None where it names none.
        """
        if not self._layer:
            return None
        with ThreadPoolExecutor(self._threads) as pool:
            return list(pool.map(partial(self._run, self._layer), self._pieces(texts, prefix)))

    def _pieces(self, texts: Sequence[str], prefix: str) -> list[list[int]]:
        """The pieces of `prefix: text`, at most `max_tokens` of each; the last is always </s>."""
        encoded = self._tokenizer.encode_batch_fast([_readable(f"{prefix}: {text}") for text in texts])
        cut = self.max_tokens - 1
        return [e.ids if len(e.ids) <= self.max_tokens else [*e.ids[:cut], e.ids[-1]] for e in encoded]

    def _run(self, output: str, pieces: list[int]) -> Vectors:
        (given,) = self._session(output).run([output], {"input_ids": np.array([pieces], np.int64)})
        found: Vectors = given[0]
        return found

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's form of `embed` for passages."""
        return [[float(x) for x in row] for row in self.embed(texts, "passage")]

    def embed_query(self, text: str) -> list[float]:
        """A question's vector."""
        return [float(x) for x in self.embed([text], "query")[0]]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many pieces each text has, uncut, the two at its ends included and no prefix."""
        return [len(encoded.ids) for encoded in self._tokenizer.encode_batch_fast([_readable(t) for t in texts])]


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

    def states(self, texts: Sequence[str], prefix: Literal["query", "passage"]) -> None:
        """None: what a model of any kind makes of single words is not comparable."""

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
