"""What the rules of cleaning are called and why they change what they change, for readers, in the interface's language.

The rules record both in English (`sitegen.intake`, which knows no interface); what they record is looked up here.
"""

from __future__ import annotations

from typing import NamedTuple

from sitegen.site.wording import EDIT_REASONS, Words, msg, rule_words

RULES = {
    msg("above the article"): msg("stands above the article and does not read like its text"),
    msg("below the article"): msg("stands below the article and does not read like its text"),
    msg("closing lines"): msg("stands among the prompts and notices that close the copy"),
    msg("stray sign"): msg("a sign without words"),
    msg("inserted lines"): msg("interrupts the article and does not read like its text"),
    msg("line known from this outlet"): msg("this outlet prints the line around its articles"),
    msg("recurring line"): msg("stands in several captures of different articles"),
    msg("advertisement"): msg("marks the place of an advertisement"),
    msg("share buttons"): msg("buttons for sharing, saving or printing"),
    msg("newsletter"): msg("an invitation to subscribe"),
    msg("appeal"): msg("an appeal to support the outlet"),
    msg("ad-blocker plea"): msg("asks to switch off an ad blocker"),
    msg("cookie notice"): msg("a notice about cookies, privacy or consent"),
    msg("site navigation"): msg("a menu, search or account line"),
    msg("account prompt"): msg("a prompt to log in or register"),
    msg("comments"): msg("the comment section"),
    msg("related links"): msg("leads to other articles"),
    msg("follow us"): msg("asks to follow on other platforms"),
    msg("rights notice"): msg("a copyright or rights notice"),
    msg("correction prompt"): msg("asks readers for corrections or tips"),
    msg("tags"): msg("a list of tags or topics"),
    msg("media player"): msg("the words of a player or picture viewer"),
    msg("site plug"): msg("points readers elsewhere on the site or its network"),
    msg("web form"): msg("the words of a form or of an error"),
    msg("headline"): msg("is the headline, which stands in the field `title`"),
    msg("repeated headline"): msg("repeats the headline"),
    msg("kicker"): msg("stands over the headline; a line that tells of the same is kept in the field `standfirst`"),
    msg("standfirst"): msg(
        "stands under the headline without being a sentence; a line that tells of the same is kept in the field "
        "`standfirst`"
    ),
    msg("byline"): msg("says who wrote the article, which stands in the field `byline`"),
    msg("time stamp"): msg("says when the article was published"),
    msg("section line"): msg("names the section of the site, which stands in the field `section`"),
    msg("dateline"): msg("says where and when the article was filed"),
    msg("credit"): msg("says whose picture stood here, which stands in the field `credit`"),
    msg("source"): msg("names the source of the article"),
    msg("capture frame"): msg("what a web archive, a cache or a mail program prints around the copy"),
    msg("end mark"): msg("says that the text ends here"),
    msg("time code"): msg("says when the words beside it are spoken, or shows them a second time"),
    msg("database field"): msg("is a field or a note of the database that the copy was taken from"),
    msg("repeated passage"): msg("the same paragraphs stand further up, in the same order"),
    msg("repeated paragraph"): msg("the same paragraph stands further up"),
    msg("repeated caption"): msg("the caption stands further up"),
    msg("lost space"): msg("two words had run into one another"),
    msg("split initial"): msg("the large first letter had been parted from its word"),
    msg("related link in brackets"): msg("leads to another article from inside the text"),
    msg("mojibake"): msg("UTF-8 had been read as another encoding"),
    msg("entity"): msg("a character reference of HTML had not been decoded"),
    msg("line break"): msg("a line end of another system, or a page break"),
    msg("unusual space"): msg("a no-break, thin or other special space"),
    msg("invisible character"): msg("a soft hyphen or another character that prints nothing"),
    msg("control character"): msg("left over from a conversion"),
    msg("stray direction mark"): msg("a mark of writing direction in a text that runs one way"),
    msg("hard wrap"): msg("a line break inside a paragraph"),
    msg("blank line"): msg("one blank line stands between two blocks of text"),
    msg("indentation or list marker"): msg("white space and list markers are kept as structure, not as text"),
}
"""A rule's reason by its name; one that is no more stays, for the documents that it cleaned."""
DOUBT = msg("Worded like furniture, but its place and form speak for the text; it was kept.")
"""The one reason there is for a doubt."""


class Told(NamedTuple):
    """Words, and the language that they are in."""

    words: str
    language: str


def rule_name(words: Words, rule: str) -> Told:
    """The name of a rule; one that is not known any more is called what its edits call it."""
    return Told(words.gettext(rule), words.language) if rule in RULES else Told(rule_words(rule), "en")


def rule_reason(words: Words, kind: str, rule: str, recorded: str) -> Told:
    """Why the rule changed what it changed: as the record has it, that of its kind of edit where it has nothing."""
    if recorded and recorded != RULES.get(rule):
        return Told(recorded, "en")
    return Told(words.gettext(recorded) if recorded else words.of(EDIT_REASONS, kind), words.language)


def doubt_reason(words: Words, recorded: str) -> Told:
    """Why something was suspected; what was recorded in other words than today's stands in English."""
    return Told(words.gettext(recorded), words.language) if recorded == DOUBT else Told(recorded, "en")
