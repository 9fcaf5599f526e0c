"""A run in the forms that other tools read, so that others can check it with their own.

`ragas`: JSON Lines of SingleTurnSample (RAGAS 0.2 and later), read by `EvaluationDataset.from_jsonl`.
`deepeval`: a JSON list with the keys of LLMTestCase, read by `EvaluationDataset.add_goldens_from_json_file`.
`trec`: run and qrels files of a retrieval run, read by trec_eval and `ir_measures.read_trec_run`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from corpus.errors import Misconfigured, NotFound
from corpus.files import write_whole
from eval.questions import Question
from eval.runs import Row, Run, stem

Form = Literal["ragas", "deepeval", "trec"]


def export(run: Run, questions: Mapping[str, Question], form: Form, out: Path) -> list[Path]:
    """Write a run into the folder `out`; the files written. `questions` by id; `trec` needs none.

    Misconfigured when the form is not one of this kind of run, or the run was kept without its answers; NotFound when
    a question of the run is not among `questions`.
    """
    files = _trec(run) if form == "trec" else _answers(run, questions, form)
    if out.exists() and not out.is_dir():
        raise Misconfigured(f"“{out}” là một tệp: hãy cho tên thư mục để ghi các tệp xuất ra.")
    out.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        write_whole(out / f"{stem(run)}{name}", text)
    return [out / f"{stem(run)}{name}" for name in files]


def answered(run: Run, questions: Mapping[str, Question]) -> Iterator[tuple[Row, Question, dict[str, Any]]]:
    """The rows of a run of answers, each with its question and its answer in the shape of `cancu ask --json`."""
    if run.about["kind"] != "answers":
        raise Misconfigured("Lần chạy này đo tìm kiếm, không có câu trả lời: hãy chọn lần chạy của một bộ hỏi đáp.")
    for row in run.rows:
        if "answer" not in row.detail:
            raise Misconfigured(
                f"Câu {row.id}: lần chạy được lưu gọn, không có nội dung trả lời. Hãy chạy lại “cancu eval run” "
                "rồi dùng thư mục của lần chạy."
            )
        if row.id not in questions:
            raise NotFound(f"Bộ câu hỏi không có câu {row.id} của lần chạy: hãy dùng đúng bộ “{run.about['set']}”.")
        yield row, questions[row.id], row.detail["answer"]


def whole_text(answer: dict[str, Any]) -> str:
    """All that an answer says to its reader: its text, or the question back with its choices."""
    return "\n".join(filter(None, [answer["text"], *answer["choices"]]))


def trec_id(text: str) -> str:
    """An id as TREC files can hold it: white space and % percent-encoded (UTF-8); `urllib.parse.unquote` undoes it.

    "Luật Giáo dục::1" is written "Luật%20Giáo%20dục::1": the columns of these files are parted by white space.
    """
    return re.sub(r"[\s%]", lambda match: quote(match[0], safe=""), text)


def _answers(run: Run, questions: Mapping[str, Question], form: Form) -> dict[str, str]:
    rows = list(answered(run, questions))
    if form == "ragas":
        samples = [_sample(question, answer) for _, question, answer in rows]
        return {".ragas.jsonl": "".join(json.dumps(sample, ensure_ascii=False) + "\n" for sample in samples)}
    cases = [_case(run, row, question, answer) for row, question, answer in rows]
    return {".deepeval.json": json.dumps(cases, ensure_ascii=False, indent=1) + "\n"}


def _sample(question: Question, answer: dict[str, Any]) -> dict[str, Any]:
    """A SingleTurnSample. Every field is there in every row: RAGAS takes the first row's for those of all.

    The questions asked before stand before the question, a line each. `reference` is the first form of each fact;
    `retrieved_contexts` are the quotations cited, or those of the nearest provisions where nothing is cited.
    """
    places = (place for need in question.gold for place in need)
    return {
        "user_input": "\n".join([*question.history, question.question]),
        "retrieved_contexts": [citation["quote"] for citation in answer["citations"] or answer["nearest"]],
        "response": whole_text(answer),
        "reference": "; ".join(fact[0] for fact in question.facts),
        "reference_contexts": list(dict.fromkeys(place.words for place in places if place.words)),
    }


def _case(run: Run, row: Row, question: Question, answer: dict[str, Any]) -> dict[str, Any]:
    """The same as an LLMTestCase: `context` is what should have been found, `retrieval_context` what was."""
    sample = _sample(question, answer)
    return {
        "input": sample["user_input"],
        "actual_output": sample["response"],
        "expected_output": sample["reference"],
        "context": sample["reference_contexts"],
        "retrieval_context": sample["retrieved_contexts"],
        "name": row.id,
        "additional_metadata": {
            "category": row.category,
            "split": row.split,
            "expect": question.expect,
            "kind": answer["kind"],
            "build": run.name,
        },
    }


def _trec(run: Run) -> dict[str, str]:
    """A run file per way of searching and one of qrels; scores fall by one a rank, so that no two are equal."""
    if run.about["kind"] != "retrieval":
        raise Misconfigured(
            "Dạng trec chỉ có cho lần chạy tìm kiếm (alqac25, zalo_dev …): lần chạy hỏi đáp không có nhãn theo mục của "
            "chỉ mục. Hãy xuất lần chạy này ở dạng ragas hoặc deepeval."
        )
    qrels: list[str] = []
    runs: dict[str, list[str]] = {}
    for row in run.rows:
        if "rankings" not in row.detail:
            raise Misconfigured(
                f"Câu {row.id}: lần chạy được lưu gọn, không có thứ hạng. Hãy chạy lại “cancu eval run” rồi dùng "
                "thư mục của lần chạy."
            )
        asked = trec_id(row.id)
        qrels += [f"{asked} 0 {trec_id(item)} 1" for item in row.detail["relevant"]]
        for mode, ranking in row.detail["rankings"].items():
            tag = trec_id(f"{run.name}-{mode}")
            runs.setdefault(mode, []).extend(
                f"{asked} Q0 {trec_id(item)} {rank} {len(ranking) + 1 - rank} {tag}"
                for rank, item in enumerate(ranking, start=1)
            )
    files = {f"--{mode}.run": lines for mode, lines in runs.items()} | {".qrels": qrels}
    return {name: "".join(line + "\n" for line in lines) for name, lines in files.items()}
