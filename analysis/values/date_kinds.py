"""Declare the kinds of words and numbers that make up dates."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """The part that a word or number plays in a date.

    The words of a kind are in `date_words`. If they differ in meaning, they are in groups, which
    are listed beside the kind, and the value of a word is the number of its group.
    """

    DAY = "day"
    MONTH = "month"
    MONTH_OR_WORD = "month-or-word"  # English "may" and "march" in lower case
    YEAR = "year"
    NUMERIC = "numeric"  # a date in numbers; its value is every reading that is a day
    IMPOSSIBLE = "impossible"  # a date in numbers that is not a day in any order
    YEARS_OR_MONTH = "years-or-month"  # "2011-12"; its value is both dates
    DECADE = "decade"  # "the 1990s", "the nineties"; its value is the first year
    NUMBERED_QUARTER = "numbered-quarter"  # "Q3"
    NUMBER = "number"  # another number
    WEEKDAY = "weekday"
    TIME = "time"

    TO = "to"  # joins the ends of a range | until | after a date, from; those two leave a side open
    AND = "and"  # joins dates that are all meant
    OR = "or"  # joins dates one of which is meant
    SAME = "same"  # joins two ways of writing one day
    COMMA = "comma"
    SLASH = "slash"
    BRACKET = "bracket"
    BETWEEN = "between"  # belongs to a range and changes nothing
    FROM = "from"  # belongs to a range; before a single date, it leaves the end open
    BEFORE = "before"  # before | by
    AFTER = "after"
    OR_BEFORE = "or-before"  # after a date: or before | until, which may also end a range
    OR_AFTER = "or-after"  # after a date
    ABOUT = "about"
    OR_SO = "or-so"  # after a date: about | perhaps
    PERHAPS = "perhaps"
    PART = "part"  # early | middle | late | some time within a period

    QUARTER = "quarter"
    HALF = "half"
    CENTURY = "century"
    OF_DECADE = "of-decade"  # "decade" beside a round year
    OF_YEARS = "of-years"  # a plural that makes a round year a decade: "les années 1990"
    WEEK = "week"
    SEASON = "season"  # spring | summer | autumn | winter

    CALENDAR = "calendar"  # the name of another calendar; its value is the calendar
    CALENDAR_MONTH = "calendar-month"  # a month of another calendar; its value is the calendar
    BEFORE_OUR_ERA = "before-our-era"
    OUR_ERA = "our-era"

    FILLER = "filler"  # changes nothing | an article, after which the date can belong to a word
    UNKNOWN = "unknown"
