"""English words that hold a sentence together, by class, as data: what the shallow reading of a sentence rests on."""

from __future__ import annotations


def words(listing: str) -> frozenset[str]:
    """A word list written as words with spaces between them."""
    return frozenset(listing.split())


DETERMINERS = words(
    """
    the a an this that these those his her its their my our your whose some many several most few both all any each
    every another other no such neither either
    """
)
NUMBERS = words(
    """
    one two three four five six seven eight nine ten eleven twelve dozen dozens hundreds thousands millions half
    """
)
PRONOUNS = words("he she they it we i you")
OBJECT_PRONOUNS = words(
    """
    them him us me himself herself themselves itself myself ourselves
    """
)
INDEFINITE = words("anybody anyone everybody nobody whoever")
RELATIVES = words("who which whom")
AUXILIARIES = words(
    """
    has have had is was were are be been being am will would shall should can could may might must do does did
    having hasn't haven't hadn't isn't wasn't weren't aren't won't wouldn't shouldn't can't couldn't don't doesn't
    didn't cannot hasn’t haven’t hadn’t isn’t wasn’t weren’t aren’t won’t wouldn’t shouldn’t can’t couldn’t don’t
    doesn’t didn’t
    """
)
MODALS = words("would should will can could may might must shall to")
PASSIVE_MAKERS = words("is was were are be been being am get gets got")
NEGATIONS = words("not never n't neither nor without")
ADVERBS = words(
    """
    also then later again once twice further often always sometimes now still already just even only rather too
    instead soon first finally perhaps maybe however meanwhile moreover nevertheless nonetheless therefore thus
    indeed ever never not here there elsewhere afterward afterwards earlier well very quite almost away together
    back ago long likewise anyway though half-jokingly otherwise
    """
)
PREPOSITIONS = words(
    """
    in on at for to from with by after before during against about among between into over under through without
    within across toward towards upon since until like near despite regarding concerning amid amidst along around
    behind beyond above below off out up down via throughout alongside as than versus outside inside following
    including
    """
)
COORDINATORS = words("and or & nor")
CONJUNCTIONS = words(
    """
    but because while when if although though unless whereas whether where how why what so yet whenever once
    """
)
TIMES = words(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december jan feb mar apr jun jul aug sept sep oct nov dec today yesterday tomorrow
    tonight week weeks month months year years morning afternoon evening night day days hour hours minute minutes
    moment weekend noon midnight mondays tuesdays wednesdays thursdays fridays saturdays sundays
    """
)
NOT_ALWAYS_TIMES = words(
    """
    today tonight week weeks month months year years morning afternoon evening night day days hour hours minute
    minutes moment weekend
    """
)
"""Words for times that are written small unless they stand in a name: "Morning Star"."""
MONTHS_AS_NAMES = words("jan april may june august")
NAME_PARTICLES = words(
    """
    de da di du del della der den van von bin ibn ben dos das ter ten af av zu abu
    """
)
COMMON_VERBS = words(
    """
    went came gave took made got met began became left led ran held kept won lost sat stood put set let brought
    bought built sent spent fell grew knew rose drew drove ate flew forgot forgave hid paid rode rang shook shot
    shut slept sold sought stole struck taught threw woke wore goes comes gives takes makes gets meets begins
    becomes leaves runs holds keeps wins loses stands puts lets brings buys builds sends spends falls grows rises
    draws drives seems seem appears appear remains remain includes include mean meant tries try tried faces faced
    helps sees moves used look
    """
)
ABBREVIATIONS = words(
    """
    mr mrs ms dr prof sen sens rep reps gov govs gen lt col sgt capt maj adm cmdr cpl pvt rev fr hon st sr jr vs etc
    inc corp ltd co jan feb mar apr jun jul aug sept sep oct nov dec ala ariz ark calif colo conn del fla ga ill ind
    kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo no dept univ assn bros
    mt ft ave blvd ph.d u.s u.k u.n d.c a.m p.m e.g i.e al est approx messrs brig supt det insp atty
    """
)
"""Words whose full stop ends no sentence."""
TITLED_BY = words(
    """
    called titled entitled named dubbed nicknamed known show programme program channel series song film movie book
    novel album magazine newspaper podcast blog episode documentary play musical hit comedy drama sitcom reality
    poem essay article painting hashtag slogan codenamed operation group band ship yacht vessel memoir bestseller
    best-seller tune track single game column segment section
    """
)
"""Words before a quotation mark that introduce a title or a name, not speech."""
