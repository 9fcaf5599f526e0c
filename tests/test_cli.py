"""The commands as a user types them, in processes of their own."""

from __future__ import annotations

import json
import os
import shutil
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


def test_a_damaged_index_is_named_and_repaired_by_the_command_it_names(demo_settings: Settings, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(demo_settings.data, data)
    damaged = next(data.glob("index/segments/*/text/rows.npy"))
    content = bytearray(damaged.read_bytes())
    content[-1] ^= 1
    damaged.write_bytes(content)
    asked = cancu("ask", "Ai ký Quyết định 9002/QĐ-BKNS?", data=data)
    assert asked.returncode == 5
    assert "rows.npy" in asked.stderr.replace("\n", "")
    assert "cancu index" in asked.stderr.replace("\n", " ")
    assert "cập nhật" in cancu("index", data=data).stdout
    assert "đúng mã kiểm" in cancu("index", data=data).stdout
    assert "Phạm Thu Nền" in cancu("ask", "Ai ký Quyết định 9002/QĐ-BKNS?", data=data).stdout


def test_a_file_that_cannot_be_read_alone_is_an_error(tmp_path: Path) -> None:
    done = cancu("add", str(DOCUMENTS / "9044-qd-ubnd-song-lam.scan.pdf"), "--json", data=tmp_path)
    assert done.returncode == 3
    assert json.loads(done.stdout)["outcome"] == "refused"


def test_a_number_that_several_documents_have_is_asked_back(demo_settings: Settings) -> None:
    asked = cancu("ask", "Quyết định 9105/QĐ-UBND quy định gì?", data=demo_settings.data)
    said, *choices = [line for line in asked.stdout.splitlines() if not line.startswith("Hiệu lực")]
    assert "nêu thêm cơ quan ban hành" in said
    assert len([choice for choice in choices if choice.startswith("  • ")]) == 2


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


def test_corrections_are_made_told_and_taken_back(tmp_path: Path) -> None:
    assert cancu("add", str(DOCUMENTS / "9002-qd-bkns.docx"), "--no-index", data=tmp_path).returncode == 0
    who = ("--by", "Văn thư Mẫu", "--source", "bản giấy")
    made = cancu("doc", "edit", "9002/QĐ-BKNS", "--set", "signer=Lê Giả Định", *who, "--no-index", data=tmp_path)
    assert "Lê Giả Định" in made.stdout, made.stderr
    history = json.loads(cancu("doc", "history", "9002/QĐ-BKNS", "--json", data=tmp_path).stdout)
    assert [(c["field"], c["value"], c["who"]) for c in history] == [("signer", "Lê Giả Định", "Văn thư Mẫu")]
    undone = cancu("doc", "undo", str(history[0]["id"]), "--by", "Văn thư Mẫu", "--no-index", data=tmp_path)
    assert "đã hoàn tác" in undone.stdout
    wrong = cancu("doc", "edit", "9002/QĐ-BKNS", "--set", "issued=hôm qua", *who, "--no-index", data=tmp_path)
    assert wrong.returncode == 2


def test_a_pack_carries_the_corpus_to_another_folder(tmp_path: Path) -> None:
    files = [str(DOCUMENTS / f"{name}.docx") for name in ("9001-qd-bkns", "9002-qd-bkns")]
    assert cancu("add", *files, "--no-index", data=tmp_path / "a").returncode == 0
    pack = str(tmp_path / "kho.zip")
    assert cancu("pack", "export", pack, "--name", "Kho mẫu", "--by", "Sở Mẫu", data=tmp_path / "a").returncode == 0
    assert "nguyên vẹn" in cancu("pack", "verify", pack, data=tmp_path / "b").stdout
    assert "2 bản mới" in cancu("pack", "import", pack, "--no-index", data=tmp_path / "b").stdout
    assert "Giống nhau: 2" in cancu("pack", "compare", pack, data=tmp_path / "b").stdout
    broken = tmp_path / "hong.zip"
    broken.write_bytes((tmp_path / "kho.zip").read_bytes()[:900])
    assert cancu("pack", "verify", str(broken), data=tmp_path / "b").returncode == 3


def test_what_rests_on_ended_documents(tmp_path: Path) -> None:
    files = [str(path) for path in sorted(DOCUMENTS.glob("9*.docx"))]
    assert cancu("add", *files, "--no-index", data=tmp_path).returncode == 0
    told = cancu("basis", "--as-of", "2022-01-01", "--report", str(tmp_path / "r.md"), data=tmp_path)
    assert told.returncode == 0, told.stderr
    found = json.loads(cancu("basis", "--as-of", "2022-01-01", "--json", data=tmp_path).stdout)
    assert found
    assert (tmp_path / "r.md").read_text("utf-8").count("căn cứ") >= len(found)


def test_a_provision_is_shown_as_it_stood(tmp_path: Path) -> None:
    law = "BỘ KẾT NỐI SỐ\nSố: 9081/2020/TT-BKNS\nHà Nội, ngày 02 tháng 01 năm 2020\nTHÔNG TƯ\nQuy định mẫu\nCăn cứ Luật mẫu;\n"
    law += "Điều 1. Kết nối\n1. Đơn vị kết nối trong 30 ngày.\nĐiều 2. Hiệu lực\nThông tư này có hiệu lực từ ngày 01 tháng 02 năm 2020.\n"
    change = "BỘ KẾT NỐI SỐ\nSố: 9082/2022/TT-BKNS\nHà Nội, ngày 02 tháng 01 năm 2022\nTHÔNG TƯ\n"
    change += "Sửa đổi, bổ sung một số điều của Thông tư số 9081/2020/TT-BKNS\nCăn cứ Luật mẫu;\n"
    change += (
        "Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số 9081/2020/TT-BKNS\n1. Sửa đổi khoản 1 Điều 1 như sau:\n"
    )
    change += (
        "“1. Đơn vị kết nối trong 10 ngày.”\nĐiều 2. Hiệu lực\nThông tư này có hiệu lực từ ngày 01 tháng 3 năm 2022.\n"
    )
    for name, text in (("a.txt", law), ("b.txt", change)):
        (tmp_path / name).write_text(text, "utf-8")
    added = cancu("add", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--no-index", data=tmp_path / "data")
    assert added.returncode == 0, added.stderr
    where = "khoản 1 Điều 1 9081/2020/TT-BKNS"
    before, after = (
        json.loads(cancu("show", where, "--as-of", day, "--json", data=tmp_path / "data").stdout)[0]
        for day in ("2022-02-28", "2022-03-01")
    )
    assert before["text"] == "1. Đơn vị kết nối trong 30 ngày."
    assert (after["text"], after["original"]) == ("1. Đơn vị kết nối trong 10 ngày.", before["text"])
    assert after["changes"][0]["text"] == (
        "khoản 1 Điều 1 được sửa đổi theo khoản 1 Điều 1 Thông tư số 9082/2022/TT-BKNS, từ 01/3/2022"
    )


def test_a_lesson_from_proposal_to_print(tmp_path: Path) -> None:
    assert cancu("add", str(DOCUMENTS / "9012-2021-tt-bkns.docx"), "--no-index", data=tmp_path).returncode == 0
    file = tmp_path / "bai.yaml"
    made = cancu(
        "lesson", "new", "Dịch vụ công", "--from", "Điều 5 9012/2021/TT-BKNS", "--out", str(file), data=tmp_path
    )
    assert made.returncode == 0, made.stderr
    assert "giờ làm việc" in file.read_text(encoding="utf-8")
    assert cancu("lesson", "check", str(file), data=tmp_path).returncode == 0
    gift, paper = tmp_path / "bai.gift", tmp_path / "bai.docx"
    assert cancu("lesson", "export", str(file), "--form", "gift", "--out", str(gift), data=tmp_path).returncode == 0
    assert cancu("lesson", "handout", str(file), "--key", "--out", str(paper), data=tmp_path).returncode == 0
    assert gift.stat().st_size > 1_000
    assert paper.stat().st_size > 10_000
    nowhere = cancu("lesson", "handout", str(file), "--out", str(tmp_path / "khong-co" / "x.pdf"), data=tmp_path)
    assert (nowhere.returncode, "Không ghi được" in nowhere.stderr, "Traceback" in nowhere.stderr) == (2, True, False)
    assert cancu("add", str(DOCUMENTS / "9034-2023-tt-bkns.docx"), "--no-index", data=tmp_path).returncode == 0
    changed = cancu("lesson", "check", str(file), "--json", data=tmp_path)
    assert changed.returncode == 1
    rows = json.loads(changed.stdout)
    of_items = {row["basis"] for row in rows if not row["where"].startswith("câu hỏi")}
    assert of_items == {"khoản 2 Điều 5 Thông tư số 9012/2021/TT-BKNS"}
    assert {row["basis"] for row in rows} - of_items == {"Điều 5 Thông tư số 9012/2021/TT-BKNS"}  # of a live question
