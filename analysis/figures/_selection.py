"""What a figure shows where there is too much to be read, and how its note tells of the rest."""

from __future__ import annotations

import pandas as pd

ROWS = 60  # lines of text that a figure has at most
EACH = 6  # of them about one thing, where there are too many
FIRST, LAST = pd.Timestamp("0001-01-01").as_unit("s"), pd.Timestamp("9999-12-31").as_unit("s")
# A known span no longer than this is "precise" when the window of a timeline is chosen.
PRECISE = pd.Timedelta(days=31)


def window(dates: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The days from the first to the last precise date, with a margin on either side.

    Where no date is precise, of all that have two ends; NaT where none has.
    """
    ended = dates[dates["date_start"].notna() & dates["date_end"].notna()]
    span, reported = ended["date_end"] - ended["date_start"], ~ended["publication"]
    of = next(
        (ended[rows] for rows in (reported & (span <= PRECISE), reported) if rows.any()), ended
    )
    margin = pd.Timedelta(days=10).as_unit("s")  # of nanoseconds not all days are dates
    first, last = of["date_start"].min(), of["date_end"].max()
    if pd.isna(first):
        return first, last
    return max(first, FIRST + margin) - margin, min(last, LAST - margin) + margin


def foremost(weights: pd.Series, most: int) -> list[str]:
    """The names of greatest weight, in the order in which they stand.

    >>> foremost(pd.Series({"a": 1, "b": 3, "c": 2}), 2)
    ['b', 'c']
    """
    chosen = set(weights.sort_values(ascending=False, kind="stable").index[:most])
    return [name for name in weights.index if name in chosen]


def fewer(
    rows: pd.DataFrame, thing: list[str], alike: list[str], who: str, most: int = ROWS
) -> pd.DataFrame:
    """`rows`, or if they are more than `most`, what most of them say of what most are about.

    Rows that are `alike` become one, whose `who` counts the others; of each `thing` there are at
    most `EACH`.
    """
    if len(rows) <= most:
        return rows
    number = rows.groupby(alike, sort=False)[who].transform("size")
    once = rows.assign(number=number).drop_duplicates(alike)
    more = once["number"] - 1
    once[who] = once[who].mask(more > 0, once[who] + " and " + more.astype("str") + " more")
    once = once.sort_values("number", ascending=False, kind="stable")
    once = once.groupby(thing, sort=False).head(EACH)
    total = once.groupby(thing, sort=False)["number"].transform("sum")
    once = once.assign(total=total, rank=once.groupby(thing).ngroup())
    once = once.sort_values(["total", "rank"], ascending=[False, True], kind="stable")
    return once.head(most).sort_index().drop(columns=["total", "rank"])


def left_out(rows: pd.DataFrame, fewer: pd.DataFrame, what: str) -> str:
    """A line of the note that says what `fewer` left out, or ""."""
    if len(fewer) == len(rows):
        return ""
    left = len(rows) - int(fewer["number"].sum())
    are = "is" if left == 1 else "are"
    return (
        "\nThe same words of several texts stand in one line; of what is told most, at most "
        f"{EACH} lines each. {left} of {len(rows)} {what} {are} in no line."
    )


def unseen(number: int, shown: list[str], what: str, which: str) -> str:
    """A line of the note that says which of a `number` are shown, or "".

    >>> unseen(3, ["A", "B"], "texts", "the longest")
    '\\nShown: 2 of 3 texts, the longest; the table has all.'
    """
    if number <= len(shown):
        return ""
    return f"\nShown: {len(shown)} of {number} {what}, {which}; the table has all."


def in_order(dates: pd.DataFrame) -> pd.DataFrame:
    """Publications last, else by the first possible day of a thing's best known date."""
    key = dates["date_start"].fillna(dates["date_end"])
    first = key.groupby(dates["what"]).transform("min")
    order = pd.DataFrame({"p": dates["publication"], "f": first, "w": dates["what"], "k": key})
    return dates.loc[order.sort_values(["p", "f", "w"], kind="stable").index].reset_index(drop=True)
