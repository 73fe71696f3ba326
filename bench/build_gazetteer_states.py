"""Rebuild normalize/data/gazetteer_states.tsv from the territory names of CLDR (Unicode License), read through Babel.

Usage: python bench/build_gazetteer_states.py > normalize/data/gazetteer_states.tsv   (needs `pip install babel`)
"""

import babel
from babel import Locale

HEADER = f"""\
# States of the world in English and Russian. aliases as in gazetteer.tsv (a ? marks an ambiguous one).
# Source: territory names of CLDR (Unicode License v3) as packed in Babel {babel.__version__}, by bench/build_gazetteer_states.py,
# with everyday names and Wikidata items added there by hand.
# ISO 3166-1 code\tEnglish name\tRussian name\taliases\texternal ids
"""
# CLDR's territories that are states
STATES = ["AF", "AL", "DZ", "AD", "AO", "AG", "AR", "AM", "AU", "AT", "AZ", "BS", "BH", "BD", "BB", "BY", "BE", "BZ", "BJ", "BT", "BO", "BA", "BW", "BR", "BN", "BG", "BF", "BI", "KH", "CM", "CA", "CV", "CF", "TD", "CL", "CN", "CO", "KM", "CG", "CD", "CR", "CI", "HR", "CU", "CY", "CZ", "DK", "DJ", "DM", "DO", "EC", "EG", "SV", "GQ", "ER", "EE", "SZ", "ET", "FJ", "FI", "FR", "GA", "GM", "GE", "DE", "GH", "GR", "GD", "GT", "GN", "GW", "GY", "HT", "HN", "HU", "IS", "IN", "ID", "IR", "IQ", "IE", "IL", "IT", "JM", "JP", "JO", "KZ", "KE", "KI", "KP", "KR", "KW", "KG", "LA", "LV", "LB", "LS", "LR", "LY", "LI", "LT", "LU", "MG", "MW", "MY", "MV", "ML", "MT", "MH", "MR", "MU", "MX", "FM", "MD", "MC", "MN", "ME", "MA", "MZ", "MM", "NA", "NR", "NP", "NL", "NZ", "NI", "NE", "NG", "MK", "NO", "OM", "PK", "PW", "PS", "PA", "PG", "PY", "PE", "PH", "PL", "PT", "QA", "RO", "RU", "RW", "KN", "LC", "VC", "WS", "SM", "ST", "SA", "SN", "RS", "SC", "SL", "SG", "SK", "SI", "SB", "SO", "ZA", "SS", "ES", "LK", "SD", "SR", "SE", "CH", "SY", "TJ", "TZ", "TH", "TL", "TG", "TO", "TT", "TN", "TR", "TM", "TV", "UG", "UA", "AE", "GB", "US", "UY", "UZ", "VU", "VA", "VE", "VN", "YE", "ZM", "ZW", "XK"]
NAMES = {"US": ("United States", "США"), "GB": ("United Kingdom", "Великобритания"), "MM": ("Myanmar", "Мьянма"),
         "PS": ("Palestine", "Палестина"), "CD": ("DR Congo", "ДР Конго"), "CG": ("Republic of the Congo", "Республика Конго"),
         "CN": ("China", "Китай"), "KP": ("North Korea", "Северная Корея"), "KR": ("South Korea", "Южная Корея"),
         "TR": ("Turkey", "Турция"), "AE": ("United Arab Emirates", "ОАЭ"), "CI": ("Côte d'Ivoire", "Кот-д'Ивуар"),
         "ZA": ("South Africa", "ЮАР"), "CF": ("Central African Republic", "ЦАР")}  # fmt: skip
ALIASES = {
    "US": "USA|U.S.A.|US|U.S.|United States of America|America?|Соединённые Штаты|Соединённые Штаты Америки|Америка?|Штаты",
    "GB": "UK|U.K.|Great Britain|Britain|United Kingdom of Great Britain and Northern Ireland|Соединённое Королевство|Британия"
    "|Англия?|England?",
    "RU": "Russian Federation|Российская Федерация|РФ|RF",
    "CN": "People's Republic of China|Китайская Народная Республика|КНР|PRC",
    "KP": "DPRK|КНДР|Корейская Народно-Демократическая Республика|Democratic People's Republic of Korea",
    "KR": "Republic of Korea|Республика Корея|ROK",
    "DE": "ФРГ|Federal Republic of Germany|Федеративная Республика Германия",
    "AE": "UAE|U.A.E.|Объединённые Арабские Эмираты|Эмираты|Emirates?",
    "ZA": "Южно-Африканская Республика|Южная Африка",
    "CF": "CAR|Центральноафриканская Республика",
    "BY": "Republic of Belarus|Республика Беларусь|Белоруссия|Беларусь|Byelorussia|РБ?",
    "MD": "Moldavia|Молдавия|Молдова|Republic of Moldova",
    "KG": "Kirghizia|Киргизия|Кыргызстан|Киргизстан",
    "TM": "Turkmenia|Туркмения|Туркменистан",
    "CZ": "Czech Republic|Чешская Республика|Чехия",
    "TR": "Türkiye|Turkiye|Турецкая Республика|Republic of Turkey",
    "NL": "Holland|Голландия|The Netherlands",
    "MK": "Macedonia|Македония",
    "IR": "Islamic Republic of Iran|Исламская Республика Иран|ИРИ",
    "SA": "KSA|Королевство Саудовская Аравия",
    "SY": "Syrian Arab Republic|САР|Сирийская Арабская Республика",
    "CD": "Democratic Republic of the Congo|DRC|ДРК|Демократическая Республика Конго|Congo?|Конго?",
    "CG": "Congo?|Конго?|Congo-Brazzaville",
    "MM": "Burma|Бирма",
    "CI": "Ivory Coast|Берег Слоновой Кости|Кот-д’Ивуар|Côte d’Ivoire",
    "SZ": "Swaziland|Свазиленд",
    "CV": "Cape Verde",
    "TL": "East Timor|Восточный Тимор",
    "VA": "Vatican|Holy See|Ватикан|Святой Престол",
    "BA": "Bosnia|Bosnia and Herzegovina|Босния|БиГ",
    "VE": "Bolivarian Republic of Venezuela|Боливарианская Республика Венесуэла",
    "VN": "Viet Nam",
    "LA": "Lao PDR",
    "GE": "Грузинская Республика",
    "UA": "Україна",
    "FR": "French Republic|Французская Республика",
    "PS": "State of Palestine|Государство Палестина|Palestinian Territories|Палестинская автономия",
    "LK": "Цейлон|Ceylon",
    "AM": "Republic of Armenia|Республика Армения",
    "KZ": "Republic of Kazakhstan|Республика Казахстан",
    "UZ": "Republic of Uzbekistan|Республика Узбекистан",
    "TJ": "Tadzhikistan|Республика Таджикистан",
    "EE": "Эстонская Республика",
    "ST": "Sao Tome and Principe",
}  # fmt: skip
WIKIDATA = {
    "RU": 159, "US": 30, "CN": 148, "GB": 145, "DE": 183, "FR": 142, "IT": 38, "ES": 29, "UA": 212, "BY": 184, "KZ": 232,
    "JP": 17, "IN": 668, "BR": 155, "CA": 16, "MX": 96, "AU": 408, "TR": 43, "PL": 36, "IR": 794, "IL": 801, "SY": 858, "EG": 79,
}  # fmt: skip


def main() -> None:
    english, russian = Locale("en").territories, Locale("ru").territories
    print(HEADER, end="")
    for code in sorted(STATES):
        en, ru = NAMES.get(code, (english[code], russian[code]))
        others = [name for name in (english[code], russian[code]) if name not in {en, ru}]
        aliases = "|".join(dict.fromkeys([*others, *filter(None, ALIASES.get(code, "").split("|"))]))
        ids = f"iso3166={code}" if code != "XK" else ""
        if code in WIKIDATA:
            ids += f" wikidata=Q{WIKIDATA[code]}"
        print(
            "\t".join((code, en.replace("’", "'"), ru.replace("’", "'"), aliases.replace("’", "'"), ids)).rstrip("\t")
        )


if __name__ == "__main__":
    main()
