"""English time phrases to intervals: "last Friday", "two summers ago", "since 2019".

`resolve` reads one phrase, `find` looks for phrases in running text. Where a phrase could
lie on either side of the reference ("Friday", "in March") the past is preferred, for a memory
talks about what was; `prefer="future"` turns that round. What is not understood is `None`:
this module abstains rather than guesses, and a bare length ("two weeks") or a habit
("every Monday") is no interval.

The grammar is data, read bottom-up by a small chart parser (see `chart` for the notation):

    lexicon              the words, as tables; a new word is a new entry
    scan                 shapes of figures: ISO dates, "10/31/74", "15:30", "the 90s"
    holidays, calendars  feasts, as tables; the reckoning behind them is in `sky`
    rules_basic          words, numbers with units            (actions in the same file)
    rules_dates          calendar dates                       (actions: `dates`)
    rules_clock          times and parts of the day           (actions: `clock`)
    rules_relative       "ago", "last", "before", "early"     (`relative`, `rolling`, `pieces`)
    rules_ranges         two ends or an open one              (actions: `ranges`)
    guard                which readings are too doubtful in running text

A rule is one line: a category, a pattern, a small pure function. To teach the grammar a new
turn of phrase, add a line to the fitting RULES; `values` and `cycles` hold what its function
gets and gives. Readings compete by cost, one point for each rule used unless the rule says
otherwise, so a rule that sees more of the phrase at once wins.
"""

from __future__ import annotations

from graphmem.timex.engine import TimeExpression, find, resolve

__all__ = ["TimeExpression", "find", "resolve"]
