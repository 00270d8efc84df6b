"""The editor's desk on the screen: questions listed, as data, or one after the other with their words and answers."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sitegen.findings import Finding
from sitegen.model import DocumentId
from sitegen.questions import Answer, Material, Question
from sitegen.records.files import DECISIONS
from sitegen.records.import_plans import Change
from sitegen.records.patches import Patch
from sitegen.reviewing import (
    Excerpt,
    find_answer,
    find_questions,
    plan_answer,
    read_excerpts,
    try_patches,
    write_changes,
)
from sitegen.saying import harmless, say, say_json
from sitegen.terminal import at_work, print_diff, report

if TYPE_CHECKING:
    from rich.console import Console


def print_list(material: Material) -> None:
    """One line a question: where, its key, what to do, and the names of its answers."""
    asked = False
    for question in find_questions(material):
        asked = True
        answers = ", ".join(answer.name + ("=…" if answer.asks else "") for answer in question.answers)
        where = f"{question.file}:{question.line}: {question.key}"
        say(f"{where}: {question.asks}" + (f" [{answers}]" if answers else ""))
    if not asked:
        click.echo("Nothing awaits a decision.")


def print_json(root: Path, material: Material) -> None:
    """One JSON object a question, with its words in context."""
    for question in find_questions(material):
        say_json(_as_dict(question, read_excerpts(root, question, material.archive)))


def _as_dict(question: Question, excerpts: Sequence[Excerpt]) -> dict[str, Any]:
    plain = ("key", "kind", "file", "line", "document", "asks")
    return {name: getattr(question, name) for name in plain} | {
        "evidence": [asdict(excerpt) for excerpt in excerpts],
        "answers": [
            {name: getattr(answer, name) for name in ("name", "does", "asks", "default")} for answer in question.answers
        ],
    }


def editor_name(named: str) -> str:
    """Who decides: as given, else as git knows them, else as asked for; on no terminal it must be given."""
    if named:
        return named
    try:
        git = subprocess.run(["git", "config", "user.name"], capture_output=True, encoding="utf-8", check=False)
        known = git.stdout.strip()
    except OSError:
        known = ""
    if known:
        return known
    if not sys.stdin.isatty():
        raise click.UsageError("Say who decides: --by NAME.")
    return str(click.prompt("Your name or initials, for the rulings")).strip()


def answer_questions(
    root: Path, material: Material, answers: Sequence[str], *, by: str, on: str, why: str
) -> list[Finding]:
    """Write down answers given on the command line, each as KEY=ANSWER or KEY=ANSWER=TEXT; later ones see earlier ones.

    Returns why an answer could not be written; click's usage error for one that is no answer, before any is written.
    """
    findings: list[Finding] = []
    for given in answers:
        _plan(material, given, by, on, why)
    for given in answers:
        changed, problems = try_patches(root, _plan(material, given, by, on, why))
        findings += problems
        material = _write(root, material, changed)
    return findings


def _plan(material: Material, given: str, by: str, on: str, why: str) -> list[Patch]:
    """What an answer of the command line changes."""
    key, _, rest = given.partition("=")
    name, _, typed = rest.partition("=")
    question = next((one for one in find_questions(material) if one.key == key), None)
    if question is None:
        raise click.UsageError(f"No question has the key “{key}”: it may be settled. See sitegen review --list.")
    try:
        return plan_answer(find_answer(question, name), typed, by=by, on=on, why=why)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _write(root: Path, material: Material, changed: Mapping[str, bytes]) -> Material:
    """Show what is written, and write it."""
    print_diff(root, Change("", DocumentId(""), "updated", {name: new.decode() for name, new in changed.items()}))
    return write_changes(root, material, changed)


# --- one after the other ----------------------------------------------------------------------------------------------


def walk_questions(root: Path, material: Material, *, by: str, on: str) -> None:
    """Show question by question and write each answer down at once; Enter leaves one for later, q ends."""
    from rich.console import Console

    console = Console(highlight=False)
    passed: set[str] = set()
    settled = 0
    while left := [question for question in find_questions(material) if question.key not in passed]:
        question = left[0]
        _show(console, question, read_excerpts(root, question, material.archive), len(left))
        answer = _choose(question)
        if answer is None:
            break
        passed.add(question.key)
        if isinstance(answer, Question):
            continue
        try:
            patches = _ask_the_rest(answer, by, on)
        except ValueError as error:
            say(str(error), colour="yellow")
            passed.discard(question.key)
            continue
        with at_work(root, wait=True):
            changed, problems = try_patches(root, patches)
            report(problems)
            material = _write(root, material, changed)
        settled += bool(changed)
    waiting = sum(1 for _ in find_questions(material))
    console.print(
        f"{settled} settled, {waiting} left." if waiting else f"{settled} settled. Nothing awaits a decision."
    )


def _show(console: Console, question: Question, excerpts: Sequence[Excerpt], left: int) -> None:
    from rich.text import Text

    console.rule(f"{left} to go", align="left")
    console.print(Text(harmless(question.asks), style="bold"))
    console.print(Text(harmless(f"{question.file}:{question.line}  {question.key}"), style="dim"))
    for excerpt in excerpts:
        where = f"{excerpt.file}:{excerpt.line}" if excerpt.line else excerpt.file
        shown = Text(harmless(f"  {where}: "), style="dim")
        shown.append(harmless(excerpt.before), style="not dim")
        shown.append(harmless(excerpt.words), style="bold not dim")
        shown.append(harmless(excerpt.after), style="not dim")
        console.print(shown)
    for number, answer in enumerate(question.answers, 1):
        console.print(Text(harmless(f"  {number}  {answer.name}: {answer.does}")))


def _choose(question: Question) -> Answer | Question | None:
    """The answer chosen; the question itself to leave it for later, None to end."""
    choices = {str(number): answer for number, answer in enumerate(question.answers, 1)}
    choices |= {answer.name: answer for answer in question.answers}
    last = len(question.answers)
    asked = f"Answer ({'1' if last == 1 else f'1 to {last}'}, Enter: later, q: end)" if last else "Enter: next, q: end"
    while True:
        typed = str(click.prompt(asked, default="", show_default=False)).strip()
        if typed == "q":
            return None
        if not typed:
            return question
        if typed in choices:
            return choices[typed]
        click.echo("This is none of the answers.")


def _ask_the_rest(answer: Answer, by: str, on: str) -> list[Patch]:
    """What an answer changes, once what has to be typed with it is known; of rulings also the reason."""
    typed = why = ""
    if answer.asks:
        offered = f" [{answer.default}]" if answer.default else ""
        typed = str(click.prompt(harmless(answer.asks + offered), default=answer.default, show_default=False))
    if any(patch.file == DECISIONS for patch in plan_answer(answer, typed, by=by, on=on)):
        why = str(click.prompt("Why (Enter: no reason)", default="", show_default=False))
    return plan_answer(answer, typed, by=by, on=on, why=why)
