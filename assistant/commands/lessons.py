"""`cancu lesson`: lessons proposed, checked, printed, handed on, held in a room, and reported on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.console import AsJson, AsOf, catalogue, day_of, err, out, say
from assistant.settings import Settings
from corpus.errors import Misconfigured, NotFound

if TYPE_CHECKING:
    from assistant.evidence import Evidence
    from assistant.workshop.expiry import Expired
    from assistant.workshop.room.book import RoomBook
    from assistant.workshop.room.launch import Served
    from assistant.workshop.room.state import Session
    from assistant.workshop.shelf import LessonShelf
    from assistant.workshop.types import Lesson
    from corpus.catalogue import Catalogue
    from corpus.types import Provision

lessons = typer.Typer(help="Tập huấn: soạn, kiểm tra, in, xuất, mở buổi học, báo cáo.", no_args_is_help=True)
ENDINGS = {".yaml", ".yml"}
NEEDS_A_LOOK = 1  # exit code of `check` when an item is to be looked at

Which = Annotated[str, typer.Argument(help="Mã bài (xem “cancu lesson list”) hoặc đường dẫn tệp .yaml.")]
Out = Annotated[Path, typer.Option("--out", help="Tệp sẽ ghi.")]


@lessons.command(name="list")
def list_lessons() -> None:
    """Liệt kê các bài tập huấn: của bạn, rồi các bài kèm theo."""
    for heading in _shelf().headings():
        about = heading.fault or f"{heading.items} câu, {heading.minutes} phút{', kèm theo' if heading.ships else ''}"
        say(f"{heading.id}: {heading.title} ({about})")


@lessons.command()
def new(
    title: Annotated[str, typer.Argument(help="Tên bài.")],
    places: Annotated[
        list[str],
        typer.Option("--from", help="Điều, mục hoặc cả văn bản để ra câu: “Điều 5 73/2019/NĐ-CP”; lặp lại được."),
    ],
    out: Annotated[Path | None, typer.Option("--out", help="Tệp .yaml sẽ ghi; mặc định trong thư mục dữ liệu.")] = None,
    most: Annotated[int, typer.Option(min=1, max=500, help="Nhiều nhất bao nhiêu câu.")] = 20,
) -> None:
    """Soạn bài mới: đề xuất câu hỏi, câu kiểm tra từ các điều khoản, không cần mô hình ngôn ngữ."""
    from assistant.evidence import Evidence
    from assistant.generate import open_model
    from assistant.workshop.lesson import write_lesson
    from assistant.workshop.proposing.propose import propose, questions_of
    from assistant.workshop.proposing.wording import reworded
    from assistant.workshop.types import Lesson

    with _corpus() as opened:
        evidence = Evidence(opened, date.today())
        provisions = [p for place in places for p in _provisions(place, evidence)]
        items = tuple(propose(provisions, evidence, most))
        settings = Settings.from_environment()
        if settings.model:
            items = tuple(reworded(items, open_model(settings.model, settings.model_url)))
        lesson = Lesson(
            title,
            written=evidence.as_of,
            documents=tuple(dict.fromkeys(p.document for p in provisions)),
            provisions=tuple(p.id for p in provisions),
            questions=tuple(questions_of(provisions, evidence)),
            items=items,
        )
    if out:
        write_lesson(out, lesson)
    else:
        lesson = _shelf().save(lesson)
    say(f"Đã ghi {len(items)} câu vào {out or lesson.id}. Hãy đọc lại, bỏ câu chưa vừa ý, rồi “cancu lesson check”.")


@lessons.command()
def check(
    which: Annotated[list[str] | None, typer.Argument(help="Mã bài hoặc tệp; mặc định mọi bài.")] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Tìm câu có căn cứ đã sửa đổi, thay thế, hết hiệu lực sau khi soạn, hoặc câu trích không đủ để trả lời."""
    from assistant.evidence import Evidence
    from assistant.workshop.expiry import expired_beside, expired_in, shortened
    from assistant.workshop.sound import faults

    rows: list[dict[str, object]] = []
    with _corpus() as opened:
        evidence = Evidence(opened, day_of(as_of) or date.today())
        for name in which or [heading.id for heading in _shelf().headings() if not heading.fault]:
            lesson, lost = _found(_lesson(name), evidence)
            gone = {one.item: one for one in expired_in(lesson, evidence)}
            beside = expired_beside(lesson, evidence)
            rows += [_row(name, one.where, one.citation, one.why, one) for one in beside]
            for place, item in enumerate(lesson.items, start=1):
                one = gone.get(item.id)
                why = [lost[item.id]] if item.id in lost else list(one.why) if one else faults(item, evidence)
                if why:
                    where = f"câu {place} “{item.id}” ({shortened(item.ask)})"
                    rows.append(_row(name, where, one.citation if one else item.basis.citation, why, one))
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    for row in [] if as_json else rows:
        say(f"{row['lesson']}, {row['where']} ({row['basis']})", "bold")
        for reason in row["why"]:  # type: ignore[attr-defined]
            say(f"  • {reason}")
        if row.get("now"):
            say(f"  Nay, {row['now_at']}:\n  {row['now']}", "cyan")
    if rows and not as_json:
        say(f"{len(rows)} chỗ cần xem lại: sửa ở trang Tập huấn (có “Câu vẫn đúng”), hoặc sửa tệp rồi kiểm tra lại.")
    if rows:
        raise typer.Exit(NEEDS_A_LOOK)
    if not as_json:
        say("Mọi câu còn đúng với kho.")


@lessons.command()
def bind(
    which: Which,
    out: Annotated[Path | None, typer.Option("--out", help="Tệp sẽ ghi; mặc định ghi lại chính bài đó.")] = None,
) -> None:
    """Ghi vào bài những gì kho biết hôm nay về căn cứ viết tay: từ đó “check” mới thấy được thay đổi."""
    from assistant.workshop.lesson import write_lesson

    with _corpus() as opened:
        lesson = _bound(_lesson(which), opened)
    named = Path(which)
    path = out or (named if named.suffix in ENDINGS else None)
    if path:
        write_lesson(path, lesson)
    else:
        lesson = _shelf().save(lesson)
    say(f"Đã ghi {path or lesson.id}.")


@lessons.command()
def handout(
    which: Which,
    out: Out,
    key: Annotated[bool, typer.Option("--key", help="Bản của giảng viên, có đáp án.")] = False,
) -> None:
    """In bài thành tài liệu phát tay A4, .docx hoặc .pdf."""
    from assistant.workshop.printing.handout import handout_docx, handout_pdf

    make = {".docx": handout_docx, ".pdf": handout_pdf}.get(out.suffix.lower())
    if make is None:
        raise Misconfigured(f"“{out.name}”: cần đuôi .docx hoặc .pdf.")
    with _corpus() as opened:
        _write(out, make(_to_hand_on(_lesson(which), opened), date.today(), key))


@lessons.command()
def export(
    which: Which,
    form: Annotated[str, typer.Option("--form", help="moodle, gift, aiken, kahoot, anki hoặc csv.")],
    out: Annotated[Path | None, typer.Option("--out", help="Tệp sẽ ghi; mặc định đặt tên theo bài.")] = None,
) -> None:
    """Xuất các câu cho chương trình khác: Moodle, Kahoot, Anki, bảng tính."""
    from assistant.workshop.exchange.formats import FORMATS

    if form not in FORMATS:
        raise Misconfigured(f"Không có dạng “{form}”; có {', '.join(FORMATS)}.")
    with _corpus() as opened:
        made = FORMATS[form](_to_hand_on(_lesson(which), opened))
    _write(out or Path(made.name), made.data)
    for item, reason in made.left_out:
        err.print(f"Không xuất được câu {item}: {reason}", style="yellow", markup=False, highlight=False)


@lessons.command()
def run(
    which: Which,
    host: Annotated[str, typer.Option(help="0.0.0.0 để điện thoại trong mạng của phòng vào được.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Cổng trên máy này.")] = 8510,
    address: Annotated[str, typer.Option(help="Địa chỉ in trong mã QR, thay cho địa chỉ tự tìm.")] = "",
    seconds: Annotated[float, typer.Option(min=0, help="Đồng hồ tự chạy khi mở mỗi câu; 0 là không.")] = 0,
) -> None:
    """Mở một buổi học: in địa chỉ trình chiếu, rồi phục vụ điện thoại của người học đến khi dừng (Ctrl+C)."""
    from assistant.evidence import Evidence
    from assistant.workshop.expiry import as_known, warnings_before
    from assistant.workshop.room import launch
    from assistant.workshop.room.server import serve

    settings = Settings.from_environment()
    with _corpus() as opened:
        evidence = Evidence(opened, date.today())
        lesson = _bound(_lesson(which), opened)
        warnings = warnings_before(lesson, evidence)
        lesson = as_known(lesson, evidence)
    for warning in warnings:
        err.print(f"⚠ {warning}", style="yellow", markup=False, highlight=False)
    served = launch.running(settings)
    if served and (host, address) not in {(served.host, served.address), (launch.HOST, "")}:
        launch.stop(settings)  # it serves to others than is wanted: a new one in its place, telephones come back
        served = None
    if served:
        _tell(_rooms().start(lesson, warnings, seconds), served)
        say("Máy chủ của phòng đang chạy sẵn nên buổi mới dùng luôn máy chủ ấy.")
        return
    with launch.claim(settings, host, port) as listening:
        _tell(_rooms().start(lesson, warnings, seconds), launch.Served(host, port, 0))
        serve(settings, host, port, address, listening)


def _tell(session: Session, served: Served) -> None:
    out.print(f"Trình chiếu: {served.presenter(session)}", markup=False, highlight=False, soft_wrap=True)  # to copy
    say(f"Mã vào phòng: {session.code}")


@lessons.command()
def sessions() -> None:
    """Liệt kê các buổi đã mở."""
    for line in _rooms().sessions():
        say(f"{line.id}: {line.title}, {line.participants} người")


@lessons.command()
def report(session: Annotated[str, typer.Argument(help="Mã buổi.")], out: Out) -> None:
    """Báo cáo một buổi học, .docx, .pdf hoặc .csv."""
    from assistant.workshop.reporting.report import report_of
    from assistant.workshop.reporting.report_files import report_csv, report_docx, report_pdf

    made = report_of(_rooms().record(session))
    make = {
        ".docx": lambda: report_docx(made, date.today()),
        ".pdf": lambda: report_pdf(made, date.today()),
        ".csv": lambda: report_csv(made),
    }.get(out.suffix.lower())
    if make is None:
        raise Misconfigured(f"“{out.name}”: cần đuôi .docx, .pdf hoặc .csv.")
    _write(out, make())


@contextmanager
def _corpus() -> Iterator[Catalogue]:
    """The catalogue with the digests that ship: lessons need no index."""
    from corpus.add import sync_library
    from corpus.digest import library_files

    with catalogue() as opened:
        sync_library(opened, library_files() if Settings.from_environment().library else [])
        yield opened


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise Misconfigured(f"Không ghi được “{path}”: hãy xem lại thư mục và quyền ghi.") from error
    say(f"Đã ghi {path}.")


def _to_hand_on(lesson: Lesson, opened: Catalogue) -> Lesson:
    """The lesson as it is to be printed or exported today; what no longer holds is told."""
    from assistant.evidence import Evidence
    from assistant.workshop.expiry import as_known, warnings_before

    lesson, evidence = _bound(lesson, opened), Evidence(opened, date.today())
    for warning in warnings_before(lesson, evidence):
        err.print(f"⚠ {warning}", style="yellow", markup=False, highlight=False)
    return as_known(lesson, evidence)


def _shelf() -> LessonShelf:
    from assistant.workshop.shelf import LessonShelf

    return LessonShelf(Settings.from_environment().lessons)


def _rooms() -> RoomBook:
    from assistant.workshop.room.book import FILE, RoomBook

    return RoomBook(Settings.from_environment().data / FILE)


def _lesson(name: str) -> Lesson:
    from assistant.workshop.lesson import read_lesson

    path = Path(name)
    return read_lesson(path) if path.suffix in ENDINGS else _shelf().read(name)


def _bound(lesson: Lesson, opened: Catalogue) -> Lesson:
    """The lesson with the bases that were written by hand found in the corpus, as of today."""
    from assistant.evidence import Evidence
    from assistant.workshop.binding import bind

    return bind(lesson, Evidence(opened, date.today()))


def _row(lesson: str, where: str, basis: str, why: Sequence[str], expired: Expired | None) -> dict[str, object]:
    """A line of what is to be looked at."""
    now = {"now": expired.now, "now_at": expired.now_at, "ended": expired.ended} if expired else {}
    return {"lesson": lesson, "where": where, "basis": basis, "why": list(why), **now}


def _found(lesson: Lesson, evidence: Evidence) -> tuple[Lesson, dict[str, str]]:
    """The lesson with the bases of its items found, and why those of some, by id, were not."""
    from assistant.workshop.binding import bound_item

    items, lost = [], {}
    for item in lesson.items:
        try:
            items.append(bound_item(item, evidence))
        except NotFound as error:
            items.append(item)
            lost[item.id] = str(error)
    return replace(lesson, items=tuple(items)), lost


def _provisions(named: str, evidence: Evidence) -> list[Provision]:
    """The provisions that a user names; all articles or sections of a document named alone."""
    from assistant.workshop.binding import provisions_named

    found = provisions_named(named, evidence)
    if not found:
        raise NotFound(
            f"Không thấy “{named}” trong kho. "
            "Hãy thêm văn bản bằng “cancu add”, hoặc xem kho có gì ở trang Văn bản; "
            "gọi như “khoản 2 Điều 5 73/2019/NĐ-CP”."
        )
    return found
