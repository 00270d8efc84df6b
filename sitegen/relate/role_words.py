"""Words for people by what they are or do, and for bodies that speak, as data."""

from __future__ import annotations

from sitegen.relate.function_words import words

HONORIFICS = words(
    """
    mr mrs ms miss mx dr prof professor sir lady lord dame madam rev reverend fr father sister brother rabbi imam
    sheikh ayatollah pope cardinal archbishop bishop king queen prince princess sultan emir president vice prime
    minister premier chancellor senator sen sens congressman congresswoman representative rep reps gov govs governor
    mayor judge justice attorney general secretary ambassador commissioner speaker chairman chairwoman chair chief
    deputy director captain capt colonel col lieutenant lt sergeant sgt major maj admiral adm commander officer
    sheriff inspector detective constable superintendent coach councillor councilman councilwoman councilor alderman
    assemblyman assemblywoman delegate del marshal corporal cpl private pvt brig brigadier foreign defense defence
    interior finance spokesman spokeswoman spokesperson lawyer historian economist author singer actor actress
    analyst pollster strategist columnist correspondent reporter editor host anchor journalist consultant activist
    adviser advisor leader candidate nominee lawmaker mp tsar tzar first state treasury treasurer comptroller herr
    frau monsieur madame señor señora don doña hon
    """
)
"""Titles that stand before a name; written small they are nouns for a person."""

ROLE_NOUNS = words(
    """
    reader readers baker musician musicians artist artists writer writers poet novelist painter chef cook clerk
    librarian fisherman fishermen carpenter photographer filmmaker designer developer developers programmer mechanic
    electrician plumber tailor shopkeeper retiree retirees pensioner pensioners housewife waiter waitress barber
    monk nun blogger bloggers youtuber influencer podcaster biologist chemist physicist astronomer mathematician
    sociologist anthropologist archaeologist geologist climatologist epidemiologist virologist pediatrician
    psychiatrist dentist pharmacist veterinarian paramedic firefighter firefighters lifeguard guard guards sailor
    sailors skipper miner miners trucker cyclist runner skier swimmer boxer wrestler goalkeeper striker midfielder
    defender quarterback referee umpire ranger warden archivist curator translator interpreter landlord tenant
    tenants homeowner homeowners buyer buyers seller shopper shoppers passenger passengers commuter commuters
    tourist tourists traveler traveller immigrant immigrants migrant migrants refugee refugees detainee inmate
    inmates suspect defendant plaintiff juror whistleblower dissident dissidents envoy consul oligarch warlord
    chairperson treasurer secretary-general spokesperson undersecretary vice-chairman vice-president ex-president
    ex-minister ombudsman ombudswoman auditor accountant actuary broker realtor president premier chancellor
    minister ministers secretary senator senators congressman congresswoman congressmen representative
    representatives governor governors mayor mayors judge justice attorney prosecutor prosecutors ambassador
    diplomat diplomats commissioner speaker chairman chairwoman chair chief chiefs head heads deputy director
    directors captain colonel general generals officer officers official officials commander sheriff detective
    detectives police policeman spokesman spokeswoman spokespeople spokesmen lawyer lawyers historian historians
    economist economists author authors singer actor actress analyst analysts pollster pollsters strategist
    strategists columnist correspondent reporter reporters editor editors host anchor moderator interviewer
    journalist journalists consultant consultants activist activists adviser advisers advisor advisors aide aides
    leader leaders candidate candidates nominee frontrunner front-runner lawmaker lawmakers legislator legislators
    politician politicians monarch king queen prince princess pope bishop archbishop cardinal priest pastor rabbi
    imam ally allies opponent opponents rival rivals critic critics supporter supporters backer backers expert
    experts scholar scholars professor professors scientist scientists researcher researchers teacher teachers
    student students doctor doctors nurse nurses physician surgeon neurosurgeon psychologist engineer engineers
    manager managers executive executives ceo founder co-founder cofounder owner owners billionaire businessman
    businesswoman mogul tycoon entrepreneur investor investors banker bankers trader traders farmer farmers worker
    workers employee employees resident residents neighbor neighbors neighbour neighbours witness witnesses survivor
    survivors victim victims relative relatives mother father parents parent wife husband son daughter brother
    sister widow uncle aunt cousin grandmother grandfather friend friends colleague colleagues man woman men women
    boy girl people person voter voters citizen citizens member members delegate delegates democrat democrats
    republican republicans conservative conservatives liberal liberals incumbent veteran veterans soldier soldiers
    troops fighter fighters rebel rebels insurgents militant militants protester protesters demonstrators player
    players coach winner loser champion star newcomer native source sources insider insiders someone everyone nobody
    anyone others many some most operative operatives organizer organizers organiser organisers counsel counselor
    trustee trustees commentator commentators observer observers watchdog caller callers attendee attendees fan fans
    user users customer customers patient patients pilot driver counterpart counterparts patriarch matriarch icon
    contender contenders challenger socialist libertarian heir heiress
    """
)
"""Nouns for a person or persons, written small."""

COLLECTIVES = words(
    """
    company companies agency agencies ministry ministries department government governments administration
    parliament congress court courts committee commission council campaign campaigns party parties union unions
    group groups organization organisation organizations organisations newspaper newspapers paper papers magazine
    outlet network broadcaster station channel website site report reports study studies survey surveys poll polls
    statement document documents letter memo article articles editorial board team bank banks firm firms army
    military navy force forces embassy office bureau institute university school hospital foundation regulator
    watchdog media press release filing filings lawsuit complaint indictment records data book film ad ads
    advertisement post tweet message email headline sign signs banner transcript resolution constitution law treaty
    agreement speech caption
    """
)
"""Nouns for bodies and papers that "say" things."""

DOCUMENTS = words(
    """
    treaty document agreement accord pact law act bill constitution charter contract deal proposal plan draft
    resolution decree order directive regulation clause article memorandum statement declaration protocol report letter
    """
)
"""Nouns for papers whose words are quoted: "under the treaty"."""

ORGANISATION_WORDS = words(
    """
    speech interview transcript video photo photos file report reports tour rally debate debates party university
    college school house news times post journal herald tribune gazette press telegraph guardian agency committee
    council commission department ministry institute foundation association union group inc corp ltd llc company
    bank court congress senate parliament government administration board bureau office center centre fund network
    television tv radio channel magazine campaign pac coalition alliance league society federation organization
    organisation states kingdom republic nations army navy force forces police hospital church museum library
    airport street avenue road square river lake mountain island bay city county state district region province
    north south east west war act bill amendment day week conference summit cup games olympics awards award prize
    project initiative program programme service services systems international national
    """
)
"""Words that show a capitalised name to be no person's."""

SAME_OFFICE: tuple[frozenset[str], ...] = (
    words("president leader head ruler strongman"),
    words("premier minister leader pm chancellor"),
    words(
        """
    senator sen sens lawmaker legislator congressman congresswoman
    """
    ),
    words(
        """
    representative rep reps congressman congresswoman lawmaker legislator
    """
    ),
    words("governor gov"),
    words("king queen monarch emir sultan ruler"),
    words("minister diplomat"),
    words("mp lawmaker legislator deputy parliamentarian"),
    words("pope pontiff"),
    words("businessman businesswoman billionaire mogul tycoon magnate"),
    words("chairman chairwoman chairperson chair head"),
    words("chief head director boss"),
    words("spokesman spokeswoman spokesperson"),
    words("adviser advisor aide"),
    words("professor prof academic scholar"),
    words("lawyer attorney"),
    words("judge justice"),
    words("coach manager"),
)
"""Nouns that name one office in turn: a president is "the leader", a senator "the lawmaker"."""
