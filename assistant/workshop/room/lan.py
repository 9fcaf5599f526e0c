"""Under which addresses telephones in the hall reach this machine. No packet leaves it."""

from __future__ import annotations

import ipaddress
import socket
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO

ASK_LINUX, ASK_MAC = 0x8915, 0xC0206921  # SIOCGIFADDR
FAR = ("192.168.255.254", "10.255.255.254", "172.31.255.254")
ALL_SIDES = {"0.0.0.0", "::", ""}


def lan_addresses() -> list[str]:
    """The IPv4 addresses of this machine in local networks, those of home and hall routers first; [] without one."""
    found = dict.fromkeys([*_of_interfaces(), *_towards_far()])
    usable = [address for address in found if _is_usable(address)]
    return sorted(usable, key=lambda address: (not address.startswith("192.168."), address.startswith("172.")))


def join_addresses(host: str, port: int, override: str = "") -> list[str]:
    """The beginnings of the addresses that telephones open: those of the network when served to it, or the override."""
    if override:
        address = override.rstrip("/")
        return [address if "://" in address else f"http://{address}"]
    hosts = lan_addresses() if host in ALL_SIDES else [host]
    return [f"http://{f'[{name}]' if ':' in name else name}:{port}" for name in hosts or ["127.0.0.1"]]


def qr_svg(url: str) -> bytes:
    """An address as a QR code, dark on white with its margin, as an SVG image."""
    import segno

    out = BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="svg", border=4, dark="#000", light="#fff", omitsize=True)
    return out.getvalue()


def _of_interfaces() -> Iterator[str]:
    """The addresses of the interfaces, as the system lists them."""
    if sys.platform == "win32":
        with suppress(OSError):
            yield from socket.gethostbyname_ex(socket.gethostname())[2]  # Windows knows its own name without asking
        return
    import fcntl

    request = ASK_MAC if sys.platform == "darwin" else ASK_LINUX
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        for _, name in socket.if_nameindex():
            with suppress(OSError):  # an interface that has no address
                told = fcntl.ioctl(asking.fileno(), request, struct.pack("256s", name.encode()[:15]))
                yield socket.inet_ntoa(told[20:24])


def _towards_far() -> Iterator[str]:
    """The address from which this machine would send towards others: a datagram's socket is bound, nothing is sent."""
    for far in FAR:
        with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            asking.connect((far, 9))
            yield str(asking.getsockname()[0])


def _is_usable(address: str) -> bool:
    told = ipaddress.ip_address(address)
    return not (told.is_loopback or told.is_link_local or told.is_unspecified or told.is_multicast)
