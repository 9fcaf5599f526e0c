"""The lessons of a data folder, and those that ship."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from assistant.workshop.lesson import identifier, lesson_from, read_lesson, write_lesson
from assistant.workshop.types import Lesson
from corpus.errors import CanCuError, Misconfigured, NotFound

SHIPPED = Path(__file__).with_name("lessons")
ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True)
class Heading:
    """A lesson in the list of them; `fault` says why one cannot be read, "" for one that can."""

    id: str
    title: str
    summary: str = ""
    items: int = 0
    minutes: int = 0
    ships: bool = False
    fault: str = ""


class LessonShelf:
    """Lessons as files of a folder. One that ships can be changed: the changed one takes its place under its name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def headings(self) -> list[Heading]:
        """All lessons, one's own first, by title."""
        found = [_heading(path) for path in self.paths().values()]
        return sorted(found, key=lambda heading: (heading.ships, heading.title.casefold(), heading.id))

    def read(self, id_: str) -> Lesson:
        """A lesson by id; NotFound where there is none, Misconfigured where its file is broken."""
        path = self.paths().get(id_)
        if path is None:
            raise NotFound(f"Không có bài tập huấn “{id_}” trong “{self.folder}”.")
        return read_lesson(path)

    def save(self, lesson: Lesson) -> Lesson:
        """Keep a lesson under its id; a new one gets an id from its title that no other has."""
        if not lesson.id:
            lesson = replace(lesson, id=self._free(identifier(lesson.title)))
        write_lesson(self._own_path(lesson.id), lesson)
        return lesson

    def add(self, name: str, data: bytes) -> Lesson:
        """Keep a lesson handed in as a file, never in the place of another; Misconfigured where it is none."""
        lesson = lesson_from(data, name)
        return self.save(replace(lesson, id=self._free(lesson.id)))

    def delete(self, id_: str) -> None:
        """Delete one's own lesson; one that ships is then as it came."""
        self._own_path(id_).unlink(missing_ok=True)

    def is_own(self, id_: str) -> bool:
        """Whether a lesson of this id was made or changed here."""
        return self._own_path(id_).exists()

    def _own_path(self, id_: str) -> Path:
        """The file of one's own lesson, called as it was put there, or as it will be."""
        if id_ != identifier(id_):
            raise Misconfigured(f"Mã bài tập huấn “{id_}” chỉ được có chữ thường không dấu, chữ số và dấu gạch nối.")
        here = self.paths().get(id_)
        return here if here and here.parent == self.folder else self.folder / f"{id_}{ENDINGS[0]}"

    def paths(self) -> dict[str, Path]:
        """The files of all lessons, by id; one's own in the place of one that ships."""
        paths = [p for folder in (SHIPPED, self.folder) for end in ENDINGS for p in sorted(folder.glob(f"*{end}"))]
        return {identifier(path.stem): path for path in paths}

    def _free(self, id_: str) -> str:
        taken = self.paths().keys()
        return next(name for n in range(1, len(taken) + 2) if (name := id_ if n == 1 else f"{id_}-{n}") not in taken)


def _heading(path: Path) -> Heading:
    ships = path.parent == SHIPPED
    try:
        lesson = read_lesson(path)
    except CanCuError as error:
        return Heading(identifier(path.stem), path.stem, ships=ships, fault=str(error))
    return Heading(lesson.id, lesson.title, lesson.summary, len(lesson.items), lesson.minutes, ships)
