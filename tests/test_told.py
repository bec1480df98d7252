"""A name holds where it stands in what was told, in every script; an invented one does not."""

from __future__ import annotations

import pytest

from graphmem.extract.figures import figures
from graphmem.extract.told import Told

HELD = {
    "Chinese": [
        ("我有一只猫。", "猫", "小明"),
        ("王芳养狗。", "狗", "小明"),
        ("李喜欢茶。", "李", "小明"),
        ("李喜欢茶。", "茶", "小明"),
        ("我妈妈是医生。", "小明的妈妈", "小明"),
        ("我妈妈是医生。", "小明妈妈", "小明"),
        ("我在北京的大学读书。", "北京大学", "小明"),
        ("我有三个孩子。", "3个孩子", "小明"),
        ("我三十五岁了。", "35岁", "小明"),
    ],
    "Japanese": [
        ("猫を飼っています。", "猫", "田中"),
        ("犬が好きです。", "犬", "田中"),
        ("母は医者です。", "田中の母", "田中"),
        ("猫を三匹飼っています。", "3匹の猫", "田中"),
        ("ジョン・スミスに会った。", "ジョン・スミス", "田中"),
    ],
    "Thai": [("แม่ของฉันเป็นหมอ", "แม่ของสมชาย", "สมชาย")],
    "Korean": [
        ("저는 서울에 살아요.", "서울", "민수"),
        ("고양이를 키워요.", "고양이", "민수"),
        ("집에서는 개를 키워요.", "개", "민수"),
        ("어머니는 의사예요.", "의사", "민수"),
        ("저는 두 아이가 있어요.", "2 아이", "민수"),
        ("어머니는 의사예요.", "민수의 어머니", "민수"),
    ],
    "Hebrew": [
        ("אני גר בתל אביב.", "תל אביב", "דנה"),
        ("ומהבית בחיפה", "חיפה", "דנה"),
        ("אמא שלי רופאה.", "אמא של דנה", "דנה"),
        ("יש לי חתול.", "החתול", "דנה"),
        ("יש לנו שלושה ילדים.", "3 ילדים", "דנה"),
    ],
    "Arabic": [
        ("سافرت بالقاهرة ثم دمشق", "القاهرة", "كريم"),
        ("أعيش بدمشق.", "دمشق", "كريم"),
        ("قطتي صغيرة.", "قطة كريم", "كريم"),
        ("أختي طبيبة.", "أخت كريم", "كريم"),
        ("لدي ثلاثة أطفال.", "3 أطفال", "كريم"),
    ],
    "Hindi": [("मेरी माँ दिल्ली में रहती है।", "राम की माँ", "राम")],
    "Russian": [
        ("Я работаю с Сергеем.", "Сергей", "Анна"),
        ("Мы были в Казани у Марии.", "Мария", "Анна"),
        ("Мы были в Казани у Марии.", "Казань", "Анна"),
        ("У меня двое детей.", "2 детей", "Анна"),
        ("Мне тридцать пять лет.", "35 лет", "Анна"),
    ],
    "Polish": [("Mieszkam w Krakowie.", "Kraków", "Ewa")],
    "Finnish": [("Asun Tampereella, äiti Jyväskylässä.", "Jyväskylä", "Aino")],
    "English": [
        ("I have three kids.", "3 kids", "Ann"),
        ("I have three kids.", "3 children", "Ann"),
        ("I just turned thirty.", "30", "Ann"),
        ("I lived there for five years.", "5 years", "Ann"),
        ("It cost two thousand dollars.", "$2000", "Ann"),
        ("It cost two thousand dollars.", "$2,000", "Ann"),
        ("It cost $2,000.", "$2000", "Ann"),
        ("I am twenty-five, and came third.", "3rd place", "Ann"),
        ("I am twenty-five, and came third.", "25", "Ann"),
        ("I have 3 kids.", "Three kids", "Ann"),
        ("About 2 million people", "2,000,000 people", "Ann"),
    ],
    "German": [
        ("Wir haben drei Kinder.", "3 Kinder", "Jan"),
        ("Sie ist fünfundzwanzig Jahre alt.", "25 Jahre", "Jan"),
    ],
    "Spanish": [("Tengo treinta y cinco años.", "35 años", "Eva")],
}
INVENTED = {
    "Chinese": [
        ("我有一只猫。", "狗", "小明"),
        ("我妈妈是医生。", "张三的妈妈", "小明"),
        ("王芳住在上海，李明也是。", "王明", "小明"),
        ("我有三个孩子。", "4个孩子", "小明"),
    ],
    "Japanese": [("母は医者です。", "鈴木の母", "田中"), ("猫を飼っています。", "犬", "田中")],
    "Korean": [
        ("저는 서울에 살아요.", "부산", "민수"),
        ("김치를 먹었어요.", "김", "민수"),
        ("저는 개발자예요.", "개", "민수"),
        ("어머니는 의사예요.", "지훈의 어머니", "민수"),
    ],
    "Hebrew": [("אני גר בתל אביב.", "ירושלים", "דנה"), ("עדן כאן", "דן", "דנה")],
    "Arabic": [("أعيش بدمشق.", "القاهرة", "كريم"), ("أختي طبيبة.", "أخت سلمى", "كريم")],
    "Hindi": [("मेरी माँ दिल्ली में रहती है।", "मुंबई", "राम")],
    "Russian": [
        ("Я работаю с Сергеем.", "Андрей", "Анна"),
        ("Мы были у Марии.", "Марина", "Анна"),
        ("У меня двое детей.", "3 детей", "Анна"),
    ],
    "Polish": [("Mieszkam w Krakowie.", "Gdańsk", "Ewa")],
    "English": [
        ("I have three kids.", "4 kids", "Ann"),
        ("I have three kids.", "Ben's kids", "Ann"),
        ("Johnson called.", "John", "Ann"),
        ("It cost two thousand dollars.", "$3000", "Ann"),
        ("It cost two thousand dollars.", "1000", "Ann"),
    ],
    "German": [("Wir haben drei Kinder.", "2 Kinder", "Jan"), ("Sie ist alt.", "Österreich", "J")],
}


def cases(table: dict[str, list[tuple[str, str, str]]]) -> list[tuple[str, str, str]]:
    """The rows of all languages."""
    return [row for rows in table.values() for row in rows]


@pytest.mark.parametrize(("text", "name", "speaker"), cases(HELD))
def test_a_name_holds_as_its_language_bends_it(text: str, name: str, speaker: str) -> None:
    """With what is attached to it, in another case, as a figure, in pieces, of the speaker."""
    assert Told([text, speaker]).has(name)


@pytest.mark.parametrize(("text", "name", "speaker"), cases(INVENTED))
def test_an_invented_name_does_not_hold(text: str, name: str, speaker: str) -> None:
    """No part of it stands there, or only one of its parts does."""
    assert not Told([text, speaker]).has(name)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("one or two", ["1", "2"]),
        ("a hundred and five", ["105"]),
        ("three hundred thousand", ["300000"]),
        ("dos mil trescientos", ["2000"]),
        ("сто двадцать", ["120"]),
        ("三百二十", ["320"]),
        ("十五", ["15"]),
        ("9" * 5000, []),
        ("nothing at all", []),
    ],
)
def test_a_number_in_words_is_read_as_its_figures(text: str, said: list[str]) -> None:
    """What multiplies, what is added, and what begins another number."""
    assert list(figures(text)) == said
