"""`cancu eval …`: the evaluation laboratory at the command line. Nothing but `cancu.py` imports it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from assistant.commands.console import AsJson, AsOf, day_of, err, out, progress, say
from assistant.settings import PROJECT, Settings
from assistant.tuning import SHIPPED, Tuning
from corpus.errors import Misconfigured, NotFound

if TYPE_CHECKING:
    from eval.questions import Question, Split
    from eval.runs import Run

RESULTS = PROJECT / "eval" / "results"
evaluation = typer.Typer(help="Đo chất lượng tìm kiếm và trả lời.", no_args_is_help=True)

SetName = Annotated[str, typer.Option("--set", help="Bộ câu hỏi: shipped, egov, alqac25, alqac22, vlsp23, zalo_dev.")]
BuildName = Annotated[str, typer.Option("--build", help="Tên đặt cho bản dựng được đo.")]
SplitName = Annotated[str, typer.Option("--split", help="Chỉ phần dev hoặc test; mặc định cả hai.")]


def _named(by: str) -> str:
    if not by.strip():
        raise Misconfigured("Cần họ tên ở --by: câu hỏi phải do người khác duyệt.")
    return by


By = Annotated[str, typer.Option("--by", help="Họ tên người soạn hoặc người duyệt.", callback=_named)]
OfCorpus = Annotated[Literal["library", "documents", "egov"], typer.Option("--corpus", help="Kho mà câu hỏi hỏi tới.")]


def _writable(path: Path | None) -> Path | None:
    """A file to be written, its folder looked for before any work is done."""
    if path is not None and (not path.absolute().parent.is_dir() or path.is_dir()):
        raise Misconfigured(f"Không ghi được “{path}”: thư mục chứa nó chưa có, hoặc đó là một thư mục.")
    return path


OutFile = Annotated[Path | None, typer.Option("--out", help="Nơi ghi; mặc định in ra màn hình.", callback=_writable)]


def runs_folder(settings: Settings) -> Path:
    """Where runs lie under a data folder."""
    return settings.data / "eval" / "runs"


@contextmanager
def _resumable() -> Iterator[None]:
    """Tell who stops a run that nothing is lost."""
    try:
        yield
    except KeyboardInterrupt as error:
        err.print("Đã dừng. Các câu đã trả lời được giữ: chạy lại lệnh này để làm tiếp phần còn.")
        raise typer.Exit(130) from error


@evaluation.command()
def run(
    name: SetName = "shipped",
    build: BuildName = "now",
    split: SplitName = "",
    dense_weight: Annotated[float, typer.Option(help="Trọng số phần ngữ nghĩa.")] = SHIPPED.dense_weight,
    hits: Annotated[int, typer.Option(help="Số mục được tìm.")] = SHIPPED.hits,
    most: Annotated[int, typer.Option(help="Số trích dẫn nhiều nhất.")] = SHIPPED.most,
    least_coverage: Annotated[float, typer.Option(help="Ngưỡng đủ căn cứ theo từ.")] = SHIPPED.least_coverage,
    least_similarity: Annotated[float, typer.Option(help="Ngưỡng đủ căn cứ theo nghĩa.")] = SHIPPED.least_similarity,
    with_model: Annotated[bool, typer.Option(help="Dùng mô hình ngôn ngữ ở CANCU_MODEL.")] = False,
    as_of: AsOf = None,
    processes: Annotated[int, typer.Option(min=0, help="Số tiến trình; 0 là ngay trong tiến trình này.")] = 2,
    as_json: AsJson = False,
    lost: Annotated[bool, typer.Option(help="In các câu chưa đúng; mặc định chỉ của phần dev.")] = True,
    save: Annotated[bool, typer.Option(help="Ghi kết quả vào eval/results/ và lịch sử.")] = False,
) -> None:
    """Chạy một bộ câu hỏi trên một bản dựng; chạy lại thì làm tiếp phần còn thiếu."""
    from eval import scorecard

    tuning = Tuning(dense_weight, hits, most, least_coverage, least_similarity)
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
        from eval.runs import write_result

        write_result(measured, RESULTS / "runs")
        append_history(measured, RESULTS / "history.jsonl")
    if as_json:
        print(json.dumps(scorecard.as_data(measured), ensure_ascii=False, indent=2))
        return
    print(scorecard.as_table(measured))
    say(f"Lần chạy: {name}/{build}" + (f"-{split}" if split else ""))
    if lost and measured.about["kind"] == "answers":
        print("\n".join(scorecard.lost(measured, "" if split else "dev")))


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
    from eval.runs import folder_of
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


@evaluation.command()
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


@evaluation.command()
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
    from eval.runs import find, read

    folder = runs_folder(Settings.from_environment())
    found = comparing.compare(read(find(a, folder)), read(find(b, folder)), measure, split)
    _put(comparing.as_table(found, most), out_file)


@evaluation.command()
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


@evaluation.command()
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


@evaluation.command()
def report(
    runs: Annotated[
        list[str], typer.Argument(help="Các lần chạy: BỘ/BẢN DỰNG hoặc đường dẫn; hai lần cùng bộ thì được so.")
    ],
    out_file: Annotated[Path, typer.Option("--out", help="Tệp HTML.", callback=_writable)] = Path("bao-cao.html"),
) -> None:
    """Ghi một tệp HTML duy nhất: bảng điểm, biểu đồ, lịch sử, các câu bị mất."""
    from eval import report as reporting
    from eval.compare import compare as compared
    from eval.history import read_history
    from eval.runs import find, read

    folder = runs_folder(Settings.from_environment())
    measured = [read(find(name, folder)) for name in runs]
    same = len(measured) == 2 and measured[0].about["set_sha256"] == measured[1].about["set_sha256"]
    same = same and bool({row.id for row in measured[0].rows} & {row.id for row in measured[1].rows})
    comparison = compared(measured[0], measured[1]) if same else None
    reporting.write(measured, out_file, comparison, read_history(RESULTS / "history.jsonl"))
    out.print(f"Đã ghi {out_file}.")


@evaluation.command()
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
    _put(stressing.as_table(stressing.drops(measured.rows, stressed.rows, "right")), out_file)


@evaluation.command()
def export(
    name: Annotated[str, typer.Argument(help="Lần chạy: BỘ/BẢN DỰNG hoặc đường dẫn.")],
    form: Annotated[str, typer.Option(help="ragas, deepeval hoặc trec.")],
    folder: Annotated[Path, typer.Option("--out", help="Thư mục để ghi.")],
) -> None:
    """Xuất một lần chạy sang dạng mà công cụ khác đọc được."""
    from eval import export as exporting
    from eval import questions
    from eval.runs import find, read

    if form not in {"ragas", "deepeval", "trec"}:
        raise Misconfigured(f"Không có dạng “{form}”: chỉ có ragas, deepeval và trec.")
    measured = read(find(name, runs_folder(Settings.from_environment())))
    asked = (
        {q.id: q for q in questions.load(measured.about["set"]).all()} if measured.about["kind"] == "answers" else {}
    )
    for path in exporting.export(measured, asked, form, folder):  # type: ignore[arg-type]
        out.print(f"Đã ghi {path}")


@evaluation.command()
def judge(
    name: Annotated[str, typer.Argument(help="Lần chạy: BỘ/BẢN DỰNG hoặc đường dẫn.")], out_file: OutFile = None
) -> None:
    """Hỏi ý kiến một mô hình ngôn ngữ (CANCU_MODEL) về câu trả lời; không cộng vào điểm theo quy tắc."""
    from assistant.generate import open_model
    from eval import judge as judging
    from eval import questions
    from eval.runs import find, read

    settings = Settings.from_environment()
    if not settings.model:
        raise Misconfigured("Chưa đặt CANCU_MODEL: lệnh này cần một mô hình, ví dụ “ollama:…” hoặc “openai:…”.")
    measured = read(find(name, runs_folder(settings)))
    asked = {q.id: q for q in questions.load(measured.about["set"]).all()}
    with progress("Hỏi mô hình") as bar:
        found = judging.judge(
            measured,
            asked,
            open_model(settings.model, settings.model_url),
            progress=lambda done, total: bar.update(bar.task_ids[0], completed=done, total=total),
        )
    _put(judging.as_table(found), out_file)


@evaluation.command()
def check(name: SetName = "egov") -> None:
    """Đối chiếu từng câu hỏi với nguyên văn: điều khoản, từ quyết định, dữ kiện."""
    from eval import checks, corpora, questions

    base = Settings.from_environment()
    with progress("Chuẩn bị kho") as bar:
        faults = checks.faults_of(
            questions.load(name),
            lambda corpus: corpora.catalogue(corpus, base, lambda what: bar.update(bar.task_ids[0], description=what)),
        )
    for question, found in faults.items():
        say(f"{question}: {'; '.join(found)}", "red")
    if faults:
        raise Misconfigured(f"{len(faults)} câu hỏi không khớp với nguyên văn: hãy sửa câu hỏi hoặc điều khoản đã nêu.")
    out.print(f"Mọi câu của bộ {name} khớp với nguyên văn.")


@evaluation.command()
def overlaps(
    write: Annotated[bool, typer.Option(help="Ghi lại cách chia các bộ bên ngoài.")] = False,
    out_file: OutFile = None,
) -> None:
    """Tìm luật chung và câu hỏi gần trùng giữa các bộ; báo lỗi nếu có gì nằm ở cả dev và test."""
    from eval import datasets, splits
    from eval import overlaps as sharing

    asked, links = sharing.gather()
    found = sharing.find(asked, links)
    if write and set(found.splits) != set(datasets.NAMES):
        raise NotFound(f"Chỉ chia lại được khi có đủ các bộ {', '.join(datasets.NAMES)}; hãy đặt CANCU_BENCH.")
    if write and not found.crossing:
        splits.write(found.splits, {name: datasets.load(name).sha256 for name in found.splits})
    _put(sharing.as_report(found, "cancu eval overlaps"), out_file)
    if found.crossing:
        raise Misconfigured(f"{len(found.crossing)} nhóm câu hỏi nằm ở cả dev và test: hãy chuyển về một phía.")


@evaluation.command()
def peers(
    name: Annotated[str, typer.Option("--set", help="alqac25, alqac22, vlsp23 hoặc zalo_dev.")],
    articles: Annotated[int, typer.Option(help="Bộ lớn hơn thì chỉ lấy chừng này điều.")] = 10_000,
    only: Annotated[str, typer.Option(help="Tên các hệ đối chứng, cách nhau bằng dấu phẩy.")] = "bm25,recipe,ours",
    out_file: OutFile = None,
) -> None:
    """Đo các hệ đối chứng cạnh Căn Cứ: cùng máy, cùng bộ, cùng lần chạy."""
    from eval.peers import PEERS
    from eval.peers import measure as peering

    chosen = [peer.strip() for peer in only.split(",")]
    unknown = [peer for peer in chosen if peer not in PEERS]
    if unknown:
        raise NotFound(f"Không có hệ đối chứng “{unknown[0]}”. Có: {', '.join(PEERS)}.")
    with progress("Đo các hệ") as bar:
        found = peering.compare(
            name,
            articles,
            Settings.from_environment().data,
            chosen,
            lambda what: bar.update(bar.task_ids[0], description=what),
        )
    _put(json.dumps(found, ensure_ascii=False, indent=1) if out_file else peering.as_table(found), out_file)


@evaluation.command()
def freeze(
    name: SetName,
    version: Annotated[int, typer.Option(help="Số phiên bản mới.")],
    split: SplitName = "",
) -> None:
    """Đóng băng một bộ câu hỏi: từ đây đổi nội dung phải đổi phiên bản."""
    from eval import questions

    for file, digest in questions.freeze(name, version, split=split).items():
        out.print(f"{file}: {digest}")


@evaluation.command()
def schema() -> None:
    """In lược đồ JSON của một dòng câu hỏi."""
    from eval import questions

    print(json.dumps(questions.schema(), ensure_ascii=False, indent=2))


@evaluation.command(name="new-question")
def new_question(by: By, corpus: OfCorpus = "egov") -> None:
    """Soạn một câu hỏi mới, mỗi phần được đối chiếu ngay với văn bản."""
    from assistant.ask import Assistant
    from eval import candidates, corpora, dialogue

    settings = Settings.from_environment()
    assistant = Assistant.open(corpora.prepare(corpus, settings))

    def ask(prompt: str) -> str:
        return str(typer.prompt(prompt, default="", show_default=False, prompt_suffix=""))

    dialogue.interactive(ask, typer.echo, assistant, by, settings.data / candidates.FILE, corpus)


@evaluation.command(name="from-feedback")
def from_feedback(by: By, corpus: OfCorpus = "egov") -> None:
    """Chuyển góp ý “Chưa đúng” có nêu điều khoản thành câu hỏi chờ duyệt."""
    from assistant import feedback
    from eval import authoring, candidates, corpora

    settings = Settings.from_environment()
    book = feedback.FeedbackBook(settings.data / feedback.FILE)
    catalogue = corpora.catalogue(corpus, settings)
    gathered = authoring.from_feedback(book, catalogue, by, settings.data / candidates.FILE, corpus)
    say(f"Thêm {len(gathered.proposed)} ứng viên; để lại {len(gathered.left)} góp ý.")
    for said, reason in gathered.left:
        say(f"{said.id} “{said.question}”: {' '.join(reason.split())}")


@evaluation.command(name="candidates")
def list_candidates() -> None:
    """Kê các câu hỏi chờ duyệt và đã duyệt."""
    from eval import candidates, questions

    known = list(candidates.candidates(Settings.from_environment().data / candidates.FILE))
    if not known:
        say("Chưa có câu hỏi nào: soạn bằng “cancu eval new-question --by TÊN”.")
    for each in known:
        state = f"vào {each.set}/{each.split}, {each.approved_by} duyệt" if each.approved_by else "chờ duyệt"
        typer.echo(f"{each.id} ({each.by}, {each.at[:10]}, {state})\n    {questions.as_line(each.question)}")


@evaluation.command()
def approve(
    candidate: Annotated[str, typer.Argument(help="Mã ứng viên, xem ở “cancu eval candidates”.")],
    by: By,
    name: Annotated[str, typer.Option("--set", help="Bộ câu hỏi nhận câu này.")],
    split: Annotated[Literal["dev", "test"], typer.Option("--split", help="Phần nhận câu này.")] = "dev",
) -> None:
    """Duyệt một câu hỏi do người khác soạn vào một bộ câu hỏi."""
    from eval import candidates, questions

    path = Settings.from_environment().data / candidates.FILE
    sets = [questions.load(each) for each in questions.names()]
    approved = candidates.approve(path, candidate, by, questions.load(name), split, others=sets)
    say(f"Đã thêm câu {approved.question.id} vào {name}/{split}. Hãy chạy “cancu eval check --set {name}”.")


@evaluation.command()
def reading(
    folder: Annotated[Path, typer.Argument(help="Thư mục tệp gốc, bên cạnh có manifest.jsonl.")],
    ocr: Annotated[bool, typer.Option(help="Đọc cả ảnh và bản quét bằng Tesseract.")] = False,
    out_file: OutFile = None,
) -> None:
    """Đo việc đọc tệp thật: định dạng, từ chối, siêu dữ liệu, số điều, tốc độ."""
    from eval import reading as runs

    settings = Settings.from_environment()
    with progress("Đọc tệp") as bar:
        files = runs.read_all(
            folder,
            ocr,
            settings.data / "ocr",
            lambda done, total: bar.update(bar.task_ids[0], completed=done, total=total),
        )
    command = f"cancu eval reading {folder}" + (" --ocr" if ocr else "")
    _put(runs.report(files, folder.parent / "manifest.jsonl", command), out_file)


@evaluation.command()
def ocr(
    folder: Annotated[Path, typer.Argument(help="Thư mục bản quét PDF.")],
    transcriptions: Annotated[Path, typer.Argument(help="Thư mục bản chép tay: tệp .txt cùng tên.")],
    out_file: OutFile = None,
) -> None:
    """Đo việc nhận dạng chữ trên bản quét có người chép lại."""
    from eval import ocr as runs

    _put(runs.as_table(runs.run(folder, transcriptions, None), f"cancu eval ocr {folder} {transcriptions}"), out_file)


def _put(text: str, out_file: Path | None) -> None:
    if out_file:
        out_file.write_text(text, encoding="utf-8")
        err.print(f"Đã ghi {out_file}.")
    else:
        print(text)
