"""The command line: options in, results on stdout, problems on stderr, exit codes. Nothing below it prints or exits.

Exit: 0 done, 1 there are findings that stop publishing, 2 wrong usage, 3 our own fault (with a log).
"""

from __future__ import annotations

import errno
import gc
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sitegen import __version__
from sitegen.cache import recall_build
from sitegen.findings import Finding
from sitegen.options import WebAddress, day_of_run, find_archive, site_folder
from sitegen.saying import say, say_error, say_json
from sitegen.terminal import (
    at_work,
    finish,
    in_words,
    prepare_streams,
    print_built,
    print_changes,
    print_published,
    print_verified,
    refuse_unknown_format,
    report,
    report_fault,
    show_progress,
)

if TYPE_CHECKING:
    from sitegen.model import Archive, Document
    from sitegen.packing import Form
    from sitegen.site.citation_dates import Style

OBJECTS_BETWEEN_COLLECTIONS = 100_000
"""Records have no cycles; at the usual 700, collecting takes a tenth of a build's time."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sitegen")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The archive's folder. Default: the nearest one upwards with content/site.yml.",
)
@click.pass_context
def cli(context: click.Context, root: Path | None) -> None:
    """Turn a folder of press copies and transcripts into an annotated archive that can be published, read and cited."""
    context.obj = root


@cli.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", help="Title of the archive. Asked for on a terminal.")
@click.option("--base-url", type=WebAddress(), default="", help="Where it will be published: https://me.github.io/a/.")
@click.option("--language", default="en", show_default=True, help="Of the interface, BCP 47: en, de, fr, ru, uk.")
@click.option("--rights", default="", help="Default rights statement.")
@click.option(
    "--robots",
    type=click.Choice(["index", "noindex"]),
    default="index",
    show_default=True,
    help="Whether search engines may list it.",
)
def init(folder: Path, title: str | None, base_url: str, language: str, rights: str, robots: str) -> None:
    """Make a new archive in FOLDER that builds at once. Files that are there stay as they are."""
    from sitegen.records.root import SETTINGS
    from sitegen.records.scaffold import make_archive

    if (folder / SETTINGS).is_file():
        refuse_unknown_format(folder)
    if title is None and sys.stdin.isatty():
        title = click.prompt("Title of the archive", default=folder.resolve().name)
    made = make_archive(
        folder, title=title or folder.resolve().name, base_url=base_url, language=language, rights=rights, robots=robots
    )
    for name in made:
        click.echo(f"made {folder / name}")
    click.echo(f"Put captures (.txt, .md, .html) into {folder / 'seeds'}, then run: sitegen --root {folder} build")


@cli.command("import")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--update", is_flag=True, help="Bring known documents up to what is suggested now; your edits stay.")
@click.option("--jobs", type=click.IntRange(1), help="Processes to use. Default: as many as there are processors.")
@click.option("--dry-run", is_flag=True, help="Show what would be written as a diff; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a capture on stdout.")
@click.pass_obj
def import_(
    root: Path | None, paths: tuple[Path, ...], update: bool, jobs: int | None, dry_run: bool, as_json: bool
) -> None:
    """Turn captures (default: all of seeds/) into documents. Running it again changes nothing."""
    from sitegen.importing import import_captures
    from sitegen.workers import default_jobs

    archive = find_archive(root)
    with nullcontext() if dry_run else at_work(archive), show_progress() as progress:
        done = import_captures(
            archive,
            [path.resolve() for path in paths],
            update=update,
            dry_run=dry_run,
            jobs=jobs or default_jobs(),
            progress=progress,
        )
    print_changes(archive, done.changes, as_json=as_json, diff=dry_run)
    finish(done.findings)


@cli.command()
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Default: _site in the archive.")
@click.option("--base-url", type=WebAddress(), help="Where it will be published, instead of the address in site.yml.")
@click.option("--jobs", type=click.IntRange(1), help="Processes to use. Default: as many as there are processors.")
@click.option("--no-import", "do_import", flag_value=False, default=True, help="Build from content/ only.")
@click.option("--no-search", "search", flag_value=False, default=True, help="Make no search index.")
@click.option("--drafts", is_flag=True, help="Show documents with `status: draft` too.")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--locked", is_flag=True, help="Fail if the ledger of addresses would change (for CI).")
@click.option(
    "--profile",
    type=click.Choice(["full", "related", "bare"]),
    default="full",
    show_default=True,
    help="bare: pages, lists, feeds, sitemap only, no addresses recorded; related: that with related documents.",
)
@click.option("--json", "as_json", is_flag=True, help="A summary as JSON on stdout.")
@click.option("--timings", is_flag=True, help="Say on stderr how long each stage took.")
@click.pass_obj
def build(
    root: Path | None,
    /,
    output: Path | None,
    jobs: int | None,
    strict: bool,
    as_json: bool,
    timings: bool,
    **asked: Any,
) -> None:
    """Import what is new and build the site with its search index."""
    archive = find_archive(root)
    site = site_folder(archive, output)
    built = recall_build(archive, site, asked)
    if built is None:
        from sitegen.pipeline import build_site
        from sitegen.workers import default_jobs

        with at_work(archive), show_progress(timed=timings) as progress:
            built = build_site(
                archive, site, today=day_of_run(), jobs=jobs or default_jobs(), progress=progress, **asked
            )
    print_built(site, built, as_json=as_json)
    finish(built.findings, strict=strict)


@cli.command()
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Default: _site in the archive.")
@click.option("--port", type=int, default=8000, show_default=True, help="Port on loopback; 0 takes a free one.")
@click.option("--no-search", "search", flag_value=False, default=True, help="Make no search index: faster.")
@click.option("--drafts", is_flag=True, help="Show documents with `status: draft` too.")
@click.pass_obj
def serve(root: Path | None, /, output: Path | None, port: int, **asked: Any) -> None:
    """Build, serve on 127.0.0.1, rebuild on every save and reload the browser."""
    from sitegen.pipeline import build_site
    from sitegen.previewing import Preview
    from sitegen.site.serve import serve_site

    archive = find_archive(root)
    site, preview = site_folder(archive, output), Preview(archive)

    def rebuild(keep_index: bool) -> None:
        with at_work(archive, wait=True):
            built = build_site(archive, site, today=day_of_run(), keep_index=keep_index, follow=preview.follow, **asked)
        report(built.findings)
        click.echo(f"built {built.documents} documents, {built.written.written} files written", err=True)

    say = {"announce": lambda url: click.echo(f"Serving {url} (Ctrl-C to stop)"), "tell": lambda one: report([one])}
    try:
        serve_site(archive, site, rebuild, preview.pages, port=port, **say)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise click.UsageError(f"Port {port} is taken. Name another with --port; 0 takes a free one.") from error


@cli.command()
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Default: _site in the archive.")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a finding on stdout.")
@click.pass_obj
def check(root: Path | None, output: Path | None, strict: bool, as_json: bool) -> None:
    """Check content, links, ledger and captures; writes nothing. Exit 0: clean."""
    from sitegen.pipeline import check as check_all

    archive = find_archive(root)
    findings = check_all(archive, output or archive / "_site", today=day_of_run())
    if not findings and not as_json:
        click.echo("Nothing to report.")
    finish(findings, strict=strict, as_json=as_json)


@cli.command()
@click.option("--list", "listed", is_flag=True, help="One line a question; what a run without a terminal prints.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a question, with its words and answers.")
@click.option("--answer", "answers", multiple=True, metavar="KEY=ANSWER[=TEXT]", help="Settle a question; repeatable.")
@click.option("--by", default="", help="Who decides. Default: git's user.name.")
@click.option("--why", default="", help="Why, for the rulings of --answer.")
@click.pass_obj
def review(root: Path | None, listed: bool, as_json: bool, answers: tuple[str, ...], by: str, why: str) -> None:
    """Walk through what awaits an editor's decision; each answer is written at once as a small change to a file."""
    from sitegen import desk
    from sitegen.reviewing import load_material
    from sitegen.workers import default_jobs

    archive = find_archive(root)
    with show_progress() as progress:
        material, findings = load_material(archive, jobs=default_jobs(), progress=progress)
    if answers:
        by = desk.editor_name(by)
        with at_work(archive, wait=True):
            findings += desk.answer_questions(archive, material, answers, by=by, on=day_of_run(), why=why)
    elif as_json:
        desk.print_json(archive, material)
    elif listed or not sys.stdin.isatty():
        desk.print_list(material)
    else:
        desk.walk_questions(archive, material, by=desk.editor_name(by), on=day_of_run())
    finish(findings)


@cli.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a capture on stdout, with all offsets.")
@click.pass_obj
def inspect(root: Path | None, files: tuple[Path, ...], as_json: bool) -> None:
    """Show what would become of captures, in an archive or anywhere; writes nothing."""
    from sitegen.records.root import find_root
    from sitegen.suggesting import inspect_captures

    findings: list[Finding] = []
    for inspected, problems in inspect_captures(files, find_root(root or Path.cwd())):
        findings += problems
        for capture in inspected:
            say_json(capture) if as_json else say(in_words(capture))
    finish(findings)


@cli.command()
@click.argument("id")
@click.option(
    "--style",
    type=click.Choice(["apa", "mla", "chicago"]),
    default="chicago",
    show_default=True,
    help="The style of a reference in words.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "bibtex", "ris", "csl-json"]),
    default="text",
    show_default=True,
    help="Text in a style, or a record for a reference manager.",
)
@click.pass_obj
def cite(root: Path | None, id: str, style: Style, form: str) -> None:
    """Print a reference to the document ID."""
    from sitegen.records.files import load_archive
    from sitegen.site.citations import format_citation
    from sitegen.site.reference_files import References

    archive, _ = load_archive(find_archive(root))
    document = _document(archive, id)
    if form == "text":
        click.echo(format_citation(document, archive, style))
    else:
        ending = {"bibtex": "bib", "csl-json": "csl.json"}.get(form, form)
        click.echo(References(archive).format_file(ending, [document]), nl=False)


@cli.command()
@click.argument("id")
@click.argument("question", default="", metavar="[FIELD|WORDS]")
@click.pass_obj
def explain(root: Path | None, id: str, question: str) -> None:
    """Say where a field, a sentence or a removal of the document ID came from, and how to take an edit back."""
    from sitegen.explaining import explain_document
    from sitegen.importing import read_capture_of
    from sitegen.records.files import load_archive

    folder = find_archive(root)
    document = _document(load_archive(folder)[0], id)
    lines = list(explain_document(document, read_capture_of(folder, document), question))
    for line in lines:
        click.echo(line)
    if not lines:
        raise click.UsageError(
            f"“{question}” is no field, and these words stand neither in the text nor in its capture."
        )


@cli.command()
@click.option("--zip", "form", flag_value="zip", default="zip", help="The site: unzip, open index.html. The default.")
@click.option("--bagit", "form", flag_value="bagit", help="Site, captures and content as a bag (BagIt 1.0), zipped.")
@click.option("--zim", "form", flag_value="zim", help="The site for Kiwix, with its full-text index.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Default: named after the archive.")
@click.option("--site", type=click.Path(file_okay=False, path_type=Path), help="Default: _site in the archive.")
@click.option("--no-build", is_flag=True, help="Pack the site that stands there; it must be whole and up to date.")
@click.pass_obj
def pack(root: Path | None, form: Form, output: Path | None, site: Path | None, no_build: bool) -> None:
    """Build the site and pack it into one file: to read offline, or to hand over to a library."""
    from sitegen.packing import pack_site

    archive = find_archive(root)
    built = site_folder(archive, site)
    owned = (built, archive / "content", archive / "seeds")
    if output and any(output.resolve().is_relative_to(folder) for folder in owned):
        raise click.UsageError(f"{output} would lie among the files that are packed. Name another place.")
    with at_work(archive), show_progress() as progress:
        packed = pack_site(archive, built, form, output, today=day_of_run(), build=not no_build, progress=progress)
    if packed.path:
        say(f"{packed.path}: {packed.files} files, {packed.path.stat().st_size / 1e6:.1f} MB.")
    finish(packed.findings)


@cli.command()
@click.option("--remote", default="origin", show_default=True, help="The git remote to push to.")
@click.option("--branch", default="gh-pages", show_default=True, help="The branch that is served; made if missing.")
@click.option("--no-build", is_flag=True, help="Publish the site that stands there; it must be whole and up to date.")
@click.option("--dry-run", is_flag=True, help="Say what would change there; push nothing.")
@click.pass_obj
def publish(root: Path | None, remote: str, branch: str, no_build: bool, dry_run: bool) -> None:
    """Build the site from what is committed and push it to a branch that is served, such as by GitHub Pages."""
    from sitegen.publishing import publish_site

    archive = find_archive(root)
    site = site_folder(archive, None)
    with at_work(archive), show_progress() as progress:
        published = publish_site(
            archive, site, remote, branch, today=day_of_run(), build=not no_build, dry_run=dry_run, progress=progress
        )
    print_published(f"{remote}/{branch}", published)
    finish(published.findings)


@cli.command()
@click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="[DIR]"
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout: what was checked, what was found.")
@click.pass_obj
def verify(root: Path | None, folder: Path | None, as_json: bool) -> None:
    """Hold files against the digests recorded of them: of an archive (the default) with its site, a site, or a bag."""
    from sitegen.verifying import verify as verify_folder

    verified = verify_folder(folder.resolve() if folder else find_archive(root))
    print_verified(verified, as_json=as_json)
    finish(verified.findings, strict=True, silent=as_json)


def _document(archive: Archive, id: str) -> Document:
    """The document that has an id now, or had it before it was renamed."""
    from sitegen.model import DocumentId
    from sitegen.records.aliases import find_owners
    from sitegen.records.files import document_name

    owners = (id,) if id in archive.documents else find_owners(archive.documents).get(id, ())
    if len(owners) > 1:
        raise click.UsageError(f"'{id}' is an earlier id of several documents: {', '.join(owners)}.")
    if not owners:
        raise click.UsageError(f"There is no readable document {document_name(DocumentId(id))}.")
    return archive.documents[DocumentId(owners[0])]


def main() -> None:
    """Run the command line; a fault of our own leaves a log instead of a traceback on the screen."""
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    prepare_streams()
    try:
        cli.main(standalone_mode=False, prog_name="sitegen")
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        say_error(error)
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except Exception as error:
        sys.exit(report_fault(error))
