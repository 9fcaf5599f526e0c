"""LibreOffice where it is installed: turns what this product has no reader for (RTF, Word before 97) into DOCX."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.errors import ReadRefused
from corpus.read.docx import read_docx
from corpus.types import Reading

SECONDS = 90


def read_by_libreoffice(data: bytes, name: str, suffix: str, refused: ReadRefused) -> Reading:
    """The text of a file that LibreOffice opens; `refused` where the program is not here or fails."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise refused
    with TemporaryDirectory() as folder:
        source = Path(folder) / f"source.{suffix}"
        source.write_bytes(data)
        # A profile of its own: the user's LibreOffice may be open, and its macros are no business of ours.
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [program, profile, "--headless", "--norestore", "--convert-to", "docx", "--outdir", folder]
        try:
            subprocess.run([*command, str(source)], capture_output=True, timeout=SECONDS, check=True)
            made = source.with_suffix(".docx").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise refused from error
    reading = read_docx(made, name)
    remark = "Đọc qua LibreOffice."
    return Reading(reading.text, suffix, notes=(*reading.notes, remark), footnotes=reading.footnotes)
