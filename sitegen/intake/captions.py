"""Captions of pictures and their credits, known by their form; and lines of other texts that stand where they do."""

from __future__ import annotations

import re

from sitegen.intake.head_lines import is_handle
from sitegen.intake.press_words import is_post, is_row_of_buttons

_AGENCIES = (
    r"(?:getty(?: images)?|reuters|afp|ap(?: photo)?|associated press|epa|shutterstock|i ?stock(?:photo)?|alamy|"
    r"wikimedia(?: commons)?|unsplash|pexels|pixabay|flickr|tass|ria novosti|sputnik|anadolu(?: agency)?|xinhua|zuma|"
    r"dpa|pa(?: media)?|picture alliance|imago|adobe stock|handout|pool)"
)
_PICTURE = (
    r"(?:photo(?:graph(?:y|s|er)?|s)?|images?|pictures?|illustration|screenshot|foto(?:s|grafía|grafia)?|bild|imagen|"
    r"immagine|imagem|фото|світлина|zdjęcie|fotoğraf|صورة|写真|사진)(?: credits?| courtesy)?"
)
_CREDIT_WORDS = (
    rf"(?:{_PICTURE}\s?(?:[:：]| by\b| via\b| ©)|fot\. |credits?\s?(?::|\.\.\.|…)|crédits?\s?:|courtesy(?: of)?\b|©|"
    rf"{_AGENCIES}\b)"
)
_IN_BRACKETS = rf"[(\[](?=[^()\[\]]{{0,60}}{_CREDIT_WORDS})[^()\[\]]{{2,100}}[)\]]\.?"
_WORDED = rf"(?<!\w)(?:{_PICTURE}(?:\s?:| by| courtesy of)|credits?\s?:) ?\S[^.!?:]{{1,60}}\.?"
_SIGNED = r"(?-i:@[A-Z][\w.]+(?: [A-Z]\w+){0,3})|©\s?[^.!?]{2,60}"
_AGENCY_AFTER_NAME = rf"(?<=[.|] )[^.!?|]{{2,40}}/\s?{_AGENCIES}(?: via getty images)?"
_CREDIT_AT_END = re.compile(rf"(?:{_IN_BRACKETS}|{_WORDED}|{_SIGNED}|{_AGENCY_AFTER_NAME})$", re.IGNORECASE)
AGENCY_AT_END = re.compile(rf"[.!?…][\"'”’»“]? [(\[]{_AGENCIES}(?:[,/] ?[a-z]{{2,5}}){{0,2}}[)\]]$", re.IGNORECASE)
"""Who filed a text, or took a picture, behind the full stop."""
_CAPTION_LABEL = re.compile(
    r"(?:(?:file |video )?(?:photo|image|picture|caption|pictured|illustration)|foto|bild|imagen|фото|на фото|"
    r"en la imagen|archivo)\s?[:–—-]\s?|FILE(?: PHOTO)?\s?[-–—:]",
    re.IGNORECASE,
)
_CREDIT_ALONE = re.compile(
    rf"[(\[]?{_CREDIT_WORDS}[^.!?]{{0,70}}[)\]]?$|"
    rf"[(\[]?[^.!?:]{{2,40}}\s?[/|,]\s?{_AGENCIES}(?:[^\w][^.!?:]{{0,40}})?[)\]]?$",
    re.IGNORECASE,
)
_CREDIT_HINTS = (*"([@©/:", *"photo imag pictur foto fot. bild фото credit courtesy".split())
"""What every credit has, for a quick look at lines that have none."""
_LONGEST_CAPTION = 700


def find_credit(text: str) -> tuple[int, int] | None:
    """Where a caption's credit stands: "… at a meeting (Photo: Jane Doe)"; None where there is none."""
    ending = text[-130:].lower()
    if len(text) > _LONGEST_CAPTION or not any(hint in ending for hint in _CREDIT_HINTS):
        return None
    found = _CREDIT_AT_END.search(text, max(0, len(text) - 130))
    return (found.start(), found.end()) if found else None


def is_caption(text: str) -> bool:
    """Whether a line reads like the caption of a picture: labelled as one, or ending with a credit."""
    if len(text) > _LONGEST_CAPTION:
        return False
    credit = find_credit(text)
    return bool(_CAPTION_LABEL.match(text)) or (credit is not None and credit[0] > 0)


_NAMES = r"[A-Z][^\s/]*(?: (?:[A-Z][^\s/]*|and|of|the)){0,5}"
_BESIDE = re.compile(
    rf"^{_PICTURE} (?:via|by|from|showing|shows)\b|\b(?:photos?|images?) courtesy\b|(?-i:^{_NAMES}\s?/\s?{_NAMES}$)|"
    rf"(?:(?:\bvia |/\s?){_AGENCIES}|getty images|file photo|(?:photo|illustration|graphic) by [\w. ]{{3,30}}|"
    r"\((?:[^()\n]{2,60}/[^()\n]{2,40}|[^()\n]{2,60} (?:collection|photos?|images)|\d+:\d\d)\)|\. \([^()\n]{2,60}\)|"
    r"(?-i:\. [A-ZÀ-Þ]{2,15}(?: [A-ZÀ-Þ]{2,15}){0,2}|"
    r"[.!?] (?:Photo|Foto|Bild) (?:[A-ZÀ-Þ]\. ?)?[A-ZÀ-Þ][^.!?\n]{2,40}|"
    r"By [A-Z]\w* [A-Z][\w. ]{1,30})|\b\d{1,2} ?(?:h|m|d|hours?|mins?|minutes|days) ago)\W{0,3}$",
    re.IGNORECASE,
)


def is_beside(text: str) -> bool:
    """Whether a line is that of a picture, a video or another story beside the text, though not worded as a caption:
    "Image via Example Media", "A dry river. EPA", "A dry river. ANNA PELL", "A dry river. Photo A. Pell",
    "Jane Doe/Example Times", "Mill burns (0:42)", "Mill burns 3h ago".
    """
    return bool(_BESIDE.search(text))


def is_credit(text: str) -> bool:
    """Whether a line is nothing but the credit of a picture: "Getty Images", "Credit: Jane Doe"."""
    if len(text) > 90 or len(text.split()) > 10 or sum(map(str.isdigit, text)) > 4 or is_handle(text):
        return False
    credit = find_credit(text)
    return (credit is not None and credit[0] == 0) or bool(_CREDIT_ALONE.match(text))


def is_of_another_kind(text: str) -> bool:
    """Whether a line in a headline's place is somebody's post, a row of buttons, a picture's or a story's beside."""
    return is_post(text) or is_row_of_buttons(text) or is_beside(text)
