"""Web pages saved whole in one file (MHTML): the page inside, read as any saved page."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage

from corpus.errors import ReadRefused
from corpus.read.html import read_html
from corpus.types import Reading


def read_mhtml(data: bytes, name: str) -> Reading:
    """The text of the first page in the file; ReadRefused where there is none."""
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
    address = str(message.get("Snapshot-Content-Location") or message.get("Content-Location") or "")
    for part in message.walk():
        if isinstance(part, EmailMessage) and part.get_content_type() == "text/html":
            reading = read_html(part.get_content(), name)
            return Reading(
                reading.text, "html", {"address": address, **reading.declared} if address else reading.declared
            )
    raise ReadRefused(name, "tệp MHTML không có trang nào.", "Lưu lại trang dưới dạng HTML hoặc PDF.")
