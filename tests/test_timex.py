"""What `graphmem.timex` makes of the time phrases that people use in chats."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem.errors import NaiveTime
from graphmem.interval import Interval
from graphmem.timex import TimeExpression, find, resolve

NOW = datetime(2023, 5, 24, 15, tzinfo=UTC)  # a Wednesday

# phrase | start | end (exclusive), parted by ";"; "-" is an open end.
PHRASES = """
early on the morning of last Friday | 2023-05-19 | 2023-05-19T09:00 ; since Monday | 2023-05-22 | -
on the evening of 4 July 2022 | 2022-07-04T18:00 | 2022-07-05 ; last June | 2022-06-01 | 2022-07-01
between Christmas and New Year's | 2022-12-25 | 2023-01-02 ; the nineties | 1990-01-01 | 2000-01-01
in a couple of hours | 2023-05-24T17:00 | 2023-05-24T17:01 ; back in 2014 | 2014-01-01 | 2015-01-01
last Thursday at 3pm | 2023-05-18T15:00 | 2023-05-18T16:00 ; next weekend | 2023-06-03 | 2023-06-05
tomorrow afternoon | 2023-05-25T12:00 | 2023-05-25T19:00 ; six months ago | 2022-11-01 | 2022-12-01
the third Sunday of last month | 2023-04-16 | 2023-04-17 ; the 5th of May | 2023-05-05 | 2023-05-06
the Friday before 15 July 2023 | 2023-07-14 | 2023-07-15 ; the late 1980s | 1987-01-01 | 1990-01-01
at half past three | 2023-05-24T15:30 | 2023-05-24T15:31 ; last Halloween | 2022-10-31 | 2022-11-01
yesterday at noon | 2023-05-23T12:00 | 2023-05-23T13:00 ; over the summer | 2022-06-01 | 2022-09-01
by the end of the year | 2023-05-24T15:00 | 2024-01-01 ; last night | 2023-05-23T18:00 | 2023-05-24
the second half of last year | 2022-07-01 | 2023-01-01 ; this past summer | 2022-06-01 | 2022-09-01
at 5pm yesterday | 2023-05-23T17:00 | 2023-05-23T18:00 ; over the weekend | 2023-05-20 | 2023-05-22
between Monday and Wednesday | 2023-05-22 | 2023-05-25 ; a few years back | 2019-01-01 | 2022-01-01
the night before last | 2023-05-22T18:00 | 2023-05-23 ; earlier this year | 2023-01-01 | 2023-05-24
the morning of May 3 | 2023-05-03 | 2023-05-03T12:00 ; this morning | 2023-05-24 | 2023-05-24T12:00
quarter to six | 2023-05-23T17:45 | 2023-05-23T17:46 ; Friday night | 2023-05-19T18:00 | 2023-05-20
the third quarter of 2022 | 2022-07-01 | 2022-10-01 ; two Christmases ago | 2021-12-25 | 2021-12-26
tomorrow at 5 | 2023-05-25T17:00 | 2023-05-25T18:00 ; earlier today | 2023-05-24 | 2023-05-24T15:00
the first weekend of June | 2022-06-04 | 2022-06-06 ; this coming weekend | 2023-05-27 | 2023-05-29
the week before Christmas | 2022-12-18 | 2022-12-25 ; New Year's Eve 2021 | 2021-12-31 | 2022-01-01
at the end of last month | 2023-04-21 | 2023-05-01 ; two nights ago | 2023-05-22T18:00 | 2023-05-23
the day before yesterday | 2023-05-22 | 2023-05-23 ; almost two years ago | 2021-01-01 | 2022-01-01
last Tuesday night | 2023-05-23T18:00 | 2023-05-24 ; these past two weeks | 2023-05-10 | 2023-05-24
a little over a year ago | 2022-01-01 | 2023-01-01 ; between 5 and 10 May | 2023-05-05 | 2023-05-11
for the last three years | 2020-05-24 | 2023-05-24 ; a week from tomorrow | 2023-06-01 | 2023-06-02
from Monday to Wednesday | 2023-05-22 | 2023-05-25 ; 10:30 pm | 2023-05-23T22:30 | 2023-05-23T22:31
tonight at 8 | 2023-05-24T20:00 | 2023-05-24T21:00 ; at 17:45 | 2023-05-23T17:45 | 2023-05-23T17:46
the last Friday in April | 2023-04-28 | 2023-04-29 ; the beginning of May | 2023-05-01 | 2023-05-11
the second week of March | 2023-03-06 | 2023-03-13 ; spring of last year | 2022-03-01 | 2022-06-01
the weekend before last | 2023-05-13 | 2023-05-15 ; a year and a half ago | 2021-11-01 | 2021-12-01
yesterday morning | 2023-05-23 | 2023-05-23T12:00 ; roughly two weeks ago | 2023-05-10 | 2023-05-11
for the past few months | 2023-02-24 | 2023-05-24 ; in the last two weeks | 2023-05-10 | 2023-05-24
from March to June 2022 | 2022-03-01 | 2022-07-01 ; Thursday, 18 May 2023 | 2023-05-18 | 2023-05-19
between June and August | 2022-06-01 | 2022-09-01 ; the last week of 2022 | 2022-12-26 | 2023-01-02
the first Monday of May | 2023-05-01 | 2023-05-02 ; 5 o'clock | 2023-05-23T17:00 | 2023-05-23T18:00
the day after Christmas | 2022-12-26 | 2022-12-27 ; Chinese New Year 2023 | 2023-01-22 | 2023-01-23
the Sunday after Easter | 2023-04-16 | 2023-04-17 ; Monday through Friday | 2023-05-22 | 2023-05-27
around noon | 2023-05-24T12:00 | 2023-05-24T13:00 ; the 3rd of last month | 2023-04-03 | 2023-04-04
2 hours ago | 2023-05-24T13:00 | 2023-05-24T13:01 ; this time last year | 2022-05-01 | 2022-06-01
an hour ago | 2023-05-24T14:00 | 2023-05-24T14:01 ; a couple weeks ago | 2023-05-10 | 2023-05-11
the middle of last week | 2023-05-17 | 2023-05-19 ; over the past year | 2022-05-24 | 2023-05-24
the summer before last | 2021-06-01 | 2021-09-01 ; about three months ago | 2023-02-01 | 2023-03-01
during the last decade | 2013-05-24 | 2023-05-24 ; the first half of 2022 | 2022-01-01 | 2022-07-01
in an hour | 2023-05-24T16:00 | 2023-05-24T16:01 ; the day after tomorrow | 2023-05-26 | 2023-05-27
the start of this year | 2023-01-01 | 2023-04-01 ; by next week | 2023-05-24T15:00 | 2023-06-05
a week from Friday | 2023-06-02 | 2023-06-03 ; two weeks from now | 2023-06-07 | 2023-06-08
the winter of 2020 | 2020-12-01 | 2021-03-01 ; a week ago Tuesday | 2023-05-16 | 2023-05-17
the Fourth of July | 2022-07-04 | 2022-07-05 ; Rosh Hashanah 2022 | 2022-09-25 | 2022-09-28
this past Tuesday | 2023-05-23 | 2023-05-24 ; earlier this week | 2023-05-22 | 2023-05-24
later today | 2023-05-24T15:00 | 2023-05-25 ; half a decade ago | 2018-05-01 | 2018-06-01
the past few days | 2023-05-21 | 2023-05-24 ; from 2015 to 2018 | 2015-01-01 | 2019-01-01
the coming Friday | 2023-05-26 | 2023-05-27 ; Friday after next | 2023-06-02 | 2023-06-03
next Thanksgiving | 2023-11-23 | 2023-11-24 ; Labor Day weekend | 2022-09-03 | 2022-09-06
the week of May 5 | 2023-05-01 | 2023-05-08 ; 10:30 | 2023-05-24T10:30 | 2023-05-24T10:31
three summers ago | 2020-06-01 | 2020-09-01 ; St. Patrick's Day | 2023-03-17 | 2023-03-18
Super Bowl Sunday | 2023-02-12 | 2023-02-13 ; the 19th century | 1800-01-01 | 1900-01-01
year before last | 2021-01-01 | 2022-01-01 ; Thursday, May 18 | 2023-05-18 | 2023-05-19
a year ago today | 2022-05-24 | 2022-05-25 ; 4th of July 2020 | 2020-07-04 | 2020-07-05
Independence Day | 2022-07-04 | 2022-07-05 ; early last year | 2022-01-01 | 2022-04-01
in three months | 2023-08-24 | 2023-08-25 ; Valentine's Day | 2023-02-14 | 2023-02-15
the end of 2020 | 2020-09-01 | 2021-01-01 ; two Fridays ago | 2023-05-12 | 2023-05-13
New Year's Eve | 2022-12-31 | 2023-01-01 ; ten years ago | 2013-01-01 | 2014-01-01
May 5th, 2023 | 2023-05-05 | 2023-05-06 ; the mid-2000s | 2004-01-01 | 2007-01-01
the year 2014 | 2014-01-01 | 2015-01-01 ; tonight | 2023-05-24T18:00 | 2023-05-25
Christmas Eve | 2022-12-24 | 2022-12-25 ; Hanukkah 2022 | 2022-12-18 | 2022-12-26
this weekend | 2023-05-27 | 2023-05-29 ; Mother's Day | 2023-05-14 | 2023-05-15
Thanksgiving | 2022-11-24 | 2022-11-25 ; Memorial Day | 2022-05-30 | 2022-05-31
MLK Day 2022 | 2022-01-17 | 2022-01-18 ; Black Friday | 2022-11-25 | 2022-11-26
Ramadan 2022 | 2022-04-02 | 2022-05-02 ; back in '09 | 2009-01-01 | 2010-01-01
last spring | 2022-03-01 | 2022-06-01 ; in the fall | 2022-09-01 | 2022-12-01
more than a year ago | - | 2022-05-24 ; May of 2021 | 2021-05-01 | 2021-06-01
Easter 2022 | 2022-04-17 | 2022-04-18 ; winter 2020 | 2020-12-01 | 2021-03-01
this winter | 2023-12-01 | 2024-03-01 ; Diwali 2022 | 2022-10-24 | 2022-10-25
early April | 2023-04-01 | 2023-04-11 ; over five years ago | - | 2018-05-24
05/07/2023 | 2023-05-07 | 2023-05-08 ; 2023-05-07 | 2023-05-07 | 2023-05-08
next month | 2023-06-01 | 2023-07-01 ; this month | 2023-05-01 | 2023-06-01
this June | 2023-06-01 | 2023-07-01 ; in a week | 2023-05-31 | 2023-06-01
last week | 2023-05-15 | 2023-05-22 ; last year | 2022-01-01 | 2023-01-01
last fall | 2022-09-01 | 2022-12-01 ; 2016-2018 | 2016-01-01 | 2019-01-01
mid-2021 | 2021-05-01 | 2021-09-01 ; since last summer | 2022-06-01 | -
7.5.2023 | 2023-05-07 | 2023-05-08 ; tomorrow | 2023-05-25 | 2023-05-26
the 15th | 2023-05-15 | 2023-05-16 ; before Christmas | - | 2022-12-25
in June | 2022-06-01 | 2022-07-01 ; Q3 2022 | 2022-07-01 | 2022-10-01 ; after 2015 | 2016-01-01 | -
the 90s | 1990-01-01 | 2000-01-01 ; in 2014 | 2014-01-01 | 2015-01-01
mid May | 2023-05-10 | 2023-05-21 ; since yesterday | 2023-05-23 | - ; before 2010 | - | 2010-01-01
ever since 2015 | 2015-01-01 | - ; until yesterday | - | 2023-05-24 ; after Easter | 2023-04-10 | -
today | 2023-05-24 | 2023-05-25 ; up until 2018 | - | 2018-01-01
"""
NOT_UNDERSTOOD = """
in my twenties ; the other day ; since I was 10 ; when he was five ; the turn of the century
the year before ; on my birthday ; one day ; someday ; soon ; recently ; lately ; never ; nowadays
once upon a time ; next time ; last time ; a while ago ; ages ago ; a long time ago ; 31 February
2023-02-30 ; month 13 ; 2023-13-01 ; year 0 ; year 10000 ; second ; version 3.10 ; 555-1234 ; $20
3 years ; two weeks ; every Monday ; weekly ; on Mondays
"""
PROSE_WITHOUT_TIME = """
I may go with you if you like. ; They march every day in the band. ; Give me a second, please.
The sun was shining and the cat sat down. ; I bought 2019 apples for 2000 dollars.
Version 3.10.2 of the program was released with 12 fixes.
Call me at 555-0199 or 555-2019 ext 12. ; It costs $1999 and weighs 20 kg.
February 31 is impossible, 2023-02-30 too, and 2023-13-01.
She is in her twenties and he in his 40s. ; At the end of the day it does not matter.
We had a good time and a nice dinner. ; He may have been right.
The fall of Rome and the rise of the west. ; Chapter 12 covers the second part.
My favorite color is blue. I love hiking and swimming! ; I have two cats and 3 dogs.
She won 3-2 in the final, a 1/2 cup of sugar. ; The ratio is 3/4 and the score 10 to 2.
Two weeks later she returned. ; I read a book about the history of art.
When he was five he could read. ; the first time I met Theresa May
He is the second best at the moment of truth ; Room 1984 is on the 3rd floor
Take one tablet with water ; the 5th floor of the building ; this may be wrong
I can not wait a minute ; Let us spring into action and fall in line. ; I feel great after dinner
24/7 support ; good morning everyone, good night ; ISO 9001:2015 and RFC 2119, in 5 easy steps
I am on the second floor ; it was a long day, a hard week ; the year ahead, days of our lives
He wed her in a small church ; Windows 2000 and 5 more ; I am 25 years old.
The may pole dance; it may rain, they may sing.
Summer camps and spring rolls are fun, fall leaves too.
Set the oven to 180 degrees and add 2 eggs. ; Her number is 415-555-2671 and the code is 2019-ABC.
The 12 apostles and the 7 dwarfs met 3 kings. ; I can see the sun, the sea and a mon ami sign.
"""


def rows(table: str) -> list[str]:
    """The entries of a table: one a line, or several parted by ";"."""
    return [entry for line in table.strip().splitlines() for entry in line.split(" ; ")]


def day(text: str) -> datetime | None:
    """A moment as the table writes it."""
    return None if text == "-" else datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize("row", rows(PHRASES))
def test_phrases_of_everyday_talk_resolve_to_their_interval(row: str) -> None:
    """A phrase from a chat means the interval in the table."""
    phrase, start, end = row.split(" | ")
    assert resolve(phrase, NOW) == Interval(day(start), day(end))


@pytest.mark.parametrize("phrase", rows(NOT_UNDERSTOOD))
def test_what_cannot_be_placed_is_left_alone(phrase: str) -> None:
    """A phrase that cannot exist, or leans on something unknown, resolves to nothing."""
    assert resolve(phrase, NOW) is None


@pytest.mark.parametrize("text", rows(PROSE_WITHOUT_TIME))
def test_prose_without_time_has_no_time_in_it(text: str) -> None:
    """Doubtful words and plain numbers in prose are not found as times."""
    assert find(text, NOW) == []


def test_a_naive_reference_is_refused() -> None:
    """A reference without a time zone is an error that says what to do."""
    with pytest.raises(NaiveTime, match="aware datetime"):
        resolve("yesterday", datetime(2023, 5, 24))
    with pytest.raises(NaiveTime, match="no time zone"):
        find("I came yesterday.", datetime(2023, 5, 24))


@pytest.mark.parametrize(
    ("phrase", "past", "future"),
    [
        ("Friday", "2023-05-19", "2023-05-26"),
        ("in March", "2023-03-01", "2024-03-01"),
        ("July 4th", "2022-07-04", "2023-07-04"),
        ("Christmas", "2022-12-25", "2023-12-25"),
        ("tomorrow", "2023-05-25", "2023-05-25"),
        ("next week", "2023-05-29", "2023-05-29"),
    ],
)
def test_an_ambiguous_phrase_follows_the_preference(phrase: str, past: str, future: str) -> None:
    """Only a phrase that could be either way moves with *prefer*."""
    before, after = resolve(phrase, NOW), resolve(phrase, NOW, prefer="future")
    assert before is not None
    assert after is not None
    assert (before.start, after.start) == (day(past), day(future))


def test_find_gives_places_grains_and_intervals() -> None:
    """Each phrase in a text comes with its place, its words, its interval and its grain."""
    text = "We moved two years ago, and last Friday at 5 pm Anna came."
    first, second = find(text, NOW)
    assert first == TimeExpression(
        start=9,
        end=22,
        text="two years ago",
        interval=Interval(day("2021-01-01"), day("2022-01-01")),
        grain="year",
    )
    assert (second.text, second.grain) == ("last Friday at 5 pm", "hour")
    assert second.interval.start == day("2023-05-19T17:00")


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("I've been painting since 2016.", ["since 2016"]),
        ("A photo from 2019 and my 2021 resolution", ["2019", "2021"]),
        ("The week of May 5 I was ill.", ["The week of May 5"]),
        ("I met her in May and again on Sat.", ["in May", "on Sat."]),
        ("He left at 5, she on the 15th.", ["at 5", "on the 15th"]),
        ("Back in two days or in 3 weeks", ["in two days", "in 3 weeks"]),
        ("Between 2016 and 2018 I lived in Rome.", ["Between 2016 and 2018"]),
        ("The weekend before last we camped.", ["The weekend before last"]),
    ],
)
def test_find_takes_the_longest_phrases_in_order(text: str, phrases: list[str]) -> None:
    """Running text gives its longest time phrases, from left to right."""
    assert [found.text for found in find(text, NOW)] == phrases


def test_the_zone_of_the_reference_is_kept() -> None:
    """Days begin at midnight where the reference is."""
    zone = ZoneInfo("America/New_York")
    got = resolve("yesterday", datetime(2023, 3, 13, 9, tzinfo=zone))
    assert got == Interval(datetime(2023, 3, 12, tzinfo=zone), datetime(2023, 3, 13, tzinfo=zone))


def test_a_stated_zone_is_converted() -> None:
    """A time with a zone of its own lands at the same instant in the reference's zone."""
    east = timezone(timedelta(hours=-2))
    got = resolve("2023-05-07T10:15:00Z", datetime(2023, 5, 24, tzinfo=east))
    assert got is not None
    assert got.start == datetime(2023, 5, 7, 10, 15, tzinfo=UTC)


@given(st.dates(), st.datetimes(timezones=st.just(UTC)))
def test_an_iso_date_is_that_day(date: object, reference: datetime) -> None:
    """An ISO date resolves to that very day, whenever it is said."""
    got = resolve(str(date), reference)
    if str(date) == "9999-12-31":
        assert got is None  # its end would lie outside the calendar
    else:
        assert got is not None
        assert got.start is not None
        assert (str(got.start.date()), got.end) == (str(date), got.start + timedelta(days=1))


WORDS = st.sampled_from(
    "last next the two 3 week month friday may second of in on ago before after early until "
    "2019 5 pm morning christmas summer and from to between 31 february 99999 - / : . half".split()
)


@given(st.lists(WORDS, max_size=9), st.datetimes(timezones=st.just(UTC)))
def test_any_words_give_a_well_formed_answer(words: list[str], reference: datetime) -> None:
    """Whatever is asked, intervals end after they begin and places point at their text."""
    text = " ".join(words)
    got = resolve(text, reference)
    assert got is None or got.start is None or got.end is None or got.start < got.end
    end = 0
    for found in find(text, reference):
        assert text[found.start : found.end] == found.text
        assert found.start >= end
        end = found.end


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    """No text, in whatever script, makes `find` or `resolve` fail."""
    for found in find(text, NOW):
        assert text[found.start : found.end] == found.text
    resolve(text, NOW)
