"""Measure a build, compare two, follow a question, keep the bars, write the report."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.console import AsJson, AsOf, day_of, err, out, progress, say
from assistant.settings import Settings
from assistant.tuning import SHIPPED, Tuning
from corpus.errors import Misconfigured, NotFound
from eval.commands.options import BuildName, OutFile, SetName, SplitName, put, writable
from eval.runs import RESULTS, Run, find, folder_of, read, runs_folder, write_result

if TYPE_CHECKING:
    from eval.questions import Question, Split

commands = typer.Typer()


@commands.command()
def run(
    name: SetName = "shipped",
    build: BuildName = "now",
    split: SplitName = "",
    dense_weight: Annotated[float, typer.Option(help="Trọng số phần ngữ nghĩa.")] = SHIPPED.dense_weight,
    hits: Annotated[int, typer.Option(help="Số mục được tìm.")] = SHIPPED.hits,
    most: Annotated[int, typer.Option(help="Số trích dẫn nhiều nhất.")] = SHIPPED.most,
    near: Annotated[
        float, typer.Option(help="Trích dẫn thêm phải khả dĩ bằng ngần này phần của trích dẫn tốt nhất.")
    ] = SHIPPED.near,
    most_doubt: Annotated[
        float, typer.Option(help="Quá xác suất không có căn cứ này thì từ chối.")
    ] = SHIPPED.most_doubt,
    with_model: Annotated[bool, typer.Option(help="Dùng mô hình ngôn ngữ ở CANCU_MODEL.")] = False,
    as_of: AsOf = None,
    processes: Annotated[int, typer.Option(min=0, help="Số tiến trình; 0 là ngay trong tiến trình này.")] = 2,
    as_json: AsJson = False,
    lost: Annotated[bool, typer.Option(help="In các câu chưa đúng; mặc định chỉ của phần dev.")] = True,
    save: Annotated[bool, typer.Option(help="Ghi kết quả vào eval/results/ và lịch sử.")] = False,
) -> None:
    """Chạy một bộ câu hỏi trên một bản dựng; chạy lại thì làm tiếp phần còn thiếu."""
    from eval import scorecard

    tuning = Tuning(dense_weight, hits, most, near, most_doubt)
    settings = Settings.from_environment()
    with _resumable(), progress(f"Bộ {name}") as bar:
        task = bar.task_ids[0]
        measured = _run(
            name,
            build,
            split,
            tuning,
            settings,
            settings.model if with_model else "",
            as_of,
            processes,
            lambda done, total: bar.update(task, completed=done, total=total),
            lambda what: bar.update(task, description=what),
        )
    if save:
        from eval.history import append_history

        write_result(measured, RESULTS / "runs")
        append_history(measured, RESULTS / "history.jsonl")
    if as_json:
        print(json.dumps(scorecard.as_data(measured), ensure_ascii=False, indent=2))
        return
    print(scorecard.as_table(measured))
    say(f"Lần chạy: {name}/{build}" + (f"-{split}" if split else ""))
    if lost and measured.about["kind"] == "answers":
        print("\n".join(scorecard.lost(measured, "" if split else "dev")))


@contextmanager
def _resumable() -> Iterator[None]:
    """Tell who stops a run that nothing is lost."""
    try:
        yield
    except KeyboardInterrupt as error:
        err.print("Đã dừng. Các câu đã trả lời được giữ: chạy lại lệnh này để làm tiếp phần còn.")
        raise typer.Exit(130) from error


def _run(
    name: str,
    build: str,
    split: str,
    tuning: Tuning,
    settings: Settings,
    model: str = "",
    as_of: str | None = None,
    processes: int = 2,
    count: Callable[[int, int], None] = lambda *_: None,
    tell: Callable[[str], None] = lambda _: None,
) -> Run:
    """Run a set of either kind; the folder is named after set, build and split."""
    from eval import answering, datasets, questions, retrieval
    from eval.splits import Splits

    if split not in {"", "dev", "test"}:
        raise Misconfigured(f"Phần “{split}” không có: chỉ có dev và test.")
    folder = folder_of(runs_folder(settings), name, build, split)
    if name in questions.names():
        chosen: Split | None = split or None  # type: ignore[assignment]
        return answering.run(
            questions.load(name),
            answering.Build(build, tuning, model),
            settings,
            folder,
            chosen,
            processes,
            day_of(as_of),
            progress=count,
            tell=tell,
        )
    if name not in datasets.NAMES:
        raise NotFound(f"Không có bộ câu hỏi “{name}”. Có: {', '.join([*questions.names(), *datasets.NAMES])}.")

    def searched(done: int, total: int, what: str) -> None:
        tell(what)
        count(done, total)

    return retrieval.run(datasets.load(name), build, tuning, settings, folder, Splits.load(), split, searched)


@commands.command()
def retrieval(
    name: Annotated[str, typer.Option("--set", help="alqac25, zalo_dev, alqac22 hoặc vlsp23.")],
    as_json: AsJson = False,
) -> None:
    """Đo tìm kiếm trên một bộ câu hỏi có nhãn: dạng ngắn của “run”."""
    from eval import datasets, scorecard

    datasets.load(name)  # a set that is not here is told before anything runs
    with progress(f"Bộ {name}") as bar:
        task = bar.task_ids[0]
        measured = _run(
            name,
            "now",
            "",
            SHIPPED,
            Settings.from_environment(),
            count=lambda done, total: bar.update(task, completed=done, total=total),
            tell=lambda what: bar.update(task, description=what),
        )
    print(
        json.dumps(scorecard.as_data(measured), ensure_ascii=False, indent=2)
        if as_json
        else scorecard.as_table(measured)
    )


@commands.command()
def compare(
    a: Annotated[str, typer.Argument(help="Lần chạy A: BỘ/BẢN DỰNG hoặc đường dẫn.")],
    b: Annotated[str, typer.Argument(help="Lần chạy B.")],
    measure: Annotated[str, typer.Option(help="Độ đo; mặc định right hoặc nDCG@10.")] = "",
    split: SplitName = "",
    most: Annotated[int, typer.Option(help="Số câu mất được in đủ.")] = 20,
    out_file: OutFile = None,
) -> None:
    """So hai bản dựng trên cùng bộ câu hỏi: kiểm định theo cặp, được, mất, và từng câu bị mất."""
    from eval import compare as comparing

    folder = runs_folder(Settings.from_environment())
    found = comparing.compare(read(find(a, folder)), read(find(b, folder)), measure, split)
    put(comparing.as_table(found, most), out_file)


@commands.command()
def why(
    question: Annotated[str, typer.Argument(help="Mã câu hỏi trong bộ.")],
    name: SetName = "shipped",
    as_of: AsOf = None,
) -> None:
    """Giải phẫu một câu: đọc thế nào, điều khoản đúng ở hạng nào từng bước, mất ở đâu."""
    from assistant.ask import Assistant
    from eval import why as anatomy
    from eval.corpora import prepare

    asked = _question(name, question)
    with progress("Chuẩn bị kho") as bar:
        settings = prepare(
            asked.corpus,
            replace(Settings.from_environment(), model=""),
            lambda what: bar.update(bar.task_ids[0], description=what),
        )
    found = anatomy.why(asked, Assistant.open(settings), day_of(as_of))
    typer.echo(anatomy.as_text(found))
    typer.echo("Trả lời: " + found[0].answer.text)


def _question(name: str, question: str) -> Question:
    from eval import questions

    found = next((q for q in questions.load(name).all() if q.id == question), None)
    if found is None:
        others = [n for n in questions.names() if any(q.id == question for q in questions.load(n).all())]
        where = (
            f"Câu này ở bộ {others[0]}: thêm --set {others[0]}."
            if others
            else "Mã câu ở đầu mỗi dòng “cancu eval run”."
        )
        raise NotFound(f"Bộ “{name}” không có câu {question}. {where}")
    return found


@commands.command()
def gate(
    name: SetName = "shipped",
    build: BuildName = "gate",
    split: SplitName = "",
    record: Annotated[bool, typer.Option(help="Ghi kết quả làm mốc mới.")] = False,
    processes: Annotated[int, typer.Option(min=0)] = 2,
) -> None:
    """Báo lỗi khi có loại câu hỏi thấp hơn mốc đã ghi."""
    from eval import gate as bars

    with progress(f"Bộ {name}") as bar:
        task = bar.task_ids[0]
        measured = _run(
            name,
            build,
            split,
            SHIPPED,
            Settings.from_environment(),
            as_of=None if record else bars.day_of(name),
            processes=processes,
            count=lambda done, total: bar.update(task, completed=done, total=total),
            tell=lambda what: bar.update(task, description=what),
        )
    if record:
        out.print(f"Đã ghi mốc vào {bars.record(measured)}.")
        return
    fallen = bars.below(measured)
    if fallen:
        raise bars.GateClosed(bars.as_message(fallen, measured))
    out.print(f"Bộ {name}: mọi loại câu hỏi đạt mốc.")


@commands.command()
def report(
    runs: Annotated[
        list[str], typer.Argument(help="Các lần chạy: BỘ/BẢN DỰNG hoặc đường dẫn; hai lần cùng bộ thì được so.")
    ],
    out_file: Annotated[Path, typer.Option("--out", help="Tệp HTML.", callback=writable)] = Path("bao-cao.html"),
) -> None:
    """Ghi một tệp HTML duy nhất: bảng điểm, biểu đồ, lịch sử, các câu bị mất."""
    from eval import report as reporting
    from eval.compare import compare as compared
    from eval.history import read_history

    folder = runs_folder(Settings.from_environment())
    measured = [read(find(name, folder)) for name in runs]
    same = len(measured) == 2 and measured[0].about["set_sha256"] == measured[1].about["set_sha256"]
    same = same and bool({row.id for row in measured[0].rows} & {row.id for row in measured[1].rows})
    comparison = compared(measured[0], measured[1]) if same else None
    reporting.write(measured, out_file, comparison, read_history(RESULTS / "history.jsonl"))
    out.print(f"Đã ghi {out_file}.")


@commands.command()
def stress(
    name: SetName = "shipped",
    build: BuildName = "now",
    split: SplitName = "",
    seed: Annotated[int, typer.Option(help="Hạt giống của các biến thể.")] = 7,
    processes: Annotated[int, typer.Option(min=0)] = 2,
    out_file: OutFile = None,
) -> None:
    """Hỏi các biến thể của bộ câu hỏi (bỏ dấu, gõ sai, viết tắt, số gần giống …): mỗi loại làm giảm bao nhiêu."""
    from eval import answering, corpora, questions
    from eval import stress as stressing

    base = Settings.from_environment()
    loaded = questions.load(name)
    with progress(f"Bộ {name}") as bar:
        task = bar.task_ids[0]
        measured = _run(
            name, build, split, SHIPPED, base, processes=processes,
            count=lambda done, total: bar.update(task, completed=done, total=total),
            tell=lambda what: bar.update(task, description=what),
        )  # fmt: skip
        bar.update(task, description="Biến thể", completed=0, total=None)
        chosen = {row.id for row in measured.rows}
        made = [v for v in stressing.stress_set(loaded, stressing.KINDS, seed, lambda c: corpora.catalogue(c, base))]
        varied = stressing.as_answer_set([v for v in made if v.original in chosen], loaded, seed)
        stressed = answering.run(
            varied,
            answering.Build(build),
            base,
            runs_folder(base) / varied.name / (f"{build}-{split}" if split else build),
            processes=processes,
            again=0,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    put(stressing.as_table(stressing.drops(measured.rows, stressed.rows, "right")), out_file)
