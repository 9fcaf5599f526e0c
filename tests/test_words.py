"""What the pages say: every name is there in both languages, and every one is used."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.ui.words import all_words, say

ROOT = Path(__file__).resolve().parents[1]
UI = ROOT / "assistant" / "ui"
HOLE = re.compile(r"\{(\w+)\}")


def said() -> Iterator[tuple[str, str]]:
    """The first arguments of `say` in the pages: whole names, and patterns where a part is put in."""
    for file in [*UI.rglob("*.py"), ROOT / "app.py", ROOT / "eval" / "page.py"]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
                for argument in ast.walk(node.args[0]):
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and "." in argument.value:
                        yield (
                            file.name,
                            re.escape(argument.value) + (".+" if argument.value.endswith((".", "_")) else ""),
                        )


def test_every_name_that_is_said_is_there_and_every_name_is_said() -> None:
    patterns = list(said())
    assert len(patterns) > 150
    names = set(all_words())
    for file, pattern in patterns:
        assert any(re.fullmatch(pattern, name) for name in names), (file, pattern)
    # Names that are chosen among stand in the pages as they are; those of notes are made of them.
    code = "".join(file.read_text(encoding="utf-8") for file in UI.rglob("*.py"))
    chosen = {name for name in names if f'"{name.removesuffix("_note")}"' in code}
    unsaid = {n for n in names - chosen if not any(re.fullmatch(pattern, n) for _, pattern in patterns)}
    assert unsaid == set()


@pytest.mark.parametrize("name", sorted(all_words()))
def test_both_languages_say_the_same_things(name: str) -> None:
    words = all_words()[name]
    assert set(words) == {"vi", "en"}
    assert all(text.strip() for text in words.values())
    assert set(HOLE.findall(words["vi"])) == set(HOLE.findall(words["en"]))


# The product's name, what errors say, which is kept with the conversation, and examples of Vietnamese law.
ELSEWHERE = re.compile(
    r"Căn Cứ.*|Trang gặp lỗi.*|Đã dừng theo yêu cầu.*|Chương trình bị dừng.*|Kho không có văn bản |: hãy kiểm tra số hiệu.*"
    r"|Tiếng Việt|(?:khoản 2 Điều 5 )?\d+/\d+/NĐ-CP|73/2019, .*|LGSP\n.*",
    re.DOTALL,
)
VIETNAMESE = re.compile(r"[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]", re.IGNORECASE)


def test_no_page_says_vietnamese_words_of_its_own() -> None:
    for file in [*UI.rglob("*.py"), ROOT / "app.py", ROOT / "eval" / "page.py"]:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        told = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
                assert not VIETNAMESE.search(node.value) or ELSEWHERE.fullmatch(node.value), (file.name, node.value)
    for file in [*UI.rglob("*.js"), *UI.rglob("*.html")]:
        code = re.sub(r"//.*|fold = .*", "", file.read_text(encoding="utf-8"))
        assert not VIETNAMESE.search(code), file.name


def test_values_are_put_in_and_vietnamese_is_said_outside_a_page() -> None:
    assert say("turn.token", token="abc") == "Mã tái lập: abc"
    with pytest.raises(KeyError):
        say("turn.nothing")
