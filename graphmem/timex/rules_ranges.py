"""The rules with two ends or an open one: "from A to B", "between", "since", "until", "before"."""

from __future__ import annotations

from datetime import datetime

from graphmem.timex.chart import Rule
from graphmem.timex.dates import year_span
from graphmem.timex.ranges import (
    after,
    before,
    both,
    by,
    by_clock,
    clock_span,
    cycle_span,
    cycles,
    date_to_day,
    days_after,
    days_before,
    days_span,
    lasting,
    lasting_cycle,
    lasting_first,
    less_than,
    less_than_ago,
    month_days,
    more_than,
    more_than_ago,
    more_than_ahead,
    since,
    so_far,
    span_clock,
    span_cycle,
    span_of_days,
    through,
    until,
    years,
)
from graphmem.timex.rules_basic import pick
from graphmem.timex.values import Span, days

UNTIL = "until|till|untill|til|'til|up to|up until"


TO = "to|-|~|/|through|thru|until|till|untill|til"


RULES: list[Rule] = [
    rule
    for prefix, to in (("", TO), ("from|in ", TO), ("between ", "and|to|-|~|through|&"))
    for rule in (
        Rule("span", f"{prefix}<year> {to} <year>", lambda _c, a, b: years(a, b), 0.5),
        Rule("span", f"{prefix}<span> {to} <span>", both, 2.0),
        Rule("cyc", f"{prefix}<cyc> {to} <cyc>", cycles),
        Rule("span", f"{prefix}<span> {to} <clock>", span_clock, 3.0),
        Rule("span", f"{prefix}<clock> {to} <span>", clock_span, 6.0),
        Rule("span", f"{prefix}<cyc> {to} <span>", cycle_span, 1.5),
        Rule("span", f"{prefix}<span> {to} <cyc>", span_cycle, 1.5),
        Rule("cyc", f"{prefix}[the] <dom> {to} <mdom>", days_before, 0.5),
        Rule("cyc", f"{prefix}<mdom> {to} <dom>", days_after, 0.5),
        Rule("span", f"{prefix}[the] <dom> {to} <span>", days_span),
        Rule("span", f"{prefix}<span> {to} <dom>", date_to_day),
        Rule("daypair", f"{prefix}[the] <dom> {to} <dom>", lambda _c, a, b: (a, b)),
        Rule("span", f"{prefix}the <dom> {to} [the] <dom>", month_days, 3.0),
    )
] + [
    Rule("span", "<daypair> in|of|, <span>", lambda _c, ends, span: span_of_days(ends, span)),
    Rule("span", "<span> or|and later|after|since|onwards|greater|newer|up", since),
    Rule("span", "<span> onwards|onward", since, 2.0),
    Rule("span", "since [the] <span>", since),
    Rule("span", "ever since <span>", since),
    Rule("span", "from <span> on|onwards|onward", since),
    Rule("span", "from <span>", since, 4.0),
    Rule("span", "starting|beginning [on|in|from|at] <span>", since, 1.5),
    Rule("span", "> = <span>", since),
    Rule("span", "< = <span>", through),
    Rule("span", "> <span>", after),
    Rule("span", "< <span>", before),
    Rule("span", "after|past|following <span>", after, 1.5),
    Rule("span", "later|greater|newer|more than <span>", after),
    Rule(
        "span",
        "year greater|later than <year>",
        lambda _c, y: Span(datetime(y + 1, 1, 1), None, "year"),
    ),
    Rule("span", "before|prior|preceding <span>", before, 1.5),
    Rule("span", "prior to <span>", before),
    Rule("span", "earlier|older|less than <span>", before),
    *[Rule("span", f"{word} <span>", until) for word in UNTIL.split("|")],
    Rule("span", "through|thru <span>", through),
    Rule("span", "no later than <span>", through),
    Rule("span", "as late as <span>", through),
    Rule("span", "up to and including <span>", through),
    Rule("span", "on or before <span>", through),
    Rule("span", "on or after <span>", since),
    Rule("span", "no|not earlier than <span>", since),
    Rule("span", "not before <span>", since),
    Rule("span", "by <span>", by, 1.5),
    Rule("span", "by <clock>", by_clock),
    Rule("span", "by <cyc>", lambda c, cyc: by(c, cyc.near(c.now, 1)), 0.5),
    Rule("span", "till|to|until date|now", lambda c: Span(None, days(c.now).last, "day"), 2.0),
    Rule("span", "from|between|since <span> to|till|until|and|up date|now|present", so_far, 0.5),
    Rule("span", "<span> to|till|until|- date|now|present", so_far, 0.75),
    Rule("span", "<span> for <amount>", lasting),
    Rule("span", "for <amount> [,] from|starting|beginning [on] <span>", lasting_first, 0.5),
    Rule("span", "for <amount> [,] from|starting|beginning [on] <cyc>", lasting_cycle, 0.5),
    Rule("span", "<amount> starting|beginning [on|from] <span>", lasting_first),
    Rule("span", "more than <amount> before <span>", more_than(-1), 0.5),
    Rule("span", "more than <amount> after|from <span>", more_than(1), 0.5),
    Rule("span", "less than <amount> after|from <span>", less_than, 0.5),
    Rule("span", "more than <amount> ago", more_than_ago, 0.5),
    Rule("span", "at least <amount> ago", more_than_ago, 0.5),
    Rule("span", "over <amount> ago", more_than_ago, 0.5),
    Rule("span", "after <amount>", more_than_ahead),
    Rule("span", "in more than <amount>", more_than_ahead, 0.5),
    Rule("span", "less than <amount> ago", less_than_ago, 0.5),
    # Small words that only say that a time follows.
    Rule("span", "on|in|at|during|of|throughout|the <span>", lambda _c, span: span, 1.5),
    Rule("time", "for <cyc>", lambda c, cyc: pick(c, cyc), 4.0),
    Rule("time", "for <year>", lambda c, y: year_span(c, y), 2.0),
    Rule("hours", "in|during|at|throughout|for [the] <hours>", lambda _c, hours: hours),
]
