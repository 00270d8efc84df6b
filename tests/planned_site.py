"""All that a build would write, in memory."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.links import Links
from sitegen.model import Archive
from sitegen.site.frame import LargeFile, OutputFile
from sitegen.site.manifest import digest_bytes
from sitegen.site.pages import plan_batches, plan_whole
from sitegen.site.render import Theme, load_theme
from sitegen.site.search_records import plan_search_pages
from sitegen.site.view import gather_site


class _Files(dict[str, bytes]):
    """Files as `plan_whole` wants them."""

    def read(self, path: str) -> bytes:
        return self[path]

    def measure(self, path: str) -> tuple[int, str]:
        return len(self[path]), digest_bytes(self[path])


def plan_site(archive: Archive, links: Links, theme: Theme | None = None) -> Iterator[OutputFile]:
    """Every file of the site, and what the search index is made from. `theme` is the packaged one that the settings
    name where none is given.
    """
    site = gather_site(archive, links, theme or load_theme(archive.settings.theme, language=archive.settings.language))
    files = _Files()
    for batch in plan_batches(site):
        for file in batch.files:
            files[file.path] = file.content
            yield file
    for whole in plan_whole(site, files):
        content = b"".join(whole.pieces) if isinstance(whole, LargeFile) else whole.content
        files[whole.path] = content
        yield OutputFile(whole.path, content, "data")
    yield from plan_search_pages(site)
