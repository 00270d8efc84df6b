"""Given names by usual gender, as data: to tell a person's name from a firm's, and "he" from "she".

Only names that are clearly one or the other in most places; a name in neither list, or in both, decides nothing.
"""

from __future__ import annotations

from sitegen.relate.function_words import words
from sitegen.relate.names import fold_letters

MEN = words(
    """
    aaron abdul abdullah abraham abu adam adrian ahmad ahmed alan albert alec alejandro aleksandr aleksander aleksei
    alessandro alex alexander alexandr alexandre alexei alexey alfonso alfred ali allan allen alvin alyaksandr amir
    anatoly anders andre andreas andrei andrej andrew andrey andriy andrzej andy angus anthony antoine anton antonio
    antony archie ari armando arnold arsen arseniy arthur arturo asif
    bart barack barry jörg günter uwe anatoli wladimir serhij mykyta jurij jan-erik basil ben benedict benjamin benny
    bernard bernie bert bill billy björn bob bobby boris brad bradley brandon brendan brent brett brian bruce bruno
    bryan byron calvin carl carlo carlos cecil cesar chad charles charlie chester chris christian christophe
    christopher chuck clarence clark claude clayton cliff clifford clint clinton clive cody colin connor conrad
    corey craig curtis cyril dale damian damien dan daniel daniele danny darrell darren dave david davide dean denis
    dennis denys derek derrick desmond dick didier diego dieter dimitri dmitri dmitriy dmitry dmytro dominic dominik
    don donald douglas doug duncan dustin dwayne dwight earl ed eddie edgar edmund eduard eduardo edward edwin egor
    elias elijah elliot elliott elmer emanuel emil emilio emmanuel enrico enrique eric erik ernest ernesto ernie
    erwin ethan eugene evan evgeny fabio farid felipe felix ferdinand fernando filip floyd francesco francis
    francisco franco françois frank franklin franz fred freddie frederick friedrich fyodor gabriel gareth garry gary
    gavin gennady geoff geoffrey georg george georges gerald gerard gerhard gerry giancarlo gideon gilbert giles
    gino giorgio giovanni giuseppe glen glenn gordon graham grant greg gregg gregor gregory grigory guido guillermo
    gunther gus guy hamid hank hans harold harry harvey hassan hector heinrich heinz henri henrik henry herbert
    herman hiroshi horst howard hubert hugh hugo hussein ian ibrahim igor ihor ilya imran ion ira isaac ismail ivan
    ivo jack jacob jacques jaime jake jakob jamal james jamie jan jared jason javier jay jean-claude jean-luc
    jean-marc jean-pierre jeb jeff jeffrey jens jeremy jerome jerry jesse jesus jim jimmy joachim joaquin joe joel
    johan johann johannes john johnny jon jonas jonathan jordi jorge josé jose josef joseph josh joshua josip juan
    julian julien julio jürgen justin kamal karim karl keith ken kenneth kent kenny kevin khalid kiril kirill klaus
    kurt kyle lance lars laurence laurent lawrence lee len lenny leo leon leonard leonid leopold leroy leslie lester
    levi lewis liam lionel lloyd lorenzo lou louis luc luca lucas ludwig luigi luis luka lukas luke luther magnus
    mahmoud malcolm manfred manuel marc marcel marcelo marco marcus marek mario mark markus marshall martin marvin
    massimo mathew mathias matt matteo matthew matthias maurice mauricio maurizio max maxim maximilian mehdi mehmet
    mel melvin michael michail michal michel miguel mihai mike mikhail miles milos miloš milton mitch mitt mohamed
    mohammad mohammed moritz morris moses muhammad mustafa mykhailo mykola nasser nathan nathaniel ned neil nelson
    nestor newt nicholas nick nicolas nicolás nigel nikita niklas nikola nikolai nikolay nils noah noel norbert
    norman olaf oleg oleksandr oleksiy oliver olivier omar orlando oscar osman otto owen pablo paolo pascal pat
    patrick patrik paul paulo pavel pavlo pedro percy per perry pete peter petr petro phil philip philippe phillip
    pier pierre piers pietro piotr preston quentin rafael rahul raj rajesh ralf ralph ramon ramzan randall randy
    raphael raúl raul ravi ray raymond recep reggie reginald reinhard rené rex reza ricardo riccardo rich richard
    rick ricky rob robert roberto robin rod roderick rodney rodrigo roger roland rolf roman ron ronald ronnie rory
    ross roy rudolf rudy rupert ruslan russ russell ryan salman salvador salvatore sam samir samuel sanjay scott
    sean sebastian serge sergei sergej sergey sergio serhiy seth shane shaun shawn shimon sidney sigmar silvio simon
    slobodan sohail spencer stan stanislav stanley stefan stefano stephan stephane stephen sterling steve steven
    stewart stuart sven svein sylvester taras tariq ted terence terrence terry thaddeus theodore theo thierry thomas
    tim timothy timur tobias toby todd tom tomas tomasz tommy tony travis trent trevor troy tyler tyrone udo ugo
    ulrich umar umberto uri uwe vadim valentin valery vasily vernon viacheslav victor vijay viktor vince vincent
    vincenzo vitali vitaly vladimir vladislav volodymyr vyacheslav wade wallace walter warren wayne werner wesley
    wilfried will willem william willie willy wilhelm winston wladimir wolfgang xavier yair yasser yasir yegor
    yevgeny yitzhak yuri yuriy yury yusuf yves zac zach zachary zoltan zoran
    """
)
WOMEN = words(
    """
    samira nadiya olena oksana halyna ioulia anneliese annegret bärbel inès maría sofía
    abigail ada adele adriana agnes agnieszka aisha alejandra alena aleksandra alessandra alexandra alice alicia
    alina alison allison alyssa amanda amber amelia amina amy ana anastasia andrea angela angelina angie anita ann
    anna annalena anne annegret annette annie antoinette antonia april ariana arlene ashley astrid aung audrey
    aurora ava barbara beata beatrice becky belinda bella berit bernadette bernice beth bethany betsy betty beverly
    bianca birgit blanca bonnie brenda briana bridget brigitte brittany camilla camille candace carla carly carmen
    carol carole caroline carolyn carrie catherine cathy cecilia celeste celia chantal charlene charlotte chelsea
    cherie cheryl chloe christa christiane christina christine cindy claire clara clarissa claudia colleen connie
    constance cora corinne courtney cristina crystal cynthia daisy dana daniela danielle daphne darlene daria darya
    dawn deanna deb debbie deborah debra deirdre delia delphine denise diana diane dina dolores donna dora doreen
    doris dorothy edith edna eileen elaine eleanor elena elisa elisabeth eliza elizabeth ella ellen elsa elvira
    emily emma erica erika erin esperanza estelle esther ethel eugenia eunice eva eve evelyn faith farah fatima
    felicia fiona flora florence frances francesca françoise frieda gabriela gabriella gabrielle gail galina gayle
    genevieve georgia georgina geraldine gertrude gillian gina giorgia gisela giulia gladys glenda gloria grace
    greta gretchen gudrun gwen gwendolyn hanan hanna hannah harriet hazel heather heidi helen helena helene helga
    hilary hilda hillary holly hope ida ilona imelda ines inga ingrid ioana irena irene irina iris irma iryna isabel
    isabella isabelle ivanka ivanna ivy jackie jacqueline jan jana jane janet janice janine jasmine jean jeanette
    jeanne jeannine jen jenna jennifer jenny jessica jill jillian jo joan joann joanna joanne jocelyn johanna
    josephine joy joyce juana judith judy julia juliana julie juliet julija june justine karen karin karina karla
    kate katarina katerina katharina katherine kathleen kathryn kathy katie katja katrin kay kayla kelly kellyanne
    kerry kim kirsten kirstjen kristen kristin kristina krystyna lara larissa laura lauren laurie lea leah leila
    lena lesley leticia lidia lila lilian liliana lillian lily lina linda lindsay lisa liz liza lois lola loretta
    lori lorraine louise lucia lucille lucinda lucy ludmila luisa lydia lyn lynn lynne lyudmila mabel madeleine
    madeline maggie magdalena maia malala manuela mara marcia margaret margarita margrethe maria mariah mariam
    marian mariana marianne marie marilyn marina marine marion marisa marissa marjorie marlene martha martina mary
    maryam maureen maxine maya meg megan meghan melania melanie melinda melissa mercedes meredith mia michaela
    michelle mildred mimi mina miranda miriam moira molly mona monica monika monique muriel myra myrtle nadia nadine
    nadiya nadja nancy naomi natalia natalie nataliya natasha natasja nelly nicola nicole nikki nina noelle nora
    norma octavia odette olena olga olha olive olivia oksana ottilie paige paloma pam pamela patricia patrizia patsy
    patty paula paulette pauline pearl peggy penelope penny petra philippa phoebe phyllis polina priscilla priti
    rachel rachael ramona raquel rebecca regina renata renee rhonda rita roberta robyn rosa rosalind rose rosemary
    rosie roxanne ruby ruth sabine sabrina sally salma samantha sandra sara sarah sasha selena selma serena shannon
    sharon sheila shelley shelly sheri sherry shirley sigrid silvia simone sofia sonia sonja sophia sophie stacey
    stacy stefania stella stephanie sue susan susana susanna susanne suzanne svetlana sviatlana sylvia sylvie
    tabitha tamara tammy tania tanya tara tatiana tatyana teresa tess tessa thelma theresa tiffany tina toni tracey
    tracy tricia trudy ulrike ulla uma ursula valentina valeria valerie vanessa vera verena veronica veronika vicki
    vicky victoria viktoria viola violet violeta virginia viviana vivian viviane wanda wendy whitney wilhelmina
    wilma winifred winnie xenia yael yana yasmin yelena yolanda yulia yuliya yvette yvonne zainab zara zelda zoe
    zofia zuzana
    """
)
_BY_GENDER = {fold_letters(name): gender for gender, listed in (("m", MEN), ("f", WOMEN)) for name in listed}
_EITHER = frozenset(fold_letters(name) for name in MEN & WOMEN)

GENDER_OF_TITLE = dict.fromkeys(
    words(
        """
    mr sir lord king prince father brother congressman chairman spokesman councilman alderman assemblyman
    businessman emir sultan sheikh imam pope cardinal archbishop herr monsieur señor policeman actor
    """
    ),
    "m",
) | dict.fromkeys(
    words(
        """
    mrs ms miss lady dame madam queen princess sister congresswoman chairwoman spokeswoman councilwoman
    assemblywoman businesswoman frau madame señora actress
    """
    ),
    "f",
)
"""What a title says of its bearer's gender."""


def gender_of(given: str) -> str:
    """`m`, `f`, or empty where the name does not say; in any alphabet and with or without its marks."""
    name = fold_letters(given)
    return "" if name in _EITHER else _BY_GENDER.get(name, "")


def is_given_name(word: str) -> bool:
    """Whether a word is a given name of the lists."""
    return fold_letters(word) in _BY_GENDER
