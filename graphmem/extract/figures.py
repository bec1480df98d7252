"""Numbers that a text says in words, as figures: "three", "twenty-five", "two thousand", "三十".

English in full, of German, Spanish, Russian, Arabic, Hebrew and Korean the common words, of Chinese
and Japanese the numerals.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphmem.text import TOKEN, WITHOUT_SPACES, folded
from graphmem.timex.lexicon import CARDINALS, ORDINALS

# One, two, three, … in words that English has not; those of one number are joined by "/".
COUNTED = {
    "ein/eine/einen/einem/einer zwei drei vier fünf sechs sieben acht neun zehn": 1,
    "zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn": 12,
    "un/una/uno dos tres cuatro cinco seis siete ocho nueve diez": 1,
    "doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte": 12,
    "veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis": 21,
    "veintisiete veintiocho veintinueve": 27,
    "один/одна/одно/одного/одну два/две/двух/двое три/трёх/трое четыре/четырёх/четверо": 1,
    "пять/пяти/пятеро шесть/шести семь/семи восемь/восьми девять/девяти десять/десяти": 5,
    "одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать": 11,
    "семнадцать восемнадцать девятнадцать": 17,
    "واحد/واحدة اثنان/اثنين/اثنتان/اثنتين ثلاثة/ثلاث أربعة/أربع خمسة/خمس": 1,
    "ستة/ست سبعة/سبع ثمانية/ثماني/ثمان تسعة/تسع عشرة/عشر": 6,
    "אחד/אחת שניים/שני/שתיים/שתי שלושה/שלוש ארבעה/ארבע חמישה/חמש": 1,
    "שישה/שש שבעה/שבע שמונה תשעה/תשע עשרה/עשר": 6,
    "하나/한 둘/두 셋/세 넷/네 다섯 여섯 일곱 여덟 아홉 열": 1,
    "一 二/两/兩 三 四 五 六 七 八 九": 1,
}
TENS = {
    "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig": 2,
    "treinta cuarenta cincuenta sesenta setenta ochenta noventa": 3,
    "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто": 2,
    "عشرون/عشرين ثلاثون/ثلاثين أربعون/أربعين خمسون/خمسين ستون/ستين سبعون/سبعين": 2,
    "ثمانون/ثمانين تسعون/تسعين": 8,
}
# They multiply what is said before them.
SCALES = {
    "十": 10,
    **dict.fromkeys("hundred hundert cien ciento сто مئة مائة 百".split(), 100),
    **dict.fromkeys("thousand tausend mil тысяча тысячи тысяч ألف آلاف 千".split(), 1000),
    **dict.fromkeys("万 萬".split(), 10_000),
    **dict.fromkeys("million millionen millón миллион миллиона миллионов مليون".split(), 10**6),
}
JOINING = frozenset("and und y".split())  # "a hundred and five", "treinta y cinco"
LONGEST = 9  # digits of a number that a scale may follow: "2 million"


def _numbers() -> dict[str, int]:
    """What each word counts, the scales aside."""
    found = {**CARDINALS, **ORDINALS}
    for table, factor in ((COUNTED, 1), (TENS, 10)):
        for row, first in table.items():
            for number, alternatives in enumerate(row.split(), first):
                found.update(dict.fromkeys(alternatives.split("/"), number * factor))
    for ten in "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split():
        for one in "ein zwei drei vier fünf sechs sieben acht neun".split():
            found[f"{one}und{ten}"] = found[ten] + found[one]
    return {folded(word): number for word, number in found.items() if number}


NUMBERS = _numbers()
MULTIPLIED = {folded(word): scale for word, scale in SCALES.items()}


def figures(text: str) -> Iterator[str]:
    """The numbers that are said in words.

    >>> list(figures("Thirty of two thousand three hundred, or twenty-five; one, two."))
    ['30', '2300', '25', '1', '2']
    >>> list(figures("我有三十五个")), list(figures("fünfundzwanzig Jahre"))
    (['35'], ['25'])
    """
    said = 0
    for word in _words(text):
        number = NUMBERS.get(word) or _figure(word)
        if scale := MULTIPLIED.get(word):
            part = said % scale
            said += part * (scale - 1) if part else scale
        elif number and said and not _fits(number, said):
            yield str(said)
            said = number
        elif number:
            said += number
        elif said and word not in JOINING:
            yield str(said)
            said = 0
    if said:
        yield str(said)


def _words(text: str) -> Iterator[str]:
    """The words of a text; in a script without spaces, its characters."""
    for match in TOKEN.finditer(folded(text)):
        word = match.group()
        yield from word if WITHOUT_SPACES.match(word) else (word,)


def _figure(word: str) -> int:
    """A number in digits, 0 where a word is none."""
    return int(word) if word.isdecimal() and len(word) <= LONGEST else 0


def _fits(number: int, said: int) -> bool:
    """Whether a number goes on with what is said: "twenty five", and not "five twenty"."""
    room = 10 if number < 10 else 100
    return number < room and said % room == 0
