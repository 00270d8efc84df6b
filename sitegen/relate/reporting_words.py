"""Words that report speech, as data: verbs in all their forms, with what follows them.

Stems are expanded here by the plain rules of English spelling; irregular forms are listed. Which verbs count was
gathered from style guides and reporting practice; add a verb to the line that behaves like it.
"""

from __future__ import annotations

from sitegen.relate.function_words import words
from sitegen.relate.language_words import CUE_VERBS

SPEECH = words(
    """
    exhort deem rate term/terms/termed/terming regret/regrets/regretted/regretting rebut/rebuts/rebutted/rebutting
    chastise lash/lashes/lashed/lashing snipe bristle gripe ponder predict speculate elaborate enumerate implore
    appeal plea interrupt jest lecture preach rave reassure scold taunt tweet warble cite/cites/cited/citing
    say/says/said/saying/said tell/tells/told/telling/told write/writes/wrote/writing/written add
    admit/admits/admitted/admitting affirm allege announce answer/answers/answered/answering argue ask assert assure
    attest avow beg/begs/begged/begging boast caution claim clarify/clarifies/clarified/clarifying comment complain
    concede conclude confess confide confirm contend continue counter cry/cries/cried/crying declare demand
    deny/denies/denied/denying disclose emphasize emphasise exclaim explain express
    foretell/foretells/foretold/foretelling fume gush grumble hint imply/implies/implied/implying inform inquire
    insist instruct interject intone invoke/invokes/invoked/invoking joke lament maintain marvel mention muse mutter
    mumble note object observe opine persist pledge plead posit proclaim promise pronounce propose
    quip/quips/quipped/quipping reaffirm reason recall recollect reckon recommend recount
    refute/refutes/refuted/refuting reiterate rejoin relate remark remember/remembers/remembered/remembering remind
    repeat reply/replies/replied/replying report request respond retort reveal scoff/scoffs/scoffed/scoffing scream
    shout sigh snap/snaps/snapped/snapping sneer specify/specifies/specified/specifying state
    stress/stresses/stressed/stressing suggest summarize summarise surmise swear/swears/swore/swearing/sworn tease
    testify/testifies/testified/testifying theorize threaten/threatens/threatened/threatening
    thunder/thunders/thundered/thundering tout underline underscore urge vent venture
    volunteer/volunteers/volunteered/volunteering vow warn whisper/whispers/whispered/whispering
    wonder/wonders/wondered/wondering yell retweet post blog/blogs/blogged/blogging email/emails/emailed/emailing
    e-mail/e-mails/e-mailed/e-mailing text estimate forecast/forecasts/forecast/forecasting advise accuse
    acknowledge agree/agrees/agreed/agreeing allows/allowed/allowing apologize apologise bemoan chide
    concur/concurs/concurred/concurring crow decry/decries/decried/decrying deadpan/deadpans/deadpanned/deadpanning
    enthuse fret/frets/fretted/fretting goad hail hypothesize indicate mock/mocks/mocked/mocking
    offer/offers/offered/offering point promulgate protest quote read/reads/read/reading recite ridicule
    signal/signals/signaled/signaling/signalled signalling stipulate chant bark bellow boom blurt bleat
    brag/brags/bragged/bragging chirp drawl gloat groan hiss/hisses/hissed/hissing holler jeer moan murmur roar rant
    whine crack/cracks/cracked/cracking chuckle gasp growl howl laugh grin/grins/grinned/grinning nod
    sing/sings/sang/singing smile snarl snort sob/sobs/sobbed/sobbing stammer/stammers/stammered/stammering describe
    characterize characterise call denounce condemn criticize criticise praise blast slam/slams/slammed/slamming
    label/labels/labeled/labeling/labelled dub/dubs/dubbed/dubbing brand deride
    dismiss/dismisses/dismissed/dismissing lambast lambaste rebuke decline reject/rejects/rejected/rejecting
    hit/hits/hit/hitting blame compare liken/likens/likened/likening defend highlight recognize recognise
    refer/refers/referred/referring rail proffer/proffers/proffered/proffering portray/portrays/portrayed/portraying
    """
)

THOUGHT = words(
    """
    speak/speaks/spoke/speaking/spoken believe think/thinks/thought/thinking/thought hope fear/fears/feared/fearing
    feel/feels/felt/feeling know/knows/knew/knowing/known expect find/finds/found/finding/found
    show/shows/showed/showing/shown conclude consider/considers/considered/considering doubt
    guess/guesses/guessed/guessing imagine project suspect understand/understands/understood/understanding
    worry/worries/worried/worrying see/sees/saw/seeing/seen learn want prefer/prefers/preferred/preferring
    wish/wishes/wished/wishing regard view assume decide
    """
)

CARRIES_CLAUSE = CUE_VERBS | words(
    """
    say says said saying tell tells told telling add adds added adding argue argues argued arguing announce
    announces announced announcing claim claims claimed claiming note notes noted noting suggest suggests suggested
    suggesting warn warns warned warning insist insists insisted insisting report reports reported reporting believe
    believes believed believing acknowledge acknowledges acknowledged confirm confirms confirmed confirming reveal
    reveals revealed revealing conclude concludes concluded estimate estimates estimated state states stated stating
    admit admits admitted admitting declare declares declared explain explains explained allege alleges alleged
    alleging assert asserts asserted asserting contend contends contended maintain maintains maintained concede
    concedes conceded predict predicts predicted promise promises promised pledge pledges pledged vow vows vowed
    complain complains complained indicate indicates indicated write writes wrote writing find finds found show
    shows showed think thinks thought hope hopes hoped deny denies denied denying emphasize emphasized emphasise
    emphasised stress stressed reiterate reiterated remark remarked observe observed caution cautioned fear fears
    feared feel feels felt expect expects expected worry worries worried doubt doubts agree agreed agrees tweet
    tweeted inform informed remind reminded assure assured recall recalled learn learned disclose disclosed testify
    testified urge urged urges propose proposed proposes threaten threatened recommend recommended recommends demand
    demanded wonder wondered
    """
)
"""Forms that readily take a clause as content ("said that …", "said the war …"): what reported speech is found by."""

TAKES_POSITION = words(
    """
    announce announces announced announcing propose proposes proposed proposing vow vows vowed vowing threaten
    threatens threatened threatening show shows showed support supports supported back backs backed note noted
    reiterated emphasized emphasised stressed highlight highlighted highlights point points pointed pointing echo
    echoes echoed discuss discussed predict predicted predicts demand demanded request requested accuse accuses
    accused accusing criticize criticizes criticized criticizing criticise criticises criticised criticising praise
    praises praised praising blast blasts blasted blasting denounce denounces denounced denouncing condemn condemns
    condemned condemning reject rejects rejected rejecting dismiss dismisses dismissed dismissing defend defends
    defended defending describe describes described describing portray portrays portrayed portraying decline
    declines declined declining blame blames blamed blaming call calls called calling slam slams slammed slamming
    rebuke rebuked mock mocks mocked mocking deride derided decry decries decried decrying hail hails hailed
    lambasted ask asks asked asking express expresses expressed responded plead pleaded apologize apologized
    apologise apologised endorse endorses endorsed endorsing oppose opposes opposed opposing refuse refuses refused
    refusing
    """
)
"""Forms that report a position taken rather than a clause: "accused the council of delay", "declined to comment"."""

INVERTS = CUE_VERBS | words(
    """
    said says say added adds wrote writes noted notes reported reports explained explains argued warned insisted
    asked replied
    """
)
"""Forms that may stand before their subject after reported words, without a quotation: "…, said the mayor"."""
TELLS = words(
    """
    tell tells told telling inform informs informed informing remind reminds reminded reminding assure assured
    """
)
"""Forms with the hearer between them and the content: "told reporters the bridge was safe"."""
NOUN_LIKE = words(
    """
    rate rates term terms retort retorts quip quips boast vow vows caution rebuke rebukes whisper whispers yell
    scream screams shout shouts sigh sighs gasp howl laughs smiles grins nods snort growl tease vent crow blame slam
    brand rail wonder wonders urge urges decline declines mock hail tally attack attacks suspect suspects wish
    wishes object objects show shows reasons regards feels issues alleged uses claim claims note notes report
    reports call calls comment comments remark remarks answer answers question questions charge charges state states
    estimate estimates forecast forecasts tweet tweets post posts stress stresses counter counters detail details
    promise promises demand demands request requests view views hope hopes fear fears doubt doubts text texts blog
    blogs email emails e-mail e-mails signal signals label labels brands quote quotes protest protests praise offer
    offers project projects plan plans joke jokes worry worries hit hits blast blasts laugh smile grin nod reason
    point points volunteer volunteers guess reply replies warning saying writing reading finding meaning feeling
    showing learn want see read thought address addresses chant chants pledge pledges
    """
)
"""Forms that are nouns as often as verbs; believed only with a name, a pronoun or a quotation beside them."""

REPORTING_NOUNS = words(
    """
    statement remark comment claim assertion accusation allegation suggestion warning announcement argument belief
    promise pledge vow declaration insistence complaint prediction question reply answer response tweet post letter
    email e-mail speech interview message testimony contention observation conclusion description call demand
    """
)

PHRASES = {
    "shot": "back",
    "shoots": "back",
    "fired": "back",
    "fires": "back",
    "hit": "back",
    "hits": "back",
    "pushed": "back",
    "clapped": "back",
    "put": "it",
    "puts": "it",
    "went": "on",
    "goes": "on",
    "chimed": "in",
    "piped": "up",
    "jumped": "in",
    "cut": "in",
    "broke": "in",
    "weighed": "in",
    "spoke": "out",
    "made": "clear",
    "makes": "clear",
    "has": "it",
}
"""Verbs that report speech only with the word after them: "she shot back"."""


def _forms(entry: str) -> list[str]:
    """All forms of a verb: `say/says/said/saying` is given in full, `argue` is expanded by spelling rules."""
    if "/" in entry:
        return entry.split("/")
    if entry.endswith("ing"):
        return [entry]
    stem = entry[:-1] if entry.endswith("e") else entry
    third = entry + "es" if entry.endswith(("s", "sh", "ch", "x")) else entry + "s"
    return [entry, third, stem + "ed", stem + "ing"]


def _all_forms(entries: frozenset[str]) -> frozenset[str]:
    return frozenset(form for entry in entries for form in _forms(entry))


SPEECH_FORMS = _all_forms(SPEECH) | CUE_VERBS
THOUGHT_FORMS = _all_forms(THOUGHT)
REPORTING_FORMS = SPEECH_FORMS | THOUGHT_FORMS
PARTICIPLES = frozenset(form for form in SPEECH_FORMS if form.endswith("ing")) | {"believing", "hoping", "fearing"}
OPINION_NOUNS = words(
    """
    criticism outcry backlash reports headlines articles rumors rumours allegations accusations complaints voices
    """
)
"""Nouns that speak for people who are not named: "criticism calling it a sham"."""
