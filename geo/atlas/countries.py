"""Countries by their names in many languages: those that the atlas has land of, and whither people went."""

from __future__ import annotations

from typing import Final

from geo.atlas.places import fold

__all__ = ["COUNTRIES", "COUNTRY_NAMES", "country_outside", "is_elsewhere", "same_country"]

COUNTRIES: Final = {
    "BG": "Bulgaria", "BY": "Belarus", "CZ": "Czechia", "DE": "Germany", "EE": "Estonia", "FI": "Finland",
    "HR": "Croatia", "HU": "Hungary", "LT": "Lithuania", "LV": "Latvia", "MD": "Moldova", "NO": "Norway",
    "PL": "Poland", "RO": "Romania", "RS": "Serbia", "RU": "Russia", "SE": "Sweden", "SK": "Slovakia",
    "UA": "Ukraine",
}  # fmt: skip
"""Today's countries, by their two letters."""

_CALLED: Final = {
    "Argentina": "argentyna, argentinien, аргентина, аргенціна, argentiina, argentine, ארגנטינה, אַרגענטינע",
    "Armenia": "armenien, вірменія, арменія, армения, armėnija, armeenia, arménie, ארמניה, אַרמעניע",
    "Australia": (
        "australien, австралия, австралія, аўстралія, australija, austraalia, australie, אוסטרליה, אויסטראַליע"
    ),
    "Austria": (
        "österreich, австрія, аўстрыя, австрия, austrija, itävalta, autriche, אוסטריה, עסטרייך, austria "
        "hungary, österreich ungarn, австро венгрия, австро угорщина, austro wegry"
    ),
    "Azerbaijan": (
        "azerbejdżan, aserbaidschan, азербайджан, azerbaidžanas, azerbaidžāna, aserbaidžaan, azerbaidžan, "
        "azerbaidjan, אזרבייג׳ן"
    ),
    "Belarus": (
        "bialorus, byelorussia, belorussia, bielarus, weissrussland, беларусь, белоруссия, білорусь, "
        "baltarusija, baltkrievija, valgevene, valko-venäjä, biélorussie, בלארוס, בעלאַרוס"
    ),
    "Belgium": "belgia, belgien, belgique, бельгия, бельгія, belgija, בלגיה, בעלגיע",
    "Bolivia": "boliwia, bolivien, болівія, балівія, боливия, bolivija, boliivia, bolivie, בוליביה, באליוויע",
    "Brazil": (
        "brazylia, brasil, brasilien, бразилия, бразилія, бразілія, brazilija, brasiilia, brasilia, brazilia,"
        " brésil, ברזיל, בראַזיל"
    ),
    "Bulgaria": "bulgarien, болгарія, балгарыя, болгария, bulgarija, bulgaaria, bulgarie, בולגריה, בולגאַריע",
    "Canada": "kanada, канада, קנדה, קאַנאַדע",
    "Chile": "чилі, чылі, чили, čilė, tšiili, chili, צ׳ילה, טשילע",
    "China": (
        "chiny, китай, кітай, kinija, ķīna, hiina, kiina, chine, סין, כינע, manchuria, mandżuria, "
        "mandschurei, маньчжурия"
    ),
    "Colombia": (
        "kolumbia, kolumbien, колумбія, калумбія, колумбия, kolumbija, columbia, colombie, קולומביה, קאלאמביע"
    ),
    "Croatia": (
        "chorwacja, kroatien, хорватія, харватыя, хорватия, kroatija, horvātija, horvaatia, kroatia, croatie,"
        " קרואטיה, קראאַטיע"
    ),
    "Cuba": "kuba, куба, kuuba, קובה, קובאַ",
    "Czechia": (
        "czechy, tschechien, bohemia, bohmen, чехия, чехія, чэхія, čekija, čehija, tšehhi, tšekki, cehia, "
        "tchéquie, צ׳כיה, טשעכיי"
    ),
    "Czechoslovakia": "czechoslowacja, tschechoslowakei, чехословакия, чехословаччина, ceskoslovensko",
    "Denmark": "dania, danmark, danemark, дания, данія, danija, taani, tanska, danemarca, דנמרק, דענמאַרק",
    "Egypt": "egipt, ägypten, єгипет, егіпет, египет, egiptas, ēģipte, egiptus, egypti, égypte, מצרים, עגיפּטן",
    "Estonia": "eesti, estland, viro, эстония, естонія, эстонія, estija, igaunija, estonie, אסטוניה, עסטלאַנד",
    "Finland": (
        "suomi, finnland, финляндия, finlandia, фінляндія, фінляндыя, suomija, somija, soome, finlanda, "
        "finlande, פינלנד, פֿינלאַנד"
    ),
    "France": (
        "francja, frankreich, франция, франція, franta, францыя, prancūzija, francija, prantsusmaa, ranska, "
        "צרפת, פֿראַנקרייך"
    ),
    "Georgia": "gruzja, georgien, грузія, грузия, gruzija, gruusia, géorgie, גאורגיה, גרוזיע",
    "Germany": (
        "deutschland, niemcy, германия, reich, німеччина, германія, vokietija, vācija, saksamaa, saksa, "
        "germania, allemagne, גרמניה, דייטשלאַנד"
    ),
    "Greece": (
        "grecja, griechenland, греція, грэцыя, греция, graikija, grieķija, kreeka, kreikka, grecia, grèce, "
        "יוון, גריכנלאַנד"
    ),
    "Hungary": (
        "magyarorszag, ungarn, wegry, венгрия, угорщина, венгрыя, vengrija, ungārija, ungari, unkari, "
        "ungaria, hongrie, הונגריה, אונגערן"
    ),
    "India": "indie, indien, індія, індыя, индия, indija, intia, inde, הודו, אינדיע",
    "Iran": "іран, иран, iranas, irāna, iraan, איראן, persia, persja, persien, персия, персія",
    "Ireland": (
        "irlandia, irland, ірландія, ірландыя, ирландия, airija, īrija, iirimaa, irlanti, irlanda, irlande, "
        "אירלנד, אירלאַנד"
    ),
    "Israel": "izrael, израиль, ізраїль, izraelis, izraēla, iisrael, ישראל",
    "Italy": "wlochy, italien, italia, италия, італія, italija, itaalia, italie, איטליה, איטאַליע",
    "Japan": "japonia, японія, япония, japonija, japāna, jaapan, japani, japon, יפן, יאַפּאַן",
    "Kazakhstan": (
        "kazachstan, kasachstan, казахстан, kazachstanas, kazahstāna, kasahstan, kazakstan, kazahstan, קזחסטן"
    ),
    "Kyrgyzstan": (
        "kirgistan, kirgisistan, киргизстан, кыргызстан, киргизия, kirgizija, kirgizstāna, kõrgõzstan, "
        "kirgisia, kârgâzstan, kirghizstan, קירגיזסטן"
    ),
    "Latvia": "latvija, lettland, lotwa, латвия, латвія, läti, letonia, lettonie, לטביה, לעטלאַנד",
    "Lithuania": "lietuva, litauen, litwa, литва, літва, leedu, liettua, lituania, lituanie, ליטא, ליטע",
    "Luxembourg": "luksemburg, luxemburg, люксембург, liuksemburgas, luksemburga, לוקסמבורג, לוקסעמבורג",
    "Mexico": "meksyk, mexiko, мексика, мексіка, meksika, mehhiko, meksiko, mexic, mexique, מקסיקו, מעקסיקע",
    "Moldova": (
        "moldavia, moldau, молдова, молдавия, mołdawia, republik moldau, малдова, republica moldova, "
        "moldavie, מולדובה, מאלדאווע"
    ),
    "Netherlands": (
        "holland, holandia, niederlande, nederland, голландия, нидерланды, нідерланди, нідэрланды, "
        "nyderlandai, nīderlande, alankomaat, țările de jos, pays-bas, הולנד, האלאַנד, hollande, голландія, "
        "olanda, olandija"
    ),
    "New Zealand": (
        "nowa zelandia, neuseeland, нова зеландія, новая зеландыя, новая зеландия, naujoji zelandija, "
        "jaunzēlande, uus-meremaa, uusi-seelanti, noua zeelandă, nouvelle-zélande, ניו זילנד, ניו זילאַנד"
    ),
    "Norway": (
        "norge, norwegia, norwegen, норвегия, норвегія, нарвегія, norvegija, norra, norja, norvegia, norvège,"
        " נורווגיה, נארוועגיע"
    ),
    "Palestine": (
        "palestyna, palestina, palästina, palestiina, палестина, палестына, палестіна, פלשתינה, ארץ ישראל, "
        "eretz israel, erez israel, ziemia swieta"
    ),
    "Paraguay": "paragwaj, парагвай, paragvajus, paragvaja, פרגוואי, פּאַראַגווײַ",
    "Peru": "перу, peruu, pérou, פרו, פּערו",
    "Poland": (
        "polska, polen, pologne, lengyelorszag, польша, польща, польшча, lenkija, polija, poola, puola, "
        "polonia, פולין, פּוילן"
    ),
    "Portugal": (
        "portugalia, португалія, партугалія, португалия, portugalija, portugāle, portugali, פורטוגל, פּארטוגאַל"
    ),
    "Romania": (
        "rumania, roumania, rumanien, rumunia, румыния, румунія, румынія, rumunija, rumānija, rumeenia, "
        "roumanie, רומניה, רומעניע"
    ),
    "Russia": (
        "rossija, russland, rosja, россия, росія, расія, rusija, krievija, venemaa, venäjä, rusia, russie, "
        "רוסיה, רוסלאַנד"
    ),
    "Serbia": "serbien, сербія, сербия, serbija, serbie, סרביה, סערביע",
    "Slovakia": (
        "słowacja, slowakei, словаччина, славакія, словакия, slovakija, slovakkia, slovacia, slovaquie, "
        "סלובקיה, סלאוואַקיי"
    ),
    "South Africa": (
        "republika południowej afryki, südafrika, південно-африканська республіка, паўднёва-афрыканская "
        "рэспубліка, южно-африканская республика, pietų afrika, dienvidāfrikas republika, lõuna-aafrika "
        "vabariik, etelä-afrikka, africa de sud, afrique du sud, דרום אפריקה, דרום־אַפֿריקע, południowa "
        "afryka, союз южно африканский"
    ),
    "Spain": (
        "hiszpania, spanien, espana, испания, іспанія, ispanija, spānija, hispaania, espanja, spania, "
        "espagne, ספרד, שפּאַניע"
    ),
    "Sweden": (
        "sverige, schweden, szwecja, швеция, швеція, швецыя, švedija, zviedrija, rootsi, ruotsi, suedia, "
        "suède, שוודיה, שוועדן"
    ),
    "Switzerland": (
        "szwajcaria, schweiz, suisse, швейцария, швейцарія, швейцарыя, šveicarija, šveice, šveits, sveitsi, "
        "elveția, שווייץ"
    ),
    "Tajikistan": (
        "tadżykistan, tadschikistan, таджикистан, таджыкістан, tadžikija, tadžikistāna, tadžikistan, "
        "tadjikistan, טג׳יקיסטן"
    ),
    "Turkey": (
        "turcja, türkei, туреччина, турцыя, турция, turkija, turcija, türgi, turkki, turcia, turquie, טורקיה,"
        " טערקיי"
    ),
    "Turkmenistan": "туркменістан, туркменистан, turkmėnistanas, turkmenistāna, טורקמניסטן, טורקמעניסטאַן",
    "Ukraine": "ukraina, украина, україна, ucraina, אוקראינה, אוקראַינע",
    "United Kingdom": (
        "england, anglia, grossbritannien, англия, англія, великобритания, wielka brytania, vereinigtes "
        "königreich, велика британія, вялікабрытанія, jungtinė karalystė, apvienotā karaliste, "
        "ühendkuningriik, iso-britannia, regatul unit, royaume-uni, בריטניה, פֿאַראייניגטע קעניגרייך, "
        "scotland, szkocja, schottland"
    ),
    "United States": (
        "usa, u.s.a., america, ameryka, amerika, сша, америка, stany zjednoczone, vereinigte staaten, "
        "сполучені штати, злучаныя штаты амерыкі, соединенные штаты, jungtinės valstijos, amerikas savienotās"
        " valstis, ameerika ühendriigid, yhdysvallat, statele unite ale americii, états-unis, ארצות הברית, "
        "פֿאַראייניגטע שטאַטן, stany zjednoczone ameryki, united states of america, vereinigte staaten von "
        "amerika, соединенные штаты америки, u.s."
    ),
    "Uruguay": "urugwaj, уругвай, urugvajus, urugvaja, אורוגוואי, אורוגוויי",
    "Uzbekistan": "usbekistan, узбекистан, узбекістан, uzbekistanas, uzbekistāna, ouzbékistan, אוזבקיסטן",
    "Venezuela": "wenezuela, венесуела, венесуэла, venesuela, venecuēla, ונצואלה, ווענעזועלע",
    "Yugoslavia": (
        "jugosławia, jugoslawien, югославия, югославія, югаславія, jugoslavija, jugoslavia, yougoslavie, "
        "iugoslavia, jugoslaavia"
    ),
}
"""Countries, with what else they are called: general knowledge, with the names that Unicode's CLDR has.

In the atlas's languages, French, Hebrew and Yiddish; Scotland and Manchuria are whither people went."""
_OF_THEN: Final = {"Czechoslovakia"}
"""Countries of the atlas's days, some of whose land it covers."""
COUNTRY_NAMES: Final = {
    fold(name): country for country, names in _CALLED.items() for name in names.split(", ")
} | {fold(name): name for name in (*COUNTRIES.values(), *_CALLED)}
"""All names, folded, and the country in English."""
_EMPIRES: Final = {"Austria", "Russia"}
"""Held much of these lands before the atlas begins: papers name them beside what was then their own."""


def same_country(name: str) -> str:
    """Return a country's English name, in whatever language it is given; empty if it is none.

    Examples
    --------
    >>> same_country("Polska"), same_country("Rumänien"), same_country("Husiatyn")
    ('Poland', 'Romania', '')
    """
    return COUNTRY_NAMES.get(fold(name), "")


def country_outside(name: str) -> str:
    """Return the English name of the country outside the atlas that a name is of; empty if it is of none.

    Examples
    --------
    >>> country_outside("Argentyna"), country_outside("Polska"), country_outside("Brody")
    ('Argentina', '', '')
    """
    country = same_country(name)
    return "" if country in {*COUNTRIES.values(), *_OF_THEN} else country


def is_elsewhere(name: str) -> bool:
    """Tell whether a country to which no place of a name belongs shows that another place is meant.

    Examples
    --------
    >>> is_elsewhere("France"), is_elsewhere("Niemcy"), is_elsewhere("Rosja"), is_elsewhere("Husiatyn")
    (True, True, False, False)
    """
    return same_country(name) not in {"", *_EMPIRES}
