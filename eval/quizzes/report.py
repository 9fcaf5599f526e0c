"""What was found of quiz items, as a result file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.workshop.marking import offered_bases
from assistant.workshop.types import Form
from eval.measures import interval
from eval.quizzes.checks import CHECKS, Checked, are_apart
from eval.quizzes.words import (
    plain,
)
from eval.variants import chance_of

SAMPLE = 30  # items printed for people


def as_report(checked: Sequence[Checked], head: str, seed: int) -> str:
    """What passes by form, what fails by check, every item that fails, and some of all for people to judge."""
    failing = [one for one in checked if not one.passes]
    documents = len({one.document for one in checked})
    kinds = Counter(one.kind or "–" for one in checked)
    lines = [
        "# Quiz items proposed from provisions, checked against them",
        "",
        head,
        "",
        f"{len(checked)} items of {documents} documents ({', '.join(f'{k} {n}' for k, n in kinds.most_common())}). "
        "An item passes when none of the checks below finds a fault; intervals are Wilson's, 95 %.",
        "",
        "| form | items | pass | share |",
        "|---|---|---|---|",
        *(_form_line(form, [one for one in checked if one.item.form is form]) for form in Form),
        _form_line("all", list(checked)),
        "",
        "| check | failing items | what it finds |",
        "|---|---|---|",
    ]
    found = Counter(name for one in checked for name in one.faults)
    docs = {each.__name__: each.__doc__ or "" for each in (*CHECKS, are_apart)}
    for name, doc in docs.items():
        lines.append(f"| {name} | {found[name]} | {plain(doc.partition('. ')[0].partition(chr(10) * 2)[0])} |")
    lines += ["", "## Failing items", "" if failing else "\nNone."]
    for one in failing:
        lines += _item_lines(one)
    lines += ["", f"## {min(SAMPLE, len(checked))} items to judge, drawn by seed over forms", ""]
    for one in sample(checked, seed):
        lines += _item_lines(one)
    return "\n".join(lines) + "\n"


def sample(checked: Sequence[Checked], seed: int) -> list[Checked]:
    """Some items by chance, each form in turn."""
    chance = chance_of(seed, "quiz sample", "")
    of_form = {form: [one for one in checked if one.item.form is form] for form in Form}
    for group in of_form.values():
        chance.shuffle(group)
    turns = [(turn, place, one) for place, group in enumerate(of_form.values()) for turn, one in enumerate(group)]
    chosen = sorted(turns, key=lambda each: each[:2])[:SAMPLE]
    return [one for _, _, one in sorted(chosen, key=lambda each: (each[1], each[0]))]


def _form_line(form: str, of_form: list[Checked]) -> str:
    values = [float(one.passes) for one in of_form]
    if not values:
        return f"| {form} | 0 | 0 | – |"
    low, high = interval(values)
    return f"| {form} | {len(values)} | {sum(values):.0f} | {sum(values) / len(values):.3f} ({low:.3f} … {high:.3f}) |"


def _item_lines(one: Checked) -> list[str]:
    item, basis = one.item, one.item.basis
    lines = [f"### {item.form.value}: {item.id}", ""]
    lines += [f"- **{name}**: {fault}" for name, faults in one.faults.items() for fault in faults]
    lines += ["", *_quoted(item.ask), ""]
    lines += [
        f"- [{'x' if option.right else ' '}] {plain(option.text)}" + (f" ← {option.source}" if option.source else "")
        for option in item.options
    ]
    lines += [f"- {plain(pair.term)} ⇒ {plain(pair.meaning)}" for pair in item.pairs]
    lines += [f"{place}. {plain(step)}" for place, step in enumerate(item.steps, start=1)]
    lines += [f"- đáp án: {' | '.join(item.answers)}"] if item.answers else []
    lines += [f"- lời giải: {plain(item.key)}"] if item.key else []
    lines += [f"- căn cứ để chọn: {' | '.join(offered_bases(item))}"] if offered_bases(item) else []
    lines += [f"- độ khó: {item.difficulty:.2f}"] if item.difficulty is not None else []
    lines += ["", *_quoted(basis.quote), ""]
    changes = f"; thay đổi: {'; '.join(basis.changes)}" if basis.changes else ""
    lines += [
        f"{basis.citation}; {basis.status_text or basis.status.value} ({basis.nature.value}, {basis.as_of}){changes}",
        "",
    ]
    return lines


def _quoted(text: str) -> list[str]:
    """A text as a quotation of Markdown, empty lines left out."""
    return [f"> {line}" for line in text.splitlines() if line.strip()]
