"""The commands as a user types them, in processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.settings import Settings
from tests.conftest import DOCUMENTS

ROOT = Path(__file__).resolve().parents[1]


def cancu(*arguments: str, data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith("CANCU_")}
    env |= {"CANCU_DATA": str(data), "CANCU_LIBRARY": "0", "CANCU_OCR": "0", "COLUMNS": "200", **environment}
    command = [sys.executable, "-m", "cancu", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def test_add_then_ask_then_show(tmp_path: Path) -> None:
    added = cancu(
        "add", str(DOCUMENTS / "9002-qd-bkns.docx"), str(DOCUMENTS / "9044-qd-ubnd-song-lam.scan.pdf"), data=tmp_path
    )
    assert added.returncode == 0, added.stderr
    assert "văn bản mới" in added.stdout
    assert "9044-qd-ubnd-song-lam.scan.pdf" in added.stderr
    asked = cancu("ask", "Ai ký Quyết định 9002/QĐ-BKNS?", "--json", data=tmp_path)
    assert json.loads(asked.stdout)["claims"][0]["text"].startswith(
        "Quyết định số 9002/QĐ-BKNS do Thứ trưởng Phạm Thu Nền ký"
    )
    shown = cancu("show", "khoản 2 Điều 2 9002/QĐ-BKNS", data=tmp_path)
    assert "thay thế Quyết định số 9001/QĐ-BKNS" in shown.stdout
    assert "còn hiệu lực" in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("show", "Điều 5 9002/QĐ-BKNS"), 4, "Không thấy Điều 5"),
        (("show", "Điều 1 1/2099/NĐ-CP"), 4, "Kho chưa có"),
        (("show", "xin chào"), 2, "Ví dụ"),
        (("ask", "x", "--as-of", "hôm qua"), 2, "NĂM-THÁNG-NGÀY"),
        (("ask",), 2, "--batch"),
        (("add", "khong-co.docx"), 4, "khong-co.docx"),
        (("eval", "run", "--set", "khong-co"), 4, "khong-co"),
    ],
)
def test_errors_are_one_vietnamese_message(
    demo_settings: Settings, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = cancu(*arguments, data=demo_settings.data)
    assert (done.returncode, said in done.stderr.replace("\n", " ")) == (code, True), done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_cannot_be_read_alone_is_an_error(tmp_path: Path) -> None:
    done = cancu("add", str(DOCUMENTS / "9044-qd-ubnd-song-lam.scan.pdf"), "--json", data=tmp_path)
    assert done.returncode == 3
    assert json.loads(done.stdout)["outcome"] == "refused"


def test_batch_answers_in_order(demo_settings: Settings, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    rows = [
        {"id": "a", "question": "Ai ký Quyết định 9002/QĐ-BKNS?"},
        {
            "id": "b",
            "question": "Còn quyết định đó còn hiệu lực không?",
            "history": ["Ai ký Quyết định 9002/QĐ-BKNS?"],
            "as_of": "2027-06-01",
        },
        {"id": "c", "question": "Thủ đô của Pháp là gì?", "as_of": None},
    ]
    questions.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    out = tmp_path / "answers.jsonl"
    done = cancu("ask", "--batch", str(questions), "--out", str(out), data=demo_settings.data)
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(a["id"], a["kind"]) for a in answers] == [("a", "answer"), ("b", "answer"), ("c", "refusal")]
    assert "9003/QĐ-BKNS" in answers[1]["text"]
    assert answers[1]["as_of"] == "2027-06-01"


def test_a_bad_batch_line_is_named_before_anything_is_written(demo_settings: Settings, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"id": "a", "question": "x"}\n{"id": "b"}\n', encoding="utf-8")
    done = cancu("ask", "--batch", str(questions), "--out", str(tmp_path / "out"), data=demo_settings.data)
    assert done.returncode == 2
    assert "Dòng 2" in done.stderr
    assert not (tmp_path / "out").exists()


def test_light_commands_load_nothing_heavy() -> None:
    program = (
        "import sys, cancu; heavy = {'torch', 'onnxruntime', 'streamlit', 'underthesea', 'faiss', 'langchain'} & set(sys.modules);"
        "sys.exit(str(sorted(heavy)) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
