"""What a capture is: its language, its outlet and its kind, each with what it rests on, or nothing when in doubt."""

from __future__ import annotations

from functools import cache
from typing import Any

from sitegen.model import Value

_LEAST_LETTERS = 24
"""Shorter texts are too easily taken for a neighbouring language."""
_SAMPLE = 4000
"""Characters that suffice to know a language; the middle of a long text is as good as all of it."""
_SURE = 0.9
"""Of the detector's probability; under it, we do not say."""


def infer_language(text: str) -> Value | None:
    """The language of `text` as an ISO 639 code (`en`), by py3langid; None for short or doubtful texts."""
    middle = max(0, (len(text) - _SAMPLE) // 2)
    sample = text[middle : middle + _SAMPLE]
    if sum(map(str.isalpha, sample)) < _LEAST_LETTERS and not any(sign >= "\u2e80" for sign in sample):
        return None
    language, probability = _identifier().classify(sample)
    if probability < _SURE or language == "zxx":
        return None
    return Value(language, "inferred", note="Detected from the text.")


@cache
def _identifier() -> Any:
    """The detector with the model that its package carries; loaded once, when first asked for."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
