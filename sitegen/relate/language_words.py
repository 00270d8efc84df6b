"""What the shallow reading needs of languages other than English, as data, by language and class of word.

The classes are those of `reading`. A line holds the commonest forms in press use; add a word to the line it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from sitegen.relate.function_words import words

LANGUAGES: Mapping[str, Mapping[str, frozenset[str]]] = {
    language: {letter: words(listed) for letter, listed in classes.items()}
    for language, classes in {
        "de": {
            "V": """sagte sagt gesagt erklärte erklärt betonte betont meinte meint kritisierte warnte forderte fordert
                schrieb schreibt entgegnete erwiderte antwortete fragte fügte ergänzte berichtete berichtet teilte
                versicherte behauptete räumte bekräftigte kündigte unterstrich beklagte mahnte lobte äußerte verkündete
                zitierte rief""",
            "D": """der die das den dem des ein eine einen einem einer eines dieser diese dieses sein seine ihr ihre
                kein keine""",
            "F": "von vom des",
            "O": "in im an am auf aus bei beim mit nach zu zum zur vor für über unter um durch gegen seit ohne",
            "&": "und sowie oder",
            "|": "aber wenn weil während obwohl doch sondern",
            "t": "dass daß",
            "X": "hat hatte haben hatten ist war sind waren wird werden wurde wurden sei seien kann soll muss will",
            "P": "er sie es wir ich man",
            "A": "auch nicht noch schon nur wieder dann dabei dazu hinzu zudem außerdem jedoch sehr mehr",
            "L": "laut so gemäß",
            "T": """bürgermeister bürgermeisterin oberbürgermeister präsident präsidentin minister ministerin
                ministerpräsident ministerpräsidentin kanzler kanzlerin bundeskanzler außenminister außenministerin
                sprecher sprecherin chef chefin vorsitzende vorsitzender abgeordnete abgeordneter direktor direktorin
                leiter leiterin professor professorin experte expertin anwalt anwältin trainer richter polizei
                staatschef regierungschef herr frau ingenieur ingenieurin lehrer lehrerin arzt ärztin forscher
                forscherin schriftsteller schriftstellerin autor autorin künstler unternehmer geschäftsführer
                geschäftsführerin historiker historikerin politologe senator senatorin landrat botschafter""",
            "Y": "montag dienstag mittwoch donnerstag freitag samstag sonntag heute gestern morgen",
        },
        "fr": {
            "V": """dit déclare déclaré affirme affirmé affirmait expliqué explique ajouté ajoute souligné souligne
                estime estimé précise précisé assure assuré indiqué indique annoncé annonce répondu répond rappelé
                rappelle reconnu confié raconte raconté demandé lancé dénoncé insisté martelé commenté regretté
                poursuit conclu écrit averti""",
            "D": "le la les un une l ce cet cette ces son sa ses leur leurs notre nos mon ma mes aucun aucune",
            "F": "de du des d",
            "O": "à au aux en dans par pour sur avec sans sous vers chez entre contre depuis pendant avant après",
            "&": "et ou",
            "|": "mais si quand lorsque comme car alors tandis",
            "t": "que qu",
            "W": "qui dont lequel laquelle",
            "X": "a ont avait avaient est sont était étaient sera seront serait fut peut doit va",
            "P": "il elle ils elles on nous je vous",
            "A": "ne pas plus aussi déjà encore toujours très ainsi ensuite enfin notamment également",
            "L": "selon d’après",
            "R": """maire président présidente ministre premier première porte-parole chef cheffe directeur directrice
                député députée sénateur sénatrice secrétaire préfet procureur avocat avocate responsable candidat
                candidate professeur chercheur chercheuse expert experte monsieur madame""",
            "Y": "lundi mardi mercredi jeudi vendredi samedi dimanche hier demain",
        },
        "es": {
            "V": """dijo dice dicho afirmó afirma afirmado declaró declarado explicó explica explicado añadió añade
                añadido señaló señala señalado aseguró asegura asegurado indicó indica subrayó subrayado apuntó
                destacó destacado sostuvo manifestó respondió preguntó comentó recordó advirtió reconoció insistió
                expresó agregó anunció informó contó escribió""",
            "D": "el la los las un una unos unas su sus este esta estos estas ese esa mi mis ningún ninguna",
            "F": "de del",
            "O": "en a al por para con sin sobre entre hasta desde hacia contra según ante tras durante",
            "&": "y e o u",
            "|": "pero si cuando aunque porque como mientras",
            "t": "que",
            "W": "quien quienes cual",
            "X": "ha han había habían es son era eran fue fueron será serán está están puede debe va",
            "P": "él ella ellos ellas yo nosotros",
            "A": "no también ya más muy además aún todavía siempre así luego",
            "L": "según",
            "R": """alcalde alcaldesa presidente presidenta ministro ministra portavoz jefe jefa director directora
                diputado diputada senador senadora secretario secretaria fiscal abogado abogada gobernador gobernadora
                candidato candidata profesor profesora experto experta mandatario canciller señor señora""",
            "Y": "lunes martes miércoles jueves viernes sábado domingo ayer hoy mañana",
        },
        "it": {
            "V": """detto dichiarato affermato spiegato aggiunto dice afferma spiega aggiunge sottolinea sottolineato
                sostiene sostenuto commenta commentato ricorda ricordato risposto risponde annunciato ribadito
                precisato scrive scritto disse dichiara conclude concluso osserva""",
            "D": "il lo la i gli le un uno una l questo questa suo sua suoi sue",
            "F": "di del dello della dei degli delle d",
            "O": "in a al alla ai alle da dal dalla con su sul sulla per tra fra nel nella",
            "&": "e ed o",
            "|": "ma se quando mentre perché come",
            "t": "che",
            "X": "ha hanno aveva avevano è sono era erano sarà saranno può deve",
            "P": "lui lei egli ella loro noi io",
            "A": "non anche già più molto poi ancora sempre così inoltre",
            "L": "secondo",
            "R": """sindaco sindaca presidente ministro ministra premier portavoce capo direttore direttrice deputato
                deputata senatore senatrice segretario segretaria procuratore avvocato avvocata governatore candidato
                candidata professore professoressa esperto esperta assessore signor signora""",
            "Y": "lunedì martedì mercoledì giovedì venerdì sabato domenica ieri oggi domani",
        },
        "pt": {
            "V": """disse diz afirmou afirma declarou declara explicou explica acrescentou acrescenta ressaltou
                destacou sublinhou garantiu assegurou informou anunciou respondeu comentou lembrou completou escreveu
                avaliou contou concluiu reiterou salientou""",
            "D": "o a os as um uma seu sua seus suas este esta esse essa",
            "F": "de do da dos das",
            "O": "em no na nos nas por pelo pela para com sem sobre entre até desde contra ao à",
            "&": "e ou",
            "|": "mas se quando embora porque como enquanto",
            "t": "que",
            "W": "quem",
            "X": "tem têm tinha havia é são era eram foi foram será serão está estão pode deve vai",
            "P": "ele ela eles elas eu nós",
            "A": "não também já mais muito ainda sempre assim depois",
            "L": "segundo conforme",
            "R": """prefeito prefeita presidente ministro ministra primeiro-ministro porta-voz chefe diretor diretora
                deputado deputada senador senadora secretário secretária procurador advogado advogada governador
                governadora candidato candidata professor professora especialista senhor senhora""",
            "Y": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo ontem hoje amanhã",
        },
        "nl": {
            "V": """zei zegt gezegd verklaarde verklaart stelde stelt vertelde vertelt benadrukte schreef schrijft
                antwoordde vroeg voegde meldde meldt waarschuwde liet reageerde aldus""",
            "D": "de het een dit deze die zijn haar hun",
            "F": "van",
            "O": "in op aan bij met naar voor uit over onder tegen tussen zonder tot door om te",
            "&": "en of",
            "t": "dat",
            "X": "heeft hebben had hadden is was waren wordt worden werd werden zal kan moet wil",
            "P": "hij zij ze wij ik",
            "A": "niet ook nog al maar wel dan weer zeer",
            "L": "volgens",
            "R": """burgemeester president minister premier minister-president woordvoerder woordvoerster voorzitter
                directeur directrice kamerlid wethouder hoogleraar onderzoeker advocaat leider""",
        },
        "sv": {
            "V": """säger sade sa sagt berättar förklarar förklarade skriver skrev uppger uppgav menar anser svarar
                svarade tillade tillägger konstaterar betonar hävdar""",
            "D": "en ett den det de sin sitt sina hans hennes",
            "F": "av",
            "O": "i på till från med för om vid under över efter mot utan",
            "&": "och eller",
            "t": "att",
            "X": "har hade är var blir blev ska skulle kan måste vill",
            "P": "han hon vi jag",
            "A": "inte också redan bara mycket sedan nu",
            "L": "enligt",
            "R": """borgmästare president presidenten minister ministern statsminister statsministern talesperson
                talesman talespersonen chef chefen ordförande ordföranden direktör professor partiledare""",
        },
        "pl": {
            "V": """powiedział powiedziała mówi mówił mówiła oświadczył oświadczyła stwierdził stwierdziła podkreślił
                podkreśliła podkreśla dodał dodała dodaje zaznaczył zaznaczyła ocenił oceniła poinformował
                poinformowała wyjaśnił wyjaśniła tłumaczy przyznał przyznała zapowiedział zapowiedziała odpowiedział
                odpowiedziała pyta napisał napisała przekazał przekazała zapewnił zapewniła""",
            "O": "w we na do z ze od po przy dla za nad pod przez przed między o u",
            "&": "i oraz a lub",
            "|": "ale gdy kiedy jeśli choć bo",
            "t": "że iż",
            "X": "jest są był była było były będzie będą może",
            "P": "on ona oni my ja",
            "A": "nie też także już jeszcze tylko bardzo",
            "L": "według zdaniem",
            "R": """burmistrz prezydent minister premier rzecznik rzeczniczka poseł posłanka senator dyrektor szef
                szefowa prezes wojewoda marszałek profesor ekspert kandydat kandydatka prokurator przewodniczący""",
            "Y": "poniedziałek wtorek środę czwartek piątek sobotę niedzielę wczoraj dziś jutro",
        },
        "ru": {
            "V": """сказал сказала заявил заявила заявило отметил отметила подчеркнул подчеркнула добавил добавила
                сообщил сообщила сообщили сообщает пояснил пояснила считает ответил ответила спросил спросила
                рассказал рассказала написал написала говорит объяснил объяснила уточнил уточнила напомнил напомнила
                признал признала утверждает указал указала предупредил предупредила цитирует""",
            "O": "в во на с со к ко по из от до для о об при за над под между через без у перед",
            "&": "и или",
            "|": "но а если когда хотя пока чтобы",
            "t": "что",
            "W": "который которая которое которые",
            "X": "был была было были будет будут есть может",
            "P": "он она они мы я",
            "A": "не также тоже уже ещё еще только очень",
            "L": "словам данным мнению информации",
            "R": """президент премьер министр мэр глава губернатор депутат сенатор представитель представительница
                пресс-секретарь председатель директор секретарь посол генерал эксперт профессор журналист политолог
                адвокат лидер начальник руководитель""",
            "Y": "понедельник вторник среду четверг пятницу субботу воскресенье вчера сегодня завтра",
        },
        "uk": {
            "V": """сказав сказала заявив заявила відзначив відзначила зазначив зазначила підкреслив підкреслила додав
                додала повідомив повідомила повідомляє наголосив наголосила відповів відповіла розповів розповіла
                написав написала каже пояснив пояснила запитав запитала уточнив уточнила вважає визнав визнала""",
            "O": "в у на з із зі до від по для про при за над під між через без біля перед",
            "&": "і й та або",
            "|": "але якщо коли хоча поки щоб",
            "t": "що",
            "W": "який яка яке які",
            "X": "був була було були буде будуть є може",
            "P": "він вона вони ми я",
            "A": "не також теж вже ще тільки дуже",
            "L": "словами даними інформацією думку",
            "R": """президент прем’єр міністр міністерка мер голова губернатор депутат депутатка речник речниця
                представник представниця директор директорка секретар посол генерал експерт професор журналіст
                політолог адвокат лідер начальник керівник""",
            "Y": "понеділок вівторок середу четвер п’ятницю суботу неділю вчора сьогодні завтра",
        },
        "be": {
            "V": "сказаў сказала заявіў заявіла адзначыў адзначыла падкрэсліў падкрэсліла дадаў дадала паведаміў",
            "O": "у ў на з са да ад па для пра пры за над пад між праз без",
            "&": "і й ды або",
            "t": "што",
            "P": "ён яна яны мы я",
            "A": "не таксама ўжо яшчэ толькі",
            "L": "словах",
            "R": "прэзідэнт прэм’ер міністр мэр кіраўнік дэпутат прадстаўнік дырэктар",
        },
    }.items()
}
PRONOUN_GENDERS = dict.fromkeys(words("he his er il él lui ele hij han он він ён"), "m") | dict.fromkeys(
    words("she her sie elle ella lei ela zij hon ona она вона яна"), "f"
)
"""Of whom a pronoun stands for, in any language."""
CUE_VERBS = frozenset[str]().union(*(classes["V"] for classes in LANGUAGES.values()))
ENGLISH = words("the of and to in that is was said for on with he she his it by as are from")
HEAD = 4000
"""Characters at a text's beginning by which its language is told."""
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


HEARD_AT_LEAST = 3
"""Points of listed words (a verb of saying has two) without which a line or two are taken for English."""


def tell_language(text: str) -> str:
    """The language whose listed words a text holds most of; empty for English, and where next to none are there."""
    pieces = text[:HEAD].lower().split()
    heard = [piece for piece in pieces if piece.isalpha()]
    heard += WORD.findall(" ".join([piece for piece in pieces if not piece.isalpha()]))
    english = sum(map(ENGLISH.__contains__, heard))
    if english * 8 > len(heard):
        return ""
    scores = {language: sum(letter_words.get(word, 0) for word in heard) for language, letter_words in _WEIGHTS.items()}
    scores[""] = english
    best = max(scores, key=lambda language: (scores[language], language == "", language))
    return best if scores[best] >= HEARD_AT_LEAST else ""


_WEIGHTS: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {
        language: {word: 2 if letter in "VPL" else 1 for letter, listed in classes.items() for word in listed}
        for language, classes in LANGUAGES.items()
    }
)
