"""One file from a public web address, brought the way a guest comes: by the door, asking first, leaving in time.

What holds for every address on the way, redirects and robots.txt included: it is http or https without a password,
its host was resolved once and found public, and the connection goes to the very address that was judged. The file is
counted while it streams, after decompression, and stands under its name only once it is whole. Proxies and stored
passwords of the environment are not used. Rules with wildcards in a robots.txt are beyond the standard parser.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from urllib.robotparser import RobotFileParser

import anyio
import anyio.to_thread
import httpx

from corpus.errors import FetchRefused
from corpus.fetch_answer import BY_HAND, check_content, check_status, failure, too_large
from corpus.fetch_guard import Guard, any_addresses, checked_url, public_addresses
from corpus.fetch_name import file_name, reserve
from corpus.read import LARGEST

ROBOTS_READ = 512_000  # bytes of a robots.txt; RFC 9309 asks for 500 KiB
DECODED = {"", "identity", "gzip", "deflate"}  # content codings; never two, each of which multiplies


@dataclass(frozen=True)
class Limits:
    """What a fetch may take: bytes of the file, seconds in all, seconds to connect, redirects."""

    size: int = LARGEST
    seconds: float = 60
    connect: float = 10
    redirects: int = 5


@dataclass(frozen=True)
class Fetched:
    """A file that was fetched: `url` as asked for, `final_url` after redirects."""

    path: Path
    url: str
    final_url: str
    content_type: str  # without parameters: "application/pdf"
    bytes: int
    fetched_on: date


def fetch(
    url: str, folder: Path, *, allow_private: bool = False, limits: Limits | None = None, guard: Guard | None = None
) -> Fetched:
    """Bring the file at `url` into `folder`; FetchRefused, and nothing left behind, when it cannot or may not be.

    `allow_private` also reaches hosts of a private network; `guard` takes the place of the judgement altogether.
    Not to be called where an event loop runs.
    """
    limits = limits or Limits()
    start = checked_url(url)
    visit = _Visit(limits, guard or (any_addresses if allow_private else public_addresses))
    try:
        return anyio.run(visit.fetch, start, folder)
    except TimeoutError as error:
        advice = f"Thử lại sau. {BY_HAND}"
        raise FetchRefused(str(start), f"quá {limits.seconds:g} giây mà chưa tải xong.", advice) from error
    except OSError as error:
        reason = f"không ghi được vào “{folder}” ({error.strerror})."
        raise FetchRefused(str(start), reason, "Kiểm tra quyền ghi và chỗ trống trên đĩa.") from error
    except httpx.HTTPError as error:
        raise FetchRefused(str(start), failure(error), "Kiểm tra lại địa chỉ và kết nối mạng rồi thử lại.") from error


def user_agent() -> str:
    """How the product names itself to servers."""
    try:
        number = version("cancu")
    except PackageNotFoundError:
        number = "0"
    return f"CanCu/{number} (+one file, asked for by a person)"


class _Visit:
    """One fetch: its limits, its guard, and the robots.txt of each host it met."""

    def __init__(self, limits: Limits, guard: Guard) -> None:
        self._limits = limits
        self._guard = guard
        self._agent = user_agent()
        self._tls = httpx.create_ssl_context()
        self._judged: dict[tuple[str, bytes], list[str]] = {}
        self._robots: dict[httpx.URL, RobotFileParser] = {}

    async def fetch(self, start: httpx.URL, folder: Path) -> Fetched:
        """Follow the address to its file and save it, all within the time allowed."""
        with anyio.fail_after(self._limits.seconds):
            async with self._arrive(start, ask_robots=True) as (url, response):
                check_status(url, response.status_code)
                content_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
                name = file_name(response.headers.get("content-disposition", ""), url.path, content_type)
                path, size = await self._save(start, url, response, folder, name)
        return Fetched(path, str(start), str(url), content_type, size, date.today())

    @asynccontextmanager
    async def _arrive(self, url: httpx.URL, ask_robots: bool) -> AsyncIterator[tuple[httpx.URL, httpx.Response]]:
        """The response at the end of the redirects and its address; each step is judged like the first."""
        for _ in range(self._limits.redirects + 1):
            if ask_robots:
                await self._ask_robots(url)
            async with self._open(url) as response:
                if not response.has_redirect_location:
                    yield url, response
                    return
                url = checked_url(response.headers["location"], base=url)
        raise FetchRefused(str(url), f"máy chủ chuyển hướng quá {self._limits.redirects} lần.", BY_HAND)

    @asynccontextmanager
    async def _open(self, url: httpx.URL) -> AsyncIterator[httpx.Response]:
        """The response to one request, sent to an address that the guard has judged, under the host's own name."""
        addresses = await self._addresses(url)
        headers = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": self._agent,
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }
        timeout = httpx.Timeout(self._limits.seconds, connect=self._limits.connect)
        async with httpx.AsyncClient(verify=self._tls, trust_env=False, timeout=timeout) as client:
            for place, address in enumerate(addresses, start=1):
                # The certificate is asked for, and verified, by the host's name: see `sni_hostname` of httpx.
                extensions = {"sni_hostname": url.raw_host.decode("ascii")}
                request = client.build_request(
                    "GET", url.copy_with(host=address), headers=headers, extensions=extensions
                )
                try:
                    response = await client.send(request, stream=True)
                except (httpx.ConnectError, httpx.ConnectTimeout):
                    if place == len(addresses):
                        raise
                    continue
                try:
                    yield response
                finally:
                    await response.aclose()
                return

    async def _addresses(self, url: httpx.URL) -> list[str]:
        """The addresses of a host as the guard judged them, once in a visit."""
        place = (url.scheme, url.netloc)
        if place not in self._judged:
            self._judged[place] = await anyio.to_thread.run_sync(self._guard, url, abandon_on_cancel=True)
        return self._judged[place]

    async def _ask_robots(self, url: httpx.URL) -> None:
        """FetchRefused when the host's robots.txt keeps the address from robots, or cannot be read (RFC 9309)."""
        await self._addresses(url)  # first, so that a refusal names this address and not the one of robots.txt
        place = url.copy_with(raw_path=b"/robots.txt")
        rules = self._robots.get(place)
        if rules is None:
            rules = self._robots[place] = await self._read_robots(place)
        if not rules.can_fetch(self._agent, str(url)):
            raise FetchRefused(str(url), f"robots.txt của máy chủ không cho phép chương trình tải ({place}).", BY_HAND)

    async def _read_robots(self, place: httpx.URL) -> RobotFileParser:
        """The rules of a robots.txt; none where the server has no such file."""
        rules = RobotFileParser()
        text = b""
        try:
            async with self._arrive(place, ask_robots=False) as (_, response):
                status = response.status_code
                if status == httpx.codes.OK:
                    async for block in _blocks(place, response):
                        text += block
                        if len(text) > ROBOTS_READ:
                            break
        except httpx.HTTPError as error:
            raise FetchRefused(str(place), failure(error), "Chưa biết máy chủ có cho phép tải: thử lại sau.") from error
        if status >= 500 or 300 <= status < 400:
            advice = f"Chưa biết máy chủ có cho phép tải: thử lại sau. {BY_HAND}"
            raise FetchRefused(str(place), f"máy chủ báo lỗi HTTP {status} cho robots.txt.", advice)
        rules.parse(text[:ROBOTS_READ].decode("utf-8-sig", errors="replace").splitlines())
        return rules

    async def _save(
        self, start: httpx.URL, url: httpx.URL, response: httpx.Response, folder: Path, name: str
    ) -> tuple[Path, int]:
        """Stream the file beside its place and put it there whole; what was written goes when anything fails."""
        folder.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(prefix=".fetch-", dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                size, said = 0, response.headers.get("content-length", "")
                if said.isdecimal() and int(said) > self._limits.size:
                    raise too_large(url, self._limits.size)
                async for block in _blocks(url, response):
                    size += len(block)
                    if size > self._limits.size:
                        raise too_large(url, self._limits.size)
                    file.write(block)
            check_content(start, url, Path(part))
            path = reserve(folder, name)
            os.replace(part, path)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise
        return path, size


async def _blocks(url: httpx.URL, response: httpx.Response) -> AsyncIterator[bytes]:
    """The body, decoded; one coding at most, so that a block is never much over a thousand times what came."""
    coding = response.headers.get("content-encoding", "").strip().lower()
    if coding not in DECODED:
        raise FetchRefused(str(url), f"máy chủ nén tệp theo cách chưa được hỗ trợ ({coding}).", BY_HAND)
    async for block in response.aiter_bytes():
        yield block
