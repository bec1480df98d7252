"""Times of day, parts of the day, and their union with a day: the actions of `rules_clock`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from graphmem.timex.chart import Action
from graphmem.timex.values import STEP, Amount, Clock, Context, Hours, Span, days

DAY = 24 * 60


Pair = tuple[Clock, Clock]


# Where a part of the day runs into the night, hours that small belong to the next morning.
SMALL_HOURS = 5


def minutes(clock: Clock, half: str = "") -> int:
    """The time as minutes since midnight, a vague hour settled by *half* or by habit.

    By habit (nobody said which): one to six is after noon, seven to twelve is as it stands.
    """
    hour = clock.hour
    if clock.vague:
        side = half or ("pm" if 1 <= hour <= 6 else "as said")
        if side == "am":
            hour %= 12
        elif side == "pm" or (side == "day" and hour < 7):
            hour = hour % 12 + 12
        elif side in ("evening", "night"):
            hour = hour % 12 + (
                24 if hour == 12 or (side == "night" and hour < SMALL_HOURS) else 12
            )
    return hour * 60 + clock.minute


def moment(context: Context, day: Span, clock: Clock) -> Span | None:
    """The time on that day: "tomorrow at 5", "this morning at 3"."""
    if day.grain not in ("day", "part", "weekend"):
        return None
    base = days(day.first).first
    if clock.vague and clock.hour == 12 and day.half == "am":
        clock = replace(clock, hour=0)
    start = base + timedelta(minutes=minutes(clock, day.half), seconds=clock.second)
    if clock.zone is not None:
        start += _from_zone(context, clock.zone)
    return Span(start, start + STEP[clock.grain], clock.grain)


def _from_zone(context: Context, zone: int) -> timedelta:
    offset = context.now.replace(tzinfo=context.zone).utcoffset() or timedelta()
    return offset - timedelta(minutes=zone)


def settle(context: Context, clock: Clock) -> Span:
    """A time without a day: the latest one, or the next one where the future is preferred."""
    today = moment(context, days(context.now), clock)
    if today is None:
        raise ValueError("no such time")
    step = 0
    if today.first.replace(minute=0, second=0) == context.now.replace(minute=0, second=0):
        return today  # a minute of the hour going on
    going_on = context.now.hour % 12 == clock.hour % 12
    if clock.vague and going_on and clock.grain == "minute":
        hour_now = replace(clock, hour=context.now.hour, vague=False)
        return moment(context, days(context.now), hour_now) or today
    if context.sign < 0 and today.first > context.now:
        step = -1
    if context.sign > 0 and today.first < context.now:
        step = 1
    move = timedelta(days=step)
    return Span(today.first + move, today.last + move, today.grain)


def settle_hours(context: Context, hours: Hours) -> Span:
    """A stretch of the day without a day: the latest begun, or the next not over."""
    span = on_day(context, days(context.now), hours)
    edge = span.start or span.end
    if edge is None:
        raise ValueError("a stretch needs an end")
    if context.sign < 0 and edge > context.now:
        return _moved(span, -1)
    if context.sign > 0 and (span.end or edge) <= context.now:
        return _moved(span, 1)
    return span


def _moved(span: Span, step: int) -> Span:
    move = timedelta(days=step)
    start = span.start and span.start + move
    end = span.end and span.end + move
    return replace(span, start=start, end=end)


def on_day(context: Context, day: Span, hours: Hours) -> Span:
    """The stretch on that day: "tomorrow morning", "from 3 to 5 on Friday"."""
    if day.grain not in ("day", "part"):
        raise ValueError("a stretch of the day needs a day")
    span = hours.on(day.first)
    if hours.zone is None:
        return span
    move = _from_zone(context, hours.zone)
    return replace(span, start=span.start and span.start + move, end=span.end and span.end + move)


def hour(_context: Context, number: float) -> Clock | None:
    """A bare hour; a clock only in the company that the rules below ask for."""
    if number != int(number) or not 0 <= number <= 24:
        return None
    return Clock(int(number), vague=1 <= number <= 12)


def spoken(_context: Context, clock: Clock, minute: float) -> Clock | None:
    """ "seven thirty"."""
    if clock.grain != "hour" or minute != int(minute) or not 10 <= minute <= 59:
        return None
    return replace(clock, minute=int(minute), grain="minute")


def spoken_words(context: Context, number: float, minute: float) -> Clock | None:
    """ "ten-thirty"."""
    clock = hour(context, number)
    return None if clock is None else spoken(context, clock, minute)


def spoken_small(_context: Context, clock: Clock, minute: float) -> Clock | None:
    """ "twelve oh three"."""
    if minute != int(minute) or not 1 <= minute <= 9:
        return None
    return replace(clock, minute=int(minute), grain="minute")


def halved(_context: Context, clock: Clock, half: str) -> Clock | None:
    """ "3 pm", "twelve thirty am"."""
    if not 1 <= clock.hour <= 12:
        return clock if clock.hour and half == "pm" else None
    hour_of_day = clock.hour % 12 + (12 if half == "pm" else 0)
    return replace(clock, hour=hour_of_day, vague=False, half=half)


def in_part(_context: Context, clock: Clock, hours: Hours) -> Clock | None:
    """ "at 3 in the morning"."""
    if not clock.vague:
        return clock if hours.half == clock.half else None
    total = minutes(clock, hours.half)
    return replace(clock, hour=total // 60, vague=False, half=hours.half)


def part_at(context: Context, hours: Hours, clock: Clock) -> Clock | None:
    """ "in the evening at eight"."""
    return in_part(context, clock, hours)


def zoned(_context: Context, clock: Clock, zone: int) -> Clock:
    """ "9 am PST"."""
    return replace(clock, zone=zone, grain="minute")


def past_hour(_context: Context, minute: float, clock: Clock) -> Clock | None:
    """ "ten past nine"."""
    return offset(clock, minute)


def to_hour(_context: Context, minute: float, clock: Clock) -> Clock | None:
    """ "twenty to two"."""
    return offset(clock, -minute)


def words_to_hour(context: Context, minute: float, clock: Clock) -> Clock | None:
    """ "twenty to eight"; but "five to seven" is more often a stretch of two hours."""
    return to_hour(context, minute, clock) if minute in (10, 20, 25) else None


def figures_to_hour(context: Context, minute: float, clock: Clock) -> Clock | None:
    """ "20 to 3 pm": no hour of a stretch that ends at three is called 20."""
    return to_hour(context, minute, clock) if minute in (20, 25) else None


def offset(clock: Clock, by: float) -> Clock | None:
    """The clock some minutes on; it stays as vague as it was."""
    if by != int(by) or not 1 <= abs(by) <= 59 or clock.grain == "second":
        return None
    hour_of_day, minute = divmod(clock.hour * 60 + clock.minute + int(by), 60)
    if clock.vague and hour_of_day == 0:
        hour_of_day = 12
    return replace(clock, hour=hour_of_day, minute=minute, grain="minute")


def by_amount(sign: int) -> Action:
    """ "20 minutes past 3"."""

    def action(_context: Context, length: Amount, clock: Clock) -> Clock | None:
        if length.grain != "minute" or len(length.parts) > 1:
            return None
        return offset(clock, sign * length.parts[0][0])

    return action


def quarter(by: int) -> Action:
    """ "a quarter to noon", "half past three"."""
    return lambda _context, clock: offset(clock, by)


def pair(_context: Context, start: Clock, end: Clock) -> Pair | None:
    """Two times that belong together."""
    if start.grain == "second" or end.grain == "second":
        return None
    return start, end


def stretch(clocks: Pair, half: str = "") -> Hours | None:
    """From one time to the other; what is left open follows what was said."""
    start, end = clocks
    last = minutes(end, half)
    if start.vague and not end.vague:
        first = start.hour % 12 * 60 + start.minute
        first += 720 if first + 720 < last else 0
    else:
        first = minutes(start, half)
    if end.vague and not half:
        last = end.hour % 12 * 60 + end.minute
        while last <= first:
            last += 720
    if last <= first:  # "0930 - 0730" is the evening, "22:00 - 06:00" the next morning
        evening = end.hour < 12 and not end.half and last + 720 > first
        last += 720 if evening else DAY
    grain = "hour" if start.grain == end.grain == "hour" else "minute"
    zone = end.zone if start.zone is None else start.zone
    return Hours(first, last, grain, half, zone=zone)


def pair_hours(_context: Context, clocks: Pair) -> Hours | None:
    """ "from 3 to 5"."""
    return stretch(clocks)


def pair_in_part(_context: Context, clocks: Pair, hours: Hours) -> Hours | None:
    """ "between 5 and 6 in the afternoon"."""
    return stretch(clocks, hours.half)


def day_pair(context: Context, day: Span, clocks: Pair) -> Span | None:
    """ "yesterday between 3 and 8", "this evening from 7 to 7:30"."""
    hours = stretch(clocks, day.half)
    return None if hours is None else on_day(context, day, hours)


def flip(action: Action) -> Action:
    """The same action for the words in the other order."""
    return lambda context, first, second: action(context, second, first)


def shifted_part(context: Context, shift: str, hours: Hours) -> Span | None:
    """ "last night", "this morning", "next evening"."""
    steps = {"last": -1, "previous": -1, "past": -1, "recent": -1, "this": 0, "that": 0}
    step = steps.get(shift, 1)
    return on_day(context, days(context.today + timedelta(days=step)), hours)


def part_after(_context: Context, hours: Hours) -> Hours | None:
    """ "after breakfast"."""
    if hours.grain != "part":
        return None
    return Hours(hours.end or 0, None)


def clock_after(_context: Context, clock: Clock) -> Hours:
    """ "after 2 pm"."""
    return Hours(minutes(clock), None, clock.grain, zone=clock.zone)


def clock_before(_context: Context, clock: Clock) -> Hours:
    """ "before 11 am"."""
    return Hours(0, minutes(clock), clock.grain, zone=clock.zone, open_start=True)


def lasting(_context: Context, clock: Clock, length: Amount) -> Hours | None:
    """ "from 4 pm for thirty minutes"."""
    factor = {"minute": 1, "hour": 60}
    if any(grain not in factor for _, grain in length.parts):
        return None
    start = minutes(clock)
    whole = sum(count * factor[grain] for count, grain in length.parts)
    return Hours(start, start + round(whole), "minute")
