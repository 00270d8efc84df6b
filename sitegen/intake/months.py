"""How the languages of the press name months and weekdays, and how they say published and updated.

Tables only; `dating_forms` reads dates with them. Names stand as datelines and stamps print them: nominative and
the form used in dates (`августа`), with their usual abbreviations, in lower case and without full stops. A name that
means different months in different languages (`listopad`: October in Croatian, November in Polish and Czech) is
told apart by `CROATIAN`.
"""

from __future__ import annotations

import unicodedata

_MONTHS = {
    "en": "january jan|february feb febr|march mar|april apr|may|june jun|july jul|august aug|"
    "september sep sept|october oct|november nov|december dec",
    "es": "enero ene|febrero|marzo|abril abr|mayo|junio|julio|agosto ago|septiembre setiembre set|octubre|"
    "noviembre|diciembre dic",
    "fr": "janvier janv|février fevrier févr fevr fév|mars|avril avr|mai|juin|juillet juil|août aout aoû|"
    "septembre|octobre|novembre|décembre decembre déc",
    "de": "januar jänner jän|februar|märz maerz mär mrz|april|mai|juni|juli|august|september|oktober okt|november|"
    "dezember dez",
    "it": "gennaio gen|febbraio|marzo|aprile|maggio mag|giugno giu|luglio lug|agosto|settembre sett|ottobre ott|"
    "novembre|dicembre",
    "pt": "janeiro|fevereiro fev|março marco|abril|maio|junho|julho|agosto|setembro|outubro out|novembro|dezembro",
    "nl": "januari|februari|maart mrt|april|mei|juni|juli|augustus|september|oktober|november|december",
    "ru": "январь января янв|февраль февраля фев февр|март марта мар|апрель апреля апр|май мая|июнь июня июн|"
    "июль июля июл|август августа авг|сентябрь сентября сен сент|октябрь октября окт|ноябрь ноября ноя нояб|"
    "декабрь декабря дек",
    "uk": "січень січня січ|лютий лютого лют|березень березня бер|квітень квітня квіт|травень травня трав|"
    "червень червня черв|липень липня лип|серпень серпня серп|вересень вересня вер|жовтень жовтня жовт|"
    "листопад листопада лист|грудень грудня груд",
    "be": "студзень студзеня|люты лютага|сакавік сакавіка|красавік красавіка|травень траўня|чэрвень чэрвеня|"
    "ліпень ліпеня|жнівень жніўня|верасень верасня|кастрычнік кастрычніка|лістапад лістапада|снежань снежня",
    "bg": "януари|февруари|март|април|май|юни|юли|август|септември|октомври|ноември|декември",
    "sr": "јануар јануара|фебруар фебруара|март марта|април априла|мај маја|јун јуна|јул јула|август августа|"
    "септембар септембра|октобар октобра|новембар новембра|децембар децембра",
    "sr-latn": "januar januara|februar februara|mart marta|april aprila|maj maja|jun juna|jul jula|avgust avgusta|"
    "septembar septembra|oktobar oktobra|novembar novembra|decembar decembra",
    "hr": "siječanj siječnja|veljača veljače|ožujak ožujka|travanj travnja|svibanj svibnja|lipanj lipnja|"
    "srpanj srpnja|kolovoz kolovoza|rujan rujna|-|studeni studenog studenoga|prosinac prosinca",
    "sl": "januar januarja|februar februarja|marec marca|april aprila|maj maja|junij junija|julij julija|"
    "avgust avgusta|september septembra|oktober oktobra|november novembra|december decembra",
    "pl": "styczeń stycznia sty|luty lutego|marzec marca|kwiecień kwietnia kwi|maj maja|czerwiec czerwca cze|"
    "lipiec lipca|sierpień sierpnia sie|wrzesień września wrz|październik października paź|listopad listopada|"
    "grudzień grudnia gru",
    "cs": "leden ledna|únor února|březen března|duben dubna|květen května|červen června|červenec července|"
    "srpen srpna|září|říjen října|listopad listopadu|prosinec prosince",
    "sk": "január januára|február februára|marec marca|apríl apríla|máj mája|jún júna|júl júla|august augusta|"
    "september septembra|október októbra|november novembra|december decembra",
    "tr": "ocak oca|şubat şub|mart|nisan nis|mayıs|haziran haz|temmuz tem|ağustos ağu|eylül eyl|ekim eki|kasım kas|"
    "aralık",
    "az": "yanvar|fevral|mart|aprel|may|iyun|iyul|avqust|sentyabr|oktyabr|noyabr|dekabr",
    "ro": "ianuarie ian|februarie|martie|aprilie|mai|iunie iun|iulie iul|august|septembrie|octombrie|noiembrie|"
    "decembrie",
    "hu": "január|február|március márc|április ápr|május máj|június|július|augusztus|szeptember szept|október|"
    "november|december",
    "el": "ιανουάριος ιανουαρίου ιαν|φεβρουάριος φεβρουαρίου φεβ|μάρτιος μαρτίου μαρ|απρίλιος απριλίου απρ|"
    "μάιος μαΐου μαίου|ιούνιος ιουνίου ιουν|ιούλιος ιουλίου ιουλ|αύγουστος αυγούστου αυγ|"
    "σεπτέμβριος σεπτεμβρίου σεπ σεπτ|οκτώβριος οκτωβρίου οκτ|νοέμβριος νοεμβρίου νοε|δεκέμβριος δεκεμβρίου δεκ",
    "sv": "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december",
    "da": "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december",
    "nb": "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember des",
    "fi": "tammikuuta tammikuu|helmikuuta helmikuu|maaliskuuta maaliskuu|huhtikuuta huhtikuu|toukokuuta toukokuu|"
    "kesäkuuta kesäkuu|heinäkuuta heinäkuu|elokuuta elokuu|syyskuuta syyskuu|lokakuuta lokakuu|"
    "marraskuuta marraskuu|joulukuuta joulukuu",
    "et": "jaanuar|veebruar|märts|aprill|mai|juuni|juuli|august|september|oktoober|november|detsember",
    "lv": "janvāris janvārī|februāris februārī|marts martā|aprīlis aprīlī|maijs maijā|jūnijs jūnijā|jūlijs jūlijā|"
    "augusts augustā|septembris septembrī|oktobris oktobrī|novembris novembrī|decembris decembrī",
    "lt": "sausio|vasario|kovo|balandžio|gegužės|birželio|liepos|rugpjūčio|rugsėjo|spalio|lapkričio|gruodžio",
    "sq": "janar|shkurt|mars|prill|maj|qershor|korrik|gusht|shtator|tetor|nëntor|dhjetor",
    "ar": "يناير كانون_الثاني جانفي|فبراير شباط فيفري|مارس آذار|أبريل ابريل إبريل نيسان أفريل|مايو أيار ماي|"
    "يونيو حزيران جوان|يوليو تموز جويلية|أغسطس اغسطس آب أوت|سبتمبر أيلول|أكتوبر اكتوبر تشرين_الأول|"
    "نوفمبر تشرين_الثاني|ديسمبر كانون_الأول",
    "he": "ינואר בינואר|פברואר בפברואר|מרץ במרץ מרס במרס|אפריל באפריל|מאי במאי|יוני ביוני|יולי ביולי|"
    "אוגוסט באוגוסט|ספטמבר בספטמבר|אוקטובר באוקטובר|נובמבר בנובמבר|דצמבר בדצמבר",
    "fa": "ژانویه|فوریه فبروری|مارس مارچ|آوریل اپریل|مه|ژوئن جون|ژوئیه جولای|اوت آگوست اگست|"
    "سپتامبر|اکتبر|نوامبر|دسامبر",
    "hi": "जनवरी|फरवरी फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर सितम्बर|अक्टूबर अक्तूबर|नवंबर नवम्बर|दिसंबर दिसम्बर",
    "ur": "جنوری|فروری|مارچ|اپریل|مئی|جون|جولائی|اگست|ستمبر|اکتوبر|نومبر|دسمبر",
    "bn": "জানুয়ারি জানুয়ারী|ফেব্রুয়ারি ফেব্রুয়ারী|মার্চ|এপ্রিল|মে|জুন|জুলাই|আগস্ট|সেপ্টেম্বর|অক্টোবর|নভেম্বর|ডিসেম্বর",
    "id": "januari|februari|maret|april|mei|juni|juli|agustus agu agt|september|oktober|november|desember",
    "ms": "januari|februari|mac|april|mei|jun|julai|ogos|september|oktober|november|disember",
    "sw": "januari|februari|machi|aprili|mei|juni|julai|agosti|septemba|oktoba|novemba|desemba",
    "ka": "იანვარი|თებერვალი|მარტი|აპრილი|მაისი|ივნისი|ივლისი|აგვისტო|სექტემბერი|ოქტომბერი|ნოემბერი|დეკემბერი",
    "hy": "հունվարի|փետրվարի|մարտի|ապրիլի|մայիսի|հունիսի|հուլիսի|օգոստոսի|սեպտեմբերի|հոկտեմբերի|նոյեմբերի|դեկտեմբերի",
    "ca": "gener|febrer|març|abril|maig|juny|juliol|agost|setembre|octubre|novembre|desembre",
}


def fold(word: str) -> str:
    """`word` in lower case and without accents, as capitals are often printed: `AĞUSTOS`, `ΑΥΓΟΥΣΤΟΥ`, `ARALIK`."""
    plain = unicodedata.normalize("NFD", word.lower().replace("ı", "i"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


MONTHS: dict[str, int] = {
    fold(name.replace("_", " ")): number
    for language in _MONTHS.values()
    for number, names in enumerate(language.split("|"), start=1)
    for name in names.split()
    if name != "-"
}
"""Folded month names and abbreviations, to 1-12."""

CROATIAN = {"listopada": 10}
"""Names of another month after a day with a full stop, which Croatian writes (`11. listopada`) and Polish never."""

_COMMON_WORDS = (
    "ago des dic eki gen gru haz jan kas lip mac mag mai mar march mart marts may mei nis oca out set sie sty tem juli "
    "лист лип бер вер трав мая май مه ماي মে"
)
COMMON_WORDS = frozenset(map(fold, _COMMON_WORDS.split()))
"""Month names that are also everyday words or other things: taken for months only with a year or a capital letter."""

_WEEKDAYS = {
    "en": "monday mon|tuesday tue tues|wednesday wed weds|thursday thu thur thurs|friday fri|saturday sat|sunday sun",
    "es": "lunes lun|martes|miércoles miercoles mié|jueves jue|viernes vie|sábado sabado sáb|domingo dom",
    "fr": "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
    "de": "montag|dienstag|mittwoch|donnerstag|freitag|samstag sonnabend|sonntag",
    "it": "lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica",
    "pt": "segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|sábado|domingo",
    "nl": "maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag",
    "ru": "понедельник пн|вторник вт|среда ср|четверг чт|пятница пт|суббота сб|воскресенье вс",
    "uk": "понеділок|вівторок|середа|четвер|п'ятниця п’ятниця|субота|неділя",
    "pl": "poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela",
    "tr": "pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar",
    "ar": "الاثنين الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد",
    "zh": "星期一 周一|星期二 周二|星期三 周三|星期四 周四|星期五 周五|星期六 周六|星期日 星期天 周日",
    "ja": "月曜日|火曜日|水曜日|木曜日|金曜日|土曜日|日曜日",
    "ko": "월요일|화요일|수요일|목요일|금요일|토요일|일요일",
    "cs": "pondělí|úterý|středa|čtvrtek|pátek|sobota|neděle",
    "ro": "luni|marți|miercuri|joi|vineri|sâmbătă|duminică",
    "sv": "måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag",
    "hu": "hétfő|kedd|szerda|csütörtök|péntek|szombat|vasárnap",
    "id": "senin|selasa|rabu|kamis|jumat|sabtu|minggu",
}

WEEKDAYS: dict[str, int] = {
    fold(name): number
    for language in _WEEKDAYS.values()
    for number, names in enumerate(language.split("|"))
    for name in names.split()
}
"""Folded weekday names and abbreviations, to 0 (Monday) to 6."""

PUBLISHED = (
    "published", "posted", "uploaded", "publication date", "date de publication", "fecha de publicación",
    "data di pubblicazione", "data de publicação", "erscheinungsdatum", "投稿", "publish date", "date published",
    "created", "added", "creado", "creato", "créé", "oluşturulma", "dodano", "добавлено", "додано", "publicado",
    "publicada", "publié", "posté le", "mis en ligne", "veröffentlicht", "erschienen", "erstellt", "pubblicato",
    "pubblicata", "gepubliceerd", "geplaatst", "опубликовано", "опубликована", "опублікован", "дата публикации",
    "дата публікації", "публикация", "публікація", "opublikowan", "data publikacji", "yayınlanma", "yayımlanma",
    "yayın tarihi", "giriş", "eklenme", "نشر", "النشر", "发布", "發布", "发表", "發表", "公開", "配信", "掲載",
    "입력", "등록", "data dodania", "publicat", "publikováno", "vydáno", "julkaistu", "publicerad", "udgivet",
    "publisert", "δημοσίευση", "δημοσιεύτηκε", "diterbitkan", "dipublikasikan", "megjelent", "objavljeno",
    "ausgabe vom", "édition du", "edición del", "edizione del", "aired", "air date", "sendedatum", "sendung vom",
    "date de diffusion", "fecha de emisión", "in onda il", "data emisji", "эфир от", "дата эфира",
    "публикувана", "प्रकाशित", "প্রকাশ", "פורסם", "منتشر", "شائع", "đăng lúc", "ngày đăng",
)  # fmt: skip
"""How a stamp says that the text was published then; stems, compared in lower case."""

UPDATED = (
    "updated", "update", "modified", "last edited", "edited on", "revised", "last reviewed", "actualizad",
    "actualizaci", "mis à jour", "mise à jour", "actualisé", "modifié", "aktualisiert", "geändert", "stand:",
    "stand vom", "aggiornat", "aggiornament", "modificat", "última modificación", "atualizado", "atualizada",
    "atualização", "bijgewerkt", "gewijzigd", "aangepast", "обновлен", "изменено", "оновлен", "aktualizac",
    "zaktualizowan", "aktualizováno", "güncelleme", "güncellenme", "güncelleyen", "تحديث", "更新", "修正", "수정",
    "업데이트", "uppdaterad", "opdateret", "oppdatert", "päivitetty", "actualizat", "diperbarui", "frissítve",
    "ažurirano", "ενημέρωση", "обновена", "עודכן", "अपडेट", "cập nhật",
)  # fmt: skip
"""How a stamp says that the text was changed then; stems, compared in lower case."""
