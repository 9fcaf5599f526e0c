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
FIELDS = {  # what an item of a form is made of
    Form.CHOICE: "options",
    Form.TRUE_FALSE: "options",
    Form.PLACE: "options",
    Form.MISTAKE: "options",
    Form.MATCH: "pairs",
    Form.ORDER: "steps",
    Form.GAP: "answers",
}
SIZES = {"options": (2, 8, "phương án"), "pairs": (2, 8, "cặp"), "steps": (3, 10, "bước"), "answers": (1, 20, "đáp án")}
TYPES = {  # what pydantic finds wrong, in the words of the reader
    "missing": "thiếu trường này",
    "unexpected_keyword_argument": "không có trường nào tên như vậy",
    "enum": "giá trị không thuộc các giá trị cho phép",
    "int_parsing": "cần một số nguyên, ví dụ 60",
    "float_parsing": "cần một số, ví dụ 0.5",
    "date_from_datetime_parsing": "cần một ngày viết như 2026-11-30",
    "date_parsing": "cần một ngày viết như 2026-11-30",
    "bool_parsing": "cần true hoặc false",
    "tuple_type": "cần một danh sách, mỗi mục một dòng bắt đầu bằng dấu gạch “- ”",
    "string_type": "cần chữ",
}


def read_lesson(path: Path) -> Lesson:
    """The lesson of a file; Misconfigured, with file and place, for one that cannot be read as such."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise Misconfigured(
            f"Không mở được bài tập huấn “{path}”: hãy xem lại đường dẫn và quyền đọc của tệp."
        ) from error
    return lesson_from(data, path.name)


def lesson_from(data: bytes, name: str) -> Lesson:
    """The lesson in the bytes of a file called `name`; Misconfigured where they are none."""
    if len(data) > LARGEST:
        raise Misconfigured(f"“{name}” lớn hơn {LARGEST // 1_000_000} MB: không phải bài tập huấn.")
    try:
        told = yaml.load(data.decode("utf-8-sig"), _PlainLoader)
    except UnicodeDecodeError as error:
        raise Misconfigured(f"“{name}” không dùng bảng mã UTF-8: hãy lưu lại tệp với bảng mã đó.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" dòng {mark.line + 1}, cột {mark.column + 1}" if mark else ""
        raise Misconfigured(
            f"“{name}”{where}: {error.args[2] if isinstance(error, _NotPlain) else 'không đúng cú pháp YAML'}. "
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
    """Write a lesson's file, whole or not at all; Misconfigured, with nothing written, for what cannot be read back."""
    lesson_from(as_yaml(lesson).encode("utf-8", "surrogatepass"), path.name)
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
    if not 1 <= lesson.minutes <= 1_000:
        yield "thời lượng (minutes) phải từ 1 đến 1000 phút."
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
    if not item.id.strip() or not item.ask.strip() or not item.basis.citation.strip():
        return "thiếu mã (id), lời hỏi (ask) hoặc căn cứ (basis)."
    if item.difficulty is not None and not 0 <= item.difficulty <= 1:  # nor what is no number
        return "độ khó (difficulty) phải từ 0 đến 1."
    kinds = {"options": item.options, "pairs": item.pairs, "steps": item.steps, "answers": item.answers}
    own = FIELDS[item.form]
    strange = next((name for name, found in kinds.items() if found and name != own), None)
    if strange:
        return f"dạng {item.form.value} không dùng {strange}."
    least, most, what = SIZES[own]
    if not least <= len(kinds[own]) <= most:
        return f"cần từ {least} đến {most} {what} ({own})."
    alike = next(filter(None, map(_alike, (*_texts(item), [item.basis.called, *item.bases]))), None)
    if alike:
        return alike
    if item.options and sum(option.right for option in item.options) != 1:
        return "cần đúng một phương án đúng (right: true)."
    if item.form is Form.TRUE_FALSE and [option.text for option in item.options] != [TRUE, FALSE]:
        return f"cần đúng hai phương án, “{TRUE}” rồi “{FALSE}”."
    return None


def _texts(item: Item) -> tuple[list[str], ...]:
    """The lists of an item in which nothing may stand twice."""
    terms, meanings = [pair.term for pair in item.pairs], [pair.meaning for pair in item.pairs]
    return [option.text for option in item.options], terms, meanings, list(item.steps), list(item.answers)


def _alike(texts: list[str]) -> str | None:
    """What is said of a text that is blank or stands twice; None where each stands once."""
    plain = [" ".join(text.casefold().split()) for text in texts]
    found = next((text for at, text in enumerate(plain) if not text or text in plain[:at]), None)
    return None if found is None else f"có hai chỗ giống nhau: “{found}”." if found else "có chỗ để trống."


def _validated(told: dict[str, Any], name: str) -> Lesson:
    from pydantic import ValidationError

    try:
        lesson: Lesson = _adapter().validate_python(told)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step + 1) if isinstance(step, int) else step for step in first["loc"]) or "cả tệp"
        what = TYPES.get(first["type"], "giá trị không đúng kiểu")
        raise Misconfigured(
            f"“{name}”, ở “{place}”: {what}. Xem docs/lessons.md về các trường của bài tập huấn."
        ) from error
    return lesson


@lru_cache(maxsize=1)
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Lesson)


class _NotPlain(yaml.constructor.ConstructorError):
    """What a lesson's file does not hold, in Vietnamese as its problem."""


class _PlainLoader(yaml.BaseLoader):
    """Every value is text, as it stands in the file (pydantic reads the days and figures); no alias, which could make
    a small file endless; no field twice, of which one would be lost.
    """

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            event: Any = self.get_event()  # type: ignore[no-untyped-call]
            raise _NotPlain(None, None, "không dùng bí danh (*)", event.start_mark)
        return super().compose_node(parent, index)

    def construct_scalar(self, node: Any) -> Any:
        if len(node.value) > LONGEST:
            raise _NotPlain(None, None, f"quá {LONGEST} ký tự", node.start_mark)
        if re.search("[\ud800-\udfff]", node.value):
            raise _NotPlain(None, None, "có ký tự không phải chữ", node.start_mark)
        return super().construct_scalar(node)

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        names = [name.value for name, _ in node.value]
        twice = next((name for name, _ in node.value if names.count(name.value) > 1), None)
        if twice is not None:
            raise _NotPlain(None, None, f"trường “{twice.value}” có hai lần", twice.start_mark)
        return super().construct_mapping(node, deep)


class _Dumper(yaml.SafeDumper):
    """Lines of a text below each other."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _write_text(dumper: yaml.SafeDumper, text: str) -> Any:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _write_text)
