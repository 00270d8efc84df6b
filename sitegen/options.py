"""What commands are given, as they use it: the archive, the folder of its site, the day of the run."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import click


def find_archive(named: Path | None) -> Path:
    """The archive that `--root` names, else the nearest one upwards; click's usage error where there is none."""
    from sitegen.records.root import SETTINGS, find_root

    root = find_root(named or Path.cwd())
    if root is None or (named and root != named.resolve()):
        where = named or "this folder or any above it"
        raise click.UsageError(f"There is no {SETTINGS} in {where}. Make an archive with `sitegen init FOLDER`.")
    return root


class WebAddress(click.ParamType[str]):
    """The address of a site, or nothing."""

    name = "address"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Give the address as it is; a usage error where it is none."""
        from sitegen.addresses import is_site_address

        if value and not is_site_address(value):
            self.fail(f"'{value}' is not a web address. Write https://host/path/.", param, ctx)
        return value


def site_folder(archive: Path, named: Path | None) -> Path:
    """Where the site goes. A build removes what is not its own, so it gets no folder that holds anything else."""
    site = _resolved(named or archive / "_site")
    if named is None and (archive / "_site").is_symlink() and not site.is_relative_to(archive):
        raise click.UsageError(f"_site is a link that leads out of the archive. Remove it, or name {site} itself.")
    if archive.is_relative_to(site) or any(site.is_relative_to(archive / name) for name in ("content", "seeds")):
        raise click.UsageError(f"The site cannot be built over the archive: name a folder of its own, not {site}.")
    if site.exists() and not site.is_dir():
        raise click.UsageError(
            f"{site} is a file, where the site's folder goes. Move it elsewhere, or name another folder."
        )
    if site.is_dir() and any(site.iterdir()) and not (site / ".nojekyll").is_file():
        raise click.UsageError(f"{site} holds other files, which a build would remove. Name a new or an empty folder.")
    return site


def _resolved(folder: Path) -> Path:
    try:
        return folder.resolve()
    except (OSError, RuntimeError) as error:
        raise click.UsageError(f"{folder} is a link that leads nowhere. Remove it, or name another folder.") from error


def day_of_run() -> str:
    """The day that new ledger lines bear; SOURCE_DATE_EPOCH sets it for reproducible builds."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return date.today().isoformat()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError) as error:
        raise click.UsageError(f"SOURCE_DATE_EPOCH is no number of seconds since 1970: {epoch}") from error
