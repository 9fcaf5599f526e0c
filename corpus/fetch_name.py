"""A safe name for a fetched file, from what the server calls it: one path component, of letters a disk can hold."""

from __future__ import annotations

import re
import unicodedata
from email.message import Message
from pathlib import Path
from urllib.parse import unquote

LONGEST = 120  # bytes of a name in UTF-8: half of what file systems allow, with room for a number
UNNAMED = "van-ban"
SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/plain": ".txt",
    "text/markdown": ".md",
}
# Names that Windows keeps for devices, whatever their suffix.
DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def file_name(disposition: str, path: str, content_type: str) -> str:
    """The name in a Content-Disposition header, else the last part of the URL's path, made safe; with a suffix."""
    message = Message()
    message["Content-Disposition"] = disposition or "inline"
    stem, suffix = _split(_clean(message.get_filename() or "") or _clean(path) or UNNAMED)
    suffix = suffix or SUFFIXES.get(content_type, "")
    room = LONGEST - len(suffix.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(". ") + suffix


def _clean(name: str) -> str:
    """The last component of a name, percent signs decoded, without letters that steer a terminal or a path."""
    last = re.split(r"[/\\]", unquote(name).rstrip("/"))[-1]
    kept = (c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C")
    safe = re.sub(r'[<>:"|?*]', "_", "".join(kept)).strip(". ")
    return f"_{safe}" if DEVICE.match(safe) else safe


def _split(name: str) -> tuple[str, str]:
    """A name and its suffix; what follows the last stop is one only when it is short and plain."""
    found = re.fullmatch(r"(.+)(\.[A-Za-z0-9]{1,8})", name)
    return (found[1], found[2]) if found else (name, "")


def reserve(folder: Path, name: str) -> Path:
    """An empty new file of this name in the folder; a number is added where the name is taken."""
    folder.mkdir(parents=True, exist_ok=True)
    stem, suffix = _split(name)
    number = 1
    while True:
        path = folder / (name if number == 1 else f"{stem} ({number}){suffix}")
        try:
            path.open("xb").close()
        except FileExistsError:
            number += 1
        else:
            return path
