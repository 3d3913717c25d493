"""Rules of repetition, looked at before anything expands them: what could run for ever is refused by its text alone.

Knows neither Django nor models: it runs in the process that `reading` starts.
"""

import re

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
MAX_COUNT = 10_000
MAX_INTERVAL = 1_000
MAX_VALUES = 100
# Times a day that the hours, minutes and seconds of one rule may make together.
MAX_TIMES = 4
_NUMBER_LISTS = {
    "BYSECOND": (0, 59),
    "BYMINUTE": (0, 59),
    "BYHOUR": (0, 23),
    "BYMONTHDAY": (-31, 31),
    "BYYEARDAY": (-366, 366),
    "BYWEEKNO": (-53, 53),
    "BYMONTH": (1, 12),
    "BYSETPOS": (-366, 366),
}
_TIME_LISTS = ("BYSECOND", "BYMINUTE", "BYHOUR")
_DAY = re.compile(r"^(?:[+-]?[1-9]\d?)?(?:MO|TU|WE|TH|FR|SA|SU)$")
_NUMBER = re.compile(r"^[+-]?\d{1,9}$")
_LONGEST_MONTHS = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


class RuleRefused(Exception):
    """A rule that is not expanded; `code` says why (`reading.REASONS`)."""

    def __init__(self, code):
        self.code = code
        super().__init__(code)


def checked_rule(text):
    """The parts of an RRULE that may be expanded: {"FREQ": "WEEKLY", "BYDAY": ["MO"], "UNTIL": "20270101", ...}.

    Numbers are ints, lists are lists, UNTIL stays text. RuleRefused for all that is wrong, endless or too many.
    """
    parts = _parts(text)
    frequency = parts.pop("FREQ", "").upper()
    if frequency in ("SECONDLY", "MINUTELY", "HOURLY"):
        raise RuleRefused("too-often")
    if frequency not in FREQUENCIES:
        raise RuleRefused("bad-rule")
    rule = {"FREQ": frequency}
    for name, value in parts.items():
        if name == "INTERVAL":
            rule[name] = _number(value, 1, MAX_INTERVAL)
        elif name == "COUNT":
            rule[name] = _number(value, 1, MAX_COUNT)
        elif name == "UNTIL":
            rule[name] = value
        elif name == "WKST":
            rule[name] = _days(value)[0]
        elif name == "BYDAY":
            rule[name] = _days(value)
        elif name in _NUMBER_LISTS:
            rule[name] = [_number(item, *_NUMBER_LISTS[name]) for item in _items(value)]
        elif not name.startswith("X-"):
            # RSCALE and SKIP (RFC 7529) change what all other parts mean.
            raise RuleRefused("bad-rule")
    times = 1
    for name in _TIME_LISTS:
        times *= len(set(rule.get(name, (0,))))
    if times > MAX_TIMES:
        raise RuleRefused("too-often")
    if _names_no_day(rule):
        raise RuleRefused("never")
    return rule


def _parts(text):
    parts = {}
    for part in text.strip().strip(";").split(";"):
        name, separator, value = part.partition("=")
        name = name.strip().upper()
        if not separator or name in parts:
            raise RuleRefused("bad-rule")
        parts[name] = value.strip()
    return parts


def _items(value):
    items = value.split(",")
    if len(items) > MAX_VALUES:
        raise RuleRefused("too-many-values")
    return items


def _number(text, low, high):
    if not _NUMBER.match(text) or not text.isascii() or not low <= int(text) <= high:
        raise RuleRefused("bad-number")
    return int(text)


def _days(value):
    days = [item.strip().upper() for item in _items(value)]
    if not all(_DAY.match(day) for day in days):
        raise RuleRefused("bad-rule")
    return days


def _names_no_day(rule):
    """Whether no month of the rule has the days of the rule, such as 30 February."""
    if 0 in rule.get("BYMONTHDAY", ()) or 0 in rule.get("BYYEARDAY", ()) or 0 in rule.get("BYWEEKNO", ()):
        return True
    days, months = rule.get("BYMONTHDAY"), rule.get("BYMONTH")
    if not days or not months:
        return False
    return all(abs(day) > _LONGEST_MONTHS.get(month, 31) for day in days for month in months)
