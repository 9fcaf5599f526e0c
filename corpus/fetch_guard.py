"""Which addresses a file may be fetched from: those of the public Internet, judged after the name is resolved.

A name is resolved once; what comes back is what the connection goes to, so a name that changes its answer in between
gains nothing. One private address among several refuses the name.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

import httpx

from corpus.errors import FetchRefused

Guard = Callable[[httpx.URL], list[str]]  # the addresses to connect to, in order; FetchRefused when one may not be
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
NAT64 = ipaddress.ip_network("64:ff9b::/96")


def checked_url(text: str, base: httpx.URL | None = None) -> httpx.URL:
    """The address typed by a user, or named by a redirect from `base`: http or https, a host, no password in it."""
    try:
        url = (base.join(text) if base else httpx.URL(text.strip())).copy_with(fragment=None)
    except httpx.InvalidURL as error:
        raise FetchRefused(text[:200], "địa chỉ viết sai.", "Chép lại cả địa chỉ từ trình duyệt.") from error
    shown = str(url.copy_with(username=None, password=None))[:200]
    if url.scheme not in {"http", "https"}:
        advice = "Hãy cho địa chỉ đầy đủ, bắt đầu bằng https:// hoặc http://."
        raise FetchRefused(shown, "chỉ tải qua http và https.", advice)
    if not url.raw_host or not 0 < (url.port or 80) < 65536:
        raise FetchRefused(shown, "địa chỉ thiếu tên máy chủ hoặc sai cổng.", "Chép lại cả địa chỉ từ trình duyệt.")
    if url.userinfo:
        advice = "Bỏ phần “tên:mật khẩu@” khỏi địa chỉ; tệp cần đăng nhập thì tải bằng trình duyệt rồi dùng lệnh add."
        raise FetchRefused(shown, "địa chỉ mang tên đăng nhập hoặc mật khẩu.", advice)
    return url


def any_addresses(url: httpx.URL) -> list[str]:
    """The addresses of a URL's host, private ones too."""
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(url.raw_host.decode("ascii"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        advice = "Kiểm tra lại địa chỉ và kết nối mạng."
        raise FetchRefused(str(url), f"không tìm thấy máy chủ “{url.raw_host.decode()}”.", advice) from error
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


def public_addresses(url: httpx.URL) -> list[str]:
    """The addresses of a URL's host; FetchRefused when any of them is not public."""
    addresses = any_addresses(url)
    for address in addresses:
        if not is_public(address):
            raise FetchRefused(
                str(url),
                f"máy chủ “{url.raw_host.decode()}” ở địa chỉ nội bộ hoặc dành riêng ({address}).",
                "Chỉ tải từ Internet công cộng; nếu đúng là máy chủ nội bộ tin cậy, thêm --allow-private.",
            )
    return addresses


def is_public(text: str) -> bool:
    """Whether an address belongs to the public Internet; an IPv4 address inside an IPv6 one is judged itself."""
    address: Address = ipaddress.ip_address(text)
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(str(inner))
        if address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)
