"""Select the rows of a figure without room for all, and describe the rest for its note."""

from __future__ import annotations

import pandas as pd

ROWS = 60  # rows of text in a figure, at most
TEXTS = 40  # rows of a figure that has one per text, at most
ROWS_PER_GROUP = 6  # rows about one thing, where there are too many
FIRST, LAST = pd.Timestamp("0001-01-01").as_unit("s"), pd.Timestamp("9999-12-31").as_unit("s")
# A span no longer than this is precise enough to set the window of a timeline.
PRECISE = pd.Timedelta(days=31)


def window(dates: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the days around the precise dates, with a margin of ten days on each side.

    If no reported date is precise, all reported dates with two ends count; if there are none, the
    one end of each that has one; and if nothing is reported, the dates of publication. Both days
    are NaT if no date has an end.
    """
    start, end = dates["date_start"], dates["date_end"]
    is_reported = ~dates["publication"].astype(bool)
    is_closed = is_reported & start.notna() & end.notna()
    is_precise = is_closed & (end - start <= PRECISE)
    has_end = start.notna() | end.notna()
    for rows in (is_precise, is_closed, is_reported & has_end, has_end):
        if rows.any():
            break
    first, last = start.fillna(end)[rows].min(), end.fillna(start)[rows].max()
    if pd.isna(first):
        return first, last
    margin = pd.Timedelta(days=10).as_unit("s")  # dates in nanoseconds do not cover all years
    return max(first, FIRST + margin) - margin, min(last, LAST - margin) + margin


def reported_in_window(dates: pd.DataFrame) -> pd.DataFrame:
    """Return the reported dates that begin in the `window`, or end there if their start is open."""
    start, end = dates["date_start"], dates["date_end"]
    is_inside = start.fillna(end).between(*window(dates))
    return dates[is_inside & ~dates["publication"].astype(bool)]


def greatest(weights: pd.Series, most: int) -> list[str]:
    """Return the labels of the greatest weights, in the order of the Series.

    >>> greatest(pd.Series({"a": 1, "b": 3, "c": 2}), 2)
    ['b', 'c']
    """
    selected = set(weights.sort_values(ascending=False, kind="stable").index[:most])
    return [str(name) for name in weights.index if name in selected]


def most_reported(
    rows: pd.DataFrame, *, group: list[str], same: list[str], who: str, most: int = ROWS
) -> pd.DataFrame:
    """Return at most `most` of `rows`, keeping the most widely reported.

    Parameters
    ----------
    rows : DataFrame
        The rows of a figure.
    group : list of str
        The columns that identify what a row is about. Each group keeps `ROWS_PER_GROUP` rows.
    same : list of str
        Rows that are equal in these columns become one.
    who : str
        The column that names who reports it. A row that replaces several has "and 2 more" added.
    most : int
        The number of rows to keep.

    Returns
    -------
    DataFrame
        The rows in their order. If any are left out, `number` counts those that each replaces.
    """
    if len(rows) <= most:
        return rows
    number = rows.groupby(same, sort=False)[who].transform("size")
    distinct = rows.assign(number=number).drop_duplicates(same)
    more = distinct["number"] - 1
    suffix = " and " + more.astype("str") + " more"
    distinct[who] = distinct[who].mask(more > 0, distinct[who] + suffix)
    distinct = distinct.sort_values("number", ascending=False, kind="stable")
    distinct = distinct.groupby(group, sort=False).head(ROWS_PER_GROUP)
    total = distinct.groupby(group, sort=False)["number"].transform("sum")
    distinct = distinct.assign(total=total, rank=distinct.groupby(group).ngroup())
    distinct = distinct.sort_values(["total", "rank"], ascending=[False, True], kind="stable")
    return distinct.head(most).sort_index().drop(columns=["total", "rank"])


def summary_note(rows: pd.DataFrame, drawn: pd.DataFrame, noun: str) -> str:
    """Return a line for the note about the rows that `most_reported` left out; "" if none."""
    if len(drawn) == len(rows):
        return ""
    n_left_out = len(rows) - int(drawn["number"].sum())
    are = "is" if n_left_out == 1 else "are"
    return (
        "\nThe same words of several texts share one line; of what is reported most often, at most "
        f"{ROWS_PER_GROUP} lines each. {n_left_out} of {len(rows)} {noun} {are} in no line."
    )


def shown_note(total: int, names: list[str], noun: str, criterion: str) -> str:
    """Return a line for the note about how many of `total` are shown; "" if all are.

    >>> shown_note(3, ["A", "B"], "texts", "the longest")
    '\\nShown: 2 of 3 texts, the longest; the table has all.'
    """
    if total <= len(names):
        return ""
    return f"\nShown: {len(names)} of {total} {noun}, {criterion}; the table has all."


def by_date(dates: pd.DataFrame) -> pd.DataFrame:
    """Sort by the first possible day of each group's earliest date, publications last."""
    day = dates["date_start"].fillna(dates["date_end"])
    first = day.groupby(dates["what"]).transform("min")
    keys = pd.DataFrame(
        {"publication": dates["publication"], "first": first, "what": dates["what"], "day": day}
    )
    order = keys.sort_values(["publication", "first", "what"], kind="stable").index
    return dates.loc[order].reset_index(drop=True)
