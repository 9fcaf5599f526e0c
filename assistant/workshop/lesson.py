"""Lessons as files: YAML that people can read, edit and hand on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from assistant.workshop.types import FALSE, TRUE, Form, Item, Lesson
from corpus.accents import without_accents
from corpus.errors import Misconfigured
from corpus.files import write_whole

LARGEST = 2_000_000  # bytes of a lesson's file
MOST_ITEMS = 500
LONGEST = 20_000  # characters of one of its texts
WIDTH = 110
COMMENT = (
    "# Bài tập huấn của Căn Cứ: sửa được bằng trình soạn thảo bất kỳ, rồi kiểm tra bằng lệnh “cancu lesson check”.\n"
)
TYPES = {  # what pydantic finds wrong, in the words of the reader
    "missing": "thiếu trường này",
    "unexpected_keyword_argument": "không có trường nào tên như vậy",
    "enum": "giá trị không thuộc các giá trị cho phép ({expected})",
}


def read_lesson(path: Path) -> Lesson:
    """The lesson of a file; Misconfigured, with file and place, for one that cannot be read as such."""
    try:
        if path.stat().st_size > LARGEST:
            raise Misconfigured(f"“{path.name}” lớn hơn {LARGEST // 1_000_000} MB: không phải bài tập huấn.")
        data = path.read_bytes()
    except OSError as error:
        raise Misconfigured(f"Không mở được bài tập huấn “{path}”: {error.strerror}.") from error
    return lesson_from(data, path.name)


def lesson_from(data: bytes, name: str) -> Lesson:
    """The lesson in the bytes of a file called `name`; Misconfigured where they are none."""
    try:
        told = yaml.load(data.decode("utf-8-sig"), _PlainLoader)
    except UnicodeDecodeError as error:
        raise Misconfigured(f"“{name}” không phải chữ UTF-8: hãy lưu lại tệp với mã UTF-8.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" dòng {mark.line + 1}, cột {mark.column + 1}" if mark else ""
        raise Misconfigured(
            f"“{name}”{where}: không đúng cú pháp YAML ({getattr(error, 'problem', None) or 'không đọc được'}). "
            "Hãy xem lại khoảng lùi đầu dòng, dấu hai chấm và dấu nháy."
        ) from error
    except (ValueError, RecursionError) as error:
        raise Misconfigured(f"“{name}”: có giá trị không đọc được ({error}).") from error
    if not isinstance(told, dict):
        raise Misconfigured(f"“{name}” không phải bài tập huấn: cần các trường như title, objectives, items.")
    lesson = replace(_validated(told, name), id=identifier(Path(name).stem))
    fault = next(faults_of(lesson), None)
    if fault:
        raise Misconfigured(f"“{name}”: {fault}")
    return lesson


def as_yaml(lesson: Lesson) -> str:
    """A lesson as the text of its file; fields at their defaults are left out."""
    told = _adapter().dump_python(lesson, mode="json", exclude_defaults=True)
    told.pop("id", None)
    return COMMENT + yaml.dump(told, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)


def write_lesson(path: Path, lesson: Lesson) -> None:
    """Write a lesson's file, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, as_yaml(lesson))


def identifier(title: str) -> str:
    """A title as the name of a file: lower case, without diacritics, words parted by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", without_accents(title)).strip("-")[:60] or "bai"


def faults_of(lesson: Lesson) -> Iterator[str]:
    """What keeps a lesson from being used, in Vietnamese, by item."""
    if not lesson.title.strip():
        yield "thiếu tên bài (title)."
    if len(lesson.items) > MOST_ITEMS:
        yield f"có {len(lesson.items)} câu, nhiều nhất {MOST_ITEMS}."
    seen: set[str] = set()
    known = {objective.id for objective in lesson.objectives}
    for item in lesson.items:
        where = f"câu “{item.id}”"
        if item.id in seen:
            yield f"{where}: mã này có hai lần; mỗi câu cần một mã riêng."
        seen.add(item.id)
        if item.objective and item.objective not in known:
            yield f"{where}: mục tiêu “{item.objective}” không có trong objectives."
        fault = fault_of(item)
        if fault:
            yield f"{where}: {fault}"


def fault_of(item: Item) -> str | None:
    """Why an item cannot be asked as it stands, whatever the law says; None where it can."""
    texts = [option.text for option in item.options]
    if not item.id.strip() or not item.ask.strip():
        return "thiếu mã (id) hoặc lời hỏi (ask)."
    if item.options and sum(option.right for option in item.options) != 1:
        return "cần đúng một phương án đúng (right: true)."
    if len({text.casefold().strip() for text in texts}) != len(texts):
        return "có hai phương án giống nhau."
    if item.form is Form.TRUE_FALSE:
        return None if texts == [TRUE, FALSE] else f"cần đúng hai phương án, “{TRUE}” rồi “{FALSE}”."
    if item.form in {Form.CHOICE, Form.PLACE, Form.MISTAKE}:
        return None if 2 <= len(texts) <= 8 else "cần từ 2 đến 8 phương án (options)."
    if item.form is Form.MATCH:
        return None if 2 <= len(item.pairs) <= 8 else "cần từ 2 đến 8 cặp (pairs)."
    if item.form is Form.ORDER:
        return None if 3 <= len(item.steps) <= 10 else "cần từ 3 đến 10 bước (steps)."
    return None if any(answer.strip() for answer in item.answers) else "thiếu đáp án (answers)."


def _validated(told: dict[str, Any], name: str) -> Lesson:
    from pydantic import ValidationError

    try:
        lesson: Lesson = _adapter().validate_python(told)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step + 1) if isinstance(step, int) else step for step in first["loc"]) or "cả tệp"
        what = TYPES.get(first["type"], "giá trị không đúng kiểu").format(**first.get("ctx", {}))
        raise Misconfigured(
            f"“{name}”, ở “{place}”: {what}. Xem docs/lessons.md về các trường của bài tập huấn."
        ) from error
    return lesson


@lru_cache(maxsize=1)
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Lesson)


class _PlainLoader(yaml.BaseLoader):
    """Every value is text, as it stands in the file (pydantic reads the days and figures); no alias, which could make
    a small file endless.
    """

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            event: Any = self.get_event()  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, "không dùng bí danh (*)", event.start_mark)
        return super().compose_node(parent, index)

    def construct_scalar(self, node: Any) -> Any:
        if len(node.value) > LONGEST:
            raise yaml.constructor.ConstructorError(None, None, f"quá {LONGEST} ký tự", node.start_mark)
        return super().construct_scalar(node)


class _Dumper(yaml.SafeDumper):
    """Lines of a text below each other."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _write_text(dumper: yaml.SafeDumper, text: str) -> Any:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _write_text)
