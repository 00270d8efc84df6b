"""Where an annotation's words stand: exact words between exact words, as the W3C's TextQuoteSelector has it."""

from __future__ import annotations

import re

from sitegen.model import Annotation


def find_anchors(text: str, note: Annotation) -> list[int]:
    """Every offset in `text` at which the note's quote stands between its prefix and its suffix.

    White space between the three does not count, since YAML strips it; everything else must agree letter for letter.
    """
    if not note.quote:
        return []
    before = re.escape(note.prefix) + r"\s*" if note.prefix else ""
    after = r"\s*" + re.escape(note.suffix) if note.suffix else ""
    return [match.start(1) for match in re.finditer(f"(?={before}({re.escape(note.quote)}){after})", text)]
