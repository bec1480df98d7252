"""The rules that count from the reference or from another time; the actions: `relative`."""

from __future__ import annotations

from graphmem.timex import pieces as piece
from graphmem.timex import relative as act
from graphmem.timex import rolling
from graphmem.timex.chart import Rule
from graphmem.timex.dates import within
from graphmem.timex.rules_basic import pick, words
from graphmem.timex.values import Amount

# Words that name a day by its distance from the reference day.
DAY_WORDS = {
    "today|the present day|current date|the current date|otd|this day|to day": 0,
    "yesterday|yday|the day before": -1,
    "tomorrow|tmrw|tmr|tomorow|tommorow|tommorrow|the day after": 1,
    "overmorrow": 2,
}
NOW = (
    "now|right now|just now|atm|at the moment|at this moment|at the present time|"
    "at present|this moment|this instant|presently"
)
AGO = "ago|back|earlier|previously|before now|prior"
AHEAD = "from now|hence|later|away"
# The end and the beginning of the unit going on, as abbreviations.
CORNERS = {"eo": "end", "bo": "early"}
CORNER_UNITS = {"d": "day", "w": "week", "m": "month", "q": "quarter", "y": "year"}

ORDINAL_LAST = "last|final"
OF = "of|in|during|within|from"

RULES: list[Rule] = [
    *[
        Rule("span", word, act.offset_day(by))
        for key, by in DAY_WORDS.items()
        for word in key.split("|")
    ],
    *[Rule("span", word, act.now) for word in NOW.split("|")],
    Rule("span", "tonight|tonite", act.tonight),
    Rule("span", "late tonight", lambda c: piece.piece(c, "late", act.tonight(c))),
    *[
        Rule("span", f"[the] {corner}{letter}", piece.corner(edge, unit))
        for corner, edge in CORNERS.items()
        for letter, unit in CORNER_UNITS.items()
    ],
    *words("firstlast", {"first|the first": "first", "last|the last|final|the final": "last"}),
    Rule("span", "at this time", act.offset_day(0)),
    Rule("span", "asap", act.from_now_on),
    Rule("span", "as soon as possible", act.from_now_on),
    Rule("span", "<amount> from right now", act.exactly_ahead),
    Rule("span", "<shift> workweek|work-week", rolling.work_week),
    Rule("span", "<shift> work|working week", rolling.work_week),
    Rule("span", "before|until|till the end of <span>", piece.end_of, 0.5),
    Rule("span", "before|until|till end of <span>", piece.end_of, 0.5),
    Rule("span", "<edge> the day [,] <span>", piece.piece),
    # Counting from now.
    *[Rule("span", f"<amount> {word}", act.ago) for word in AGO.split("|")],
    *[Rule("span", f"<amount> {word}", act.ahead) for word in AHEAD.split("|")],
    Rule("span", "[in|over|during|for|within] the past <unit>", rolling.rolling_unit, 0.25),
    Rule("span", "in|over|during|for|within the last <unit>", rolling.rolling_unit, 0.25),
    Rule("span", "the night before last", act.night_ago(2), 0.5),
    Rule("span", "<num> nights ago", act.nights_ago),
    Rule("span", "a couple of nights ago", act.night_ago(2)),
    Rule("span", "[the] night before <span>", act.night_before),
    Rule("span", "this time <shift> <unit>", act.this_time),
    Rule("span", "[a] little|bit|just|well over|under <amount> ago", act.ago, 0.25),
    Rule("span", "for [the] next|coming <unit>", rolling.next_unit),
    Rule("span", "[a] moment|moments|second ago", act.now, 0.25),
    Rule("span", "<amount> ago <span>", act.ago_from, 2.0),
    Rule("span", "<amount> ago on <wd>", act.week_ago_day(-1)),
    Rule("span", "all [of] <cyc>", lambda c, cyc: pick(c, cyc)),
    Rule("span", "all [of|through] <span>", lambda _context, span: span, 3.0),
    Rule("span", "[the] whole|entire|entirety of <span>", lambda _context, span: span),
    Rule("span", "first thing [in|on] <span>", lambda _context, span: span),
    Rule("span", "as of <span>", lambda _context, span: span),
    Rule("span", "so far <span>", piece.to_date),
    Rule("span", "<span> so far", piece.to_date),
    Rule("span", "<edge> [the] <decade>", piece.piece),
    Rule("span", "<span> 's <cyc>", lambda c, span, cyc: within(c, cyc, span)),
    Rule("span", "<amount> ago today", lambda c, n: act.at_grain(n.shift(c.now, -1), "day")),
    Rule("span", "<amount> from today|now", act.ahead),
    Rule("span", "in <amount>", act.ahead),
    Rule("span", "in <amount> time|' time", act.ahead),
    Rule("span", "within [the] [next|coming] <amount>", rolling.within_amount),
    Rule("span", "within [the] next|coming <unit> and <amount>", rolling.unit_and_more),
    Rule("span", "<num> <cycs> ago|back", act.counted(-1)),
    Rule("span", "<count> <cycs> ago|back", act.counted(-1)),
    Rule("span", "<num> <cycs> from now|hence", act.counted(1)),
    Rule("span", "in <num> <cycs>", act.counted(1), 2.0),
    Rule("span", "<amount> ago <wd>", act.week_ago_day(-1)),
    Rule("span", "<amount> from|on <wd>", act.week_ago_day(1)),
    # This one, the last one, the next one.
    Rule("span", "<shift> <unit>", act.shifted, 0.5),
    Rule("span", "<shift> <cyc>", act.shifted_cycle, 0.5),
    Rule("span", "<shift> <span>", act.dated_shift, 2.0),
    Rule("span", "around|about <span>", lambda _context, span: span, 2.0),
    Rule("span", "<shift> <amount>", rolling.rolling, 0.5),
    Rule(
        "span", "[in|over|during|for] [the|these] last|past|previous <amount>", rolling.rolling_past
    ),
    Rule("span", "over|during <span>", lambda _context, span: span),
    Rule("span", "[the] <num> last|past|previous|prior <unit>", rolling.inverted("last")),
    Rule("span", "[the] <num> next|coming|following <unit>", rolling.inverted("next")),
    Rule("span", "last <amount>", rolling.calendar_units, 0.25),
    Rule("span", "<shift> <special>", rolling.rolling_special),
    Rule("span", "[the] <shift> <num> business|working|week days", rolling.business_days, 0.25),
    Rule("span", "upcoming <amount>", rolling.nth_unit, 0.25),
    Rule("span", "<num> upcoming <unit>", lambda c, n, u: rolling.nth_unit(c, Amount(((n, u),)))),
    Rule("span", "<unitcyc> before last", act.before_last, 0.5),
    Rule("span", "the <unitcyc> before last", act.before_last, 0.25),
    Rule("span", "<unitcyc> after next", act.after_next, 0.5),
    Rule("span", "the <unitcyc> after next", act.after_next, 0.25),
    # Counting within, from or towards another time.
    Rule("span", f"[the] <ord> <unitcyc> {OF} <span>", piece.nth_in, 0.5),
    Rule("span", f"[the] <ord> {ORDINAL_LAST} <unitcyc> {OF} <span>", piece.nth_last_in, 0.5),
    Rule("span", f"[the] {ORDINAL_LAST} <unitcyc> {OF} <span>", piece.last_in, 0.25),
    Rule("span", "[the] <ord> to last <unitcyc> of|in <span>", piece.nth_last_in, 0.5),
    Rule("span", f"<firstlast> <amount> {OF} <span>", piece.first_units_of, 0.5),
    Rule("span", "[the] <ord> <unitcyc> after|following <span>", piece.nth_from(1), 0.5),
    Rule("span", "[the] <ord> <unitcyc> before|preceding <span>", piece.nth_from(-1), 0.5),
    Rule("span", "[the] <unitcyc> after|following <span>", piece.next_to(1), 0.5),
    Rule("span", "[the] <unitcyc> before|preceding <span>", piece.next_to(-1), 0.5),
    Rule("span", "[the] <ord> closest <cyc> to <span>", piece.closest),
    Rule("span", "[the] closest <cyc> to <span>", lambda c, cyc, s: piece.closest(c, 1, cyc, s)),
    Rule("span", "<amount> after|from|following <span>", act.from_span(1)),
    Rule("span", "<amount> before|preceding <span>", act.from_span(-1)),
    Rule("span", "<amount> prior to <span>", act.from_span(-1)),
    Rule("span", "<amount> from <cyc>", act.from_cycle),
    Rule("span", "<amount> after|following <cyc>", act.after_cycle(1)),
    Rule("span", "<amount> before|preceding <cyc>", act.after_cycle(-1)),
    Rule("span", "<cyc> in <amount>", act.around_amount(1)),
    Rule("span", "<cyc> [,] <amount> from now|hence", act.around_amount(1)),
    Rule("span", "<cyc> [,] <amount> ago|back", act.around_amount(-1)),
    # A piece of a longer stretch.
    Rule("span", "<edge> <span>", piece.piece),
    Rule("span", "<edge> [-] <unit>", lambda c, e, u: piece.piece(c, e, piece.this(c, u)), 2.0),
    Rule("span", "<edge> <hours>", piece.piece_of_hours, 2.5),
    Rule("span", "<span> [in] [the] <edge> <hours>", piece.day_piece_of_hours),
    Rule("span", "<edge> on|in|during <span>", piece.piece),
    Rule("span", "earlier [on] [in] <span>", piece.earlier_later("earlier")),
    Rule("span", "later [on] [in] <span>", piece.earlier_later("later")),
    Rule("span", "[the] rest|remainder|remaining of <span>", piece.rest_of),
    Rule("span", "<span> to date", piece.to_date),
    Rule("span", "<unit> to date", lambda c, u: piece.to_date(c, piece.this(c, u))),
    Rule("span", "ytd", lambda c: piece.to_date(c, piece.this(c, "year"))),
]
