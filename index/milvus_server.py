"""A Milvus server, or milvus-lite in a file: its address, its collections, and errors that say what to do.

pymilvus (the extra [milvus]) is loaded when a server is connected to.
"""

from __future__ import annotations

import importlib
import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Literal, TypeVar
from urllib.parse import unquote, urlsplit

from corpus.errors import IndexMissing, Misconfigured

# Without what was set: it may hold a password.
WRONG = "CANCU_VECTORS phải có dạng milvus://máy:cổng, milvus://máy:cổng/tên, hoặc milvus:/đường/dẫn/tệp.db."
NAME = "cancu"
SPARSE_SINCE = (2, 4)  # the first release with sparse vectors
ROWS = 1000  # in one request
NAMED = 10_000  # numbers in one filter: Milvus returns 16,384 rows at most
WAIT = 10  # seconds for a server to answer the first time
ASK_EVERY = 300_000  # milliseconds between two questions whether an idle server is there: gRPC allows no fewer

Kind = Literal["int", "text", "long text", "float", "dense", "sparse"]
Row = Mapping[str, Any]
T = TypeVar("T")


@dataclass(frozen=True)
class Address:
    """What CANCU_VECTORS says: where the server is, who asks, and the name that the collections begin with."""

    uri: str
    token: str = field(repr=False)  # "user:password", or an API key
    name: str

    @classmethod
    def parse(cls, text: str) -> Address:
        """The address of a setting; a part after “#” is added to the name. Misconfigured for what is none."""
        try:
            parts = urlsplit(text)
            port = parts.port
        except ValueError as error:
            raise Misconfigured(WRONG) from error
        path, named = (parts.path, "") if not parts.netloc else ("", parts.path.strip("/"))
        if parts.scheme != "milvus" or not (parts.hostname or path.endswith(".db")):
            raise Misconfigured(WRONG)
        name = "_".join(filter(None, (named or NAME, parts.fragment)))
        if not re.fullmatch(r"[A-Za-z_]\w{0,99}", name, re.ASCII):
            raise Misconfigured(f"Tên “{name}” trong CANCU_VECTORS chỉ được có chữ không dấu, số và dấu gạch dưới.")
        if path:
            return cls(str(Path(path).expanduser()), "", name)
        token = ":".join(unquote(part) for part in (parts.username, parts.password) if part)
        return cls(f"http://{parts.hostname}:{port or 19530}", token, name)


def under(vectors: str, part: str) -> str:
    """The setting for an index of its own beside the one that `vectors` names; "" stays."""
    return vectors and f"{vectors}{'_' if '#' in vectors else '#'}{part}"


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Items in lists of `size`, the last one shorter."""
    left = iter(items)
    while some := list(islice(left, size)):
        yield some


class Server:
    """The few calls that a store needs of pymilvus. Safe to call from several threads.

    Misconfigured when pymilvus is not installed or the server cannot be reached, IndexMissing when a call fails.
    """

    def __init__(self, address: Address) -> None:
        self.address = address
        self._loaded: set[str] = set()
        try:
            self._pymilvus: Any = importlib.import_module("pymilvus")
        except ImportError as error:
            raise Misconfigured(
                "CANCU_VECTORS cần gói pymilvus: cài bằng “pip install -e .[milvus]”, "
                "hoặc bỏ biến này để giữ chỉ mục trong thư mục dữ liệu."
            ) from error
        for chatty in ("pymilvus", "milvus_lite", "grpc"):
            logging.getLogger(chatty).setLevel(logging.CRITICAL)  # what they log is raised too
        try:
            self._client = self._pymilvus.MilvusClient(
                address.uri, token=address.token, timeout=WAIT, grpc_options={"grpc.keepalive_time_ms": ASK_EVERY}
            )
            self.release = str(self._client.get_server_version())
        except self._pymilvus.MilvusException as error:
            raise Misconfigured(
                f"Không nối được Milvus “{address.uri}”: {error.message}. Hãy kiểm tra CANCU_VECTORS, máy chủ có đang "
                "chạy không, và (với một tệp .db) không tiến trình nào khác đang mở tệp."
            ) from error
        number = re.search(r"(\d+)\.(\d+)", self.release)
        self.has_sparse = bool(number and (int(number[1]), int(number[2])) >= SPARSE_SINCE)

    def collections(self) -> list[str]:
        """The names of all collections."""
        with self._told():
            return list(self._client.list_collections())

    def create(self, collection: str, fields: Mapping[str, Kind], dimension: int = 2, exact: bool = True) -> None:
        """Make an empty collection, its first field the key.

        Every collection has a vector, as Milvus wants; without "exact" dense ones are searched by a graph.
        """
        pymilvus = self._pymilvus
        types = pymilvus.DataType
        schema = pymilvus.MilvusClient.create_schema(enable_dynamic_field=False)
        index = pymilvus.MilvusClient.prepare_index_params()
        for place, (name, kind) in enumerate(fields.items()):
            options: dict[str, Any] = {"is_primary": True, "auto_id": name == "id"} if not place else {}
            if kind == "int":
                schema.add_field(name, types.INT64, **options)
            elif kind == "float":
                schema.add_field(name, types.FLOAT)
            elif kind == "text":
                schema.add_field(name, types.VARCHAR, max_length=1024)
            elif kind == "long text":
                schema.add_field(name, types.VARCHAR, max_length=65_535)
            elif kind == "sparse":
                schema.add_field(name, types.SPARSE_FLOAT_VECTOR)
                index.add_index(name, index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
            else:
                schema.add_field(name, types.FLOAT_VECTOR, dim=dimension)
                graph = {"M": 32, "efConstruction": 200}
                index.add_index(
                    name, index_type="FLAT" if exact else "HNSW", metric_type="IP", params={} if exact else graph
                )
        with self._told():
            self._client.create_collection(collection, schema=schema)
            self._client.create_index(collection, index, sync=False)  # nothing to wait for: it is empty

    def drop(self, collection: str) -> None:
        """Delete a collection."""
        with self._told():
            self._client.drop_collection(collection)
        self._loaded.discard(collection)

    def insert(self, collection: str, rows: Iterable[Row]) -> None:
        """Add rows."""
        for some in batches(rows, ROWS):
            with self._told():
                self._client.insert(collection, some)

    def upsert(self, collection: str, rows: Iterable[Row]) -> None:
        """Put rows in the place of those with their keys."""
        for some in batches(rows, ROWS):
            with self._told():
                self._client.upsert(collection, some)

    def delete(self, collection: str, which: str) -> None:
        """Delete the rows that a filter keeps."""
        with self._told():
            self._load(collection)
            self._client.delete(collection, filter=which)

    def settle(self, collection: str) -> None:
        """Return when every later reading sees what was written.

        milvus-lite goes through rows that are not yet flushed one by one; a server limits how often it flushes.
        """
        if not self.address.uri.startswith("http"):
            with self._told():
                self._client.flush(collection)
        self.count(collection, "", now=True)

    def count(self, collection: str, which: str, now: bool = False) -> int:
        """How many rows a filter keeps; with `now`, what was just written counts for sure."""
        return int(self._query(collection, which, ["count(*)"], now)[0]["count(*)"])

    def rows(self, collection: str, which: str, fields: Sequence[str], now: bool = False) -> list[dict[str, Any]]:
        """The rows that a filter keeps, which must be fewer than 16,384."""
        return self._query(collection, which, fields, now)

    def every(self, collection: str, which: str, fields: Sequence[str]) -> Iterator[dict[str, Any]]:
        """All rows that a filter keeps."""
        with self._told():
            self._load(collection)
            pages = self._client.query_iterator(
                collection, batch_size=ROWS, filter=which, output_fields=list(fields), consistency_level="Strong"
            )
            try:
                while page := pages.next():
                    yield from page
            finally:
                pages.close()

    def search(
        self, collection: str, field: str, vector: Any, k: int, which: str, also: Sequence[str] = ()
    ) -> list[tuple[Row, float]]:
        """The k nearest rows that a filter keeps, `entry` and the fields `also` of each, with inner products."""
        with self._told():
            self._load(collection)
            found = self._client.search(
                collection,
                data=[vector],
                anns_field=field,
                limit=k,
                filter=which,
                output_fields=["entry", *also],
                search_params={"metric_type": "IP", "params": {"ef": 2 * k} if field == "vector" else {}},
            )
        return [(hit["entity"], float(hit["distance"])) for hit in found[0]]

    def _query(self, collection: str, which: str, fields: Sequence[str], now: bool) -> list[dict[str, Any]]:
        level = {"consistency_level": "Strong"} if now else {}
        with self._told():
            self._load(collection)
            return list(self._client.query(collection, filter=which, output_fields=list(fields), **level))

    def _load(self, collection: str) -> None:
        """Open a collection for search: a server keeps it open, milvus-lite as long as its process."""
        if collection not in self._loaded:
            self._client.load_collection(collection)
            self._loaded.add(collection)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except self._pymilvus.MilvusException as error:
            raise IndexMissing(
                f"Milvus “{self.address.uri}” không làm được việc được yêu cầu: {error.message}. Hãy kiểm tra máy chủ, "
                "rồi lập lại chỉ mục bằng lệnh “cancu index” nếu vẫn lỗi (vector đã tính vẫn còn)."
            ) from error
