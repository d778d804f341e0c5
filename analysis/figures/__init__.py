"""One function a figure: a tidy DataFrame and a title in, a matplotlib Figure out.

The title states the finding, and every figure names its source beneath. The alternative text of a
figure is its label (`figure.get_label()`). What there is too much of to be read is not drawn but
counted in the note, which says how the rest was chosen; where there is nothing, a figure says so.
"""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from analysis.coverage import SILENCES
from analysis.coverage import TOPICS as KNOWN
from analysis.figures import _selection
from analysis.figures._selection import ROWS
from analysis.figures._style import (
    GREY,
    NORMAL,
    PALETTE,
    SMALL,
    default_style,
    draw_key,
    draw_range,
    finish,
    label,
    label_rows,
    nothing_figure,
    row_figure,
)
from analysis.figures._style import (
    png as png,
)
from analysis.intercoder import coding
from analysis.intercoder.krippendorff import RELIABLE

BASIS_COLOURS = {"stated": PALETTE[0], "inferred": PALETTE[7], "outside": PALETTE[1]}
VOICE_COLOURS = {"own voice": PALETTE[0], "another speaker": PALETTE[1]}
VERDICT_COLOURS = {
    "agree": "#A6CEE3",
    "compatible": "#FFF2AE",
    "conflict": "#F4A582",
    "single source": "#E8E8E8",
    "not comparable": "#D9C6E3",
}
HATCHES = dict(zip(SILENCES, ("////", "\\\\\\\\", "....", "++++"), strict=True))
WAIVED = "#D9D9D9"
OTHER_COLOUR = "#8C6D46"  # brown, beside the palette
NAME = 24  # characters of the name of a text that a figure has room for
TEXTS = 40  # that a figure has a row for
COLUMNS = 8  # texts that it has a column for
TOPICS = 12  # that it has a column for
SENTENCES = 300  # of a text that it has room for
SPEAKERS, STOPS = 40, 12  # places of the chains: at the left; in the middle, and at the right
DASHES = ("-", "--", ":")  # of the lines of texts, after each turn of the palette
OTHER = "other topics"


@default_style
def timeline(dates: pd.DataFrame, title: str) -> Figure:
    """How exactly each date is known: a day is a point, a span a bar, an open end an arrow.

    `dates` is `tables.timeline`. The window runs over the dates that are precise to a month;
    dates wholly outside it are counted beneath, and publications outside it stand at its edge.
    """
    first, last = _selection.window(dates)
    if pd.isna(first) or pd.isna(last):
        return nothing_figure(title, "No date is given.")
    begins_before = dates["date_start"] < first
    begins_open = dates["date_start"].isna()
    inside = ~begins_before & (dates["date_start"] <= last) & (dates["date_end"] >= first)
    inside |= begins_open & (dates["date_end"] >= first) & (dates["date_end"] <= last)
    inside |= ~begins_before & (dates["date_start"] <= last) & dates["date_end"].isna()
    left_out = int((~inside & ~dates["publication"]).sum())
    published = dates[dates["publication"]]
    published = published.head(len(published) if len(published) <= STOPS else 0)
    reported = dates[inside & ~dates["publication"]]
    alike = ["what", "words", "date", "basis", "actor"]
    fewer = _selection.fewer(reported, ["what"], alike, "source", ROWS - len(published))
    rows = _selection.in_order(pd.concat([fewer, published]))
    note = "As each text puts it, in short; inferred: by us, as the note of the statement says. "
    note += f"{left_out} dates begin or lie beyond these months."
    if len(fewer) < len(reported) or len(published) < dates["publication"].sum():
        unseen = int(dates["publication"].sum()) - len(published)
        note += (
            _selection.left_out(reported, fewer, "dates") + f" {unseen} publications are left out."
        )
    figure, axes = row_figure(
        len(rows), title, width=12.5, left=0.29, right=0.655, key=0.25, note=note
    )
    edges = date2num(first), date2num(last)
    for place, row in enumerate(rows.itertuples()):
        span = [np.nan if pd.isna(day) else date2num(day) for day in (row.date_start, row.date_end)]
        draw_range(axes, place, span, edges, BASIS_COLOURS[row.basis])
    actor = (" · by " + rows["actor"]).where(rows["actor"] != "", "")
    label_rows(axes, rows["what"], rows["source"] + ": " + rows["words"] + actor)
    axes.set_xlim(*edges)
    locator = AutoDateLocator()
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
    axes.set_xlabel("Date, as far as the words of each text allow", fontsize=NORMAL)
    draw_key(
        figure,
        {basis: colour for basis, colour in BASIS_COLOURS.items() if basis in set(rows.basis)},
        note=note,
    )
    finish(figure, title, note, [f"{w}: {s}, {d}" for w, s, d in _triples(rows)])
    return figure


@default_style
def ranges(counts: pd.DataFrame, title: str) -> Figure:
    """Reported numbers as ranges on a logarithmic axis, one line a source and voice.

    `counts` is `tables.casualties` (or any tidy table) limited to counts. An open side is an arrow;
    a number reported without any figure is hatched over the whole axis.
    """
    counts = counts.drop_duplicates(["entity", "prop", "voice", "said"])
    groups = counts["entity"] + counts["prop"]
    first = pd.Series(groups.index, groups.index).groupby(groups).transform("min")
    ordered = counts.loc[first.sort_values(kind="stable").index].reset_index(drop=True)
    rows = _selection.fewer(
        ordered, ["entity", "prop"], ["entity", "prop", "said", "own_voice"], "voice"
    )
    note = "Dot: one number. Bar with arrow: open on that side. Hatched: reported without a figure."
    note += _selection.left_out(ordered, rows, "numbers")
    if rows.empty:
        return nothing_figure(title, "No number is reported.")
    figure, axes = row_figure(
        len(rows), title, width=12.5, left=0.29, right=0.60, key=0.25, note=note
    )
    greatest = rows[["low", "high"]].astype("float64").max(axis=None)
    top = 10.0 ** np.ceil(np.log10(3 * max(2.0, np.nan_to_num(greatest))))
    edges = -0.5, top
    axes.set_xscale("symlog", linthresh=1)
    axes.set_xlim(*edges)
    for place, row in enumerate(rows.itertuples()):
        span = [np.nan if pd.isna(bound) else float(bound) for bound in (row.low, row.high)]
        if np.isnan(span).all():
            box = Rectangle(
                (0, place - 0.3), top, 0.6, hatch="////", fill=False, edgecolor=GREY, lw=0
            )
            axes.add_patch(box)
        else:
            colour = VOICE_COLOURS["own voice" if row.own_voice else "another speaker"]
            draw_range(axes, place, span, (0.0, top), colour)
    said = rows["voice"] + ": " + rows["said"]
    label_rows(axes, rows["entity"] + ": " + rows["prop"], said)
    voices = np.where(rows["own_voice"], *VOICE_COLOURS)
    draw_key(figure, {v: c for v, c in VOICE_COLOURS.items() if v in voices}, note=note)
    decades = np.arange(0, np.log10(top) + 1)
    ticks = [0, *(10.0 ** decades[:: -(-len(decades) // 10)])]
    axes.set_xticks(ticks, [_short(tick) for tick in ticks])
    axes.minorticks_off()
    axes.set_xlabel("Number of people (logarithmic above one)", fontsize=NORMAL)
    finish(figure, title, note, list(rows["entity"] + ", " + rows["prop"] + ": " + said))
    return figure


@default_style
def coverage(topics: pd.DataFrame, title: str) -> Figure:
    """Source by topic: the number of statements, or the kind of silence.

    `topics` is `coverage.topics`.
    """
    if topics.empty:
        return nothing_figure(title, "No statement is coded.")
    weights = [topics.groupby(by, sort=False)["statements"].sum() for by in ("source", "topic")]
    sources, columns = (
        _selection.foremost(weights[0], TEXTS),
        _selection.foremost(weights[1], TOPICS),
    )
    counts = topics.pivot(index="source", columns="topic", values="statements")
    counts = counts.loc[sources, columns]
    silences = topics.pivot(index="source", columns="topic", values="silence")
    note = "Number of statements; hatched: silent, with the kind of silence."
    note += _selection.unseen(len(weights[0]), sources, "texts", "those that most is coded from")
    note += _selection.unseen(len(weights[1]), columns, "topics", "those that are spoken of most")
    figure, axes = row_figure(
        2 * len(sources),
        title,
        width=max(10.5, 1.3 * len(columns)),
        left=0.19,
        right=0.98,
        note=note,
    )
    shades = np.log1p(counts.to_numpy("float64"))
    shades = shades / shades.max() * 0.55
    for y, source in enumerate(sources):
        for x, topic in enumerate(columns):
            count, silence = counts.loc[source, topic], silences.loc[source, topic]
            fill = (0.0, 0.447, 0.698, shades[y, x]) if count else "white"
            hatch = None if count else HATCHES[silence]
            axes.add_patch(Rectangle((x, y), 1, 1, fc=fill, ec="#BFBFBF", hatch=hatch, lw=1))
            text = str(count) if count else silence.replace(" ", "\n")
            box = {} if count else {"bbox": {"fc": "white", "ec": "none", "pad": 1.5}}
            axes.text(
                x + 0.5, y + 0.5, text, ha="center", va="center", color="black",
                fontsize=NORMAL if count else SMALL - 1, **box,
            )  # fmt: skip
    axes.set_xlim(0, len(columns))
    axes.set_ylim(len(sources), 0)
    axes.set_xticks(np.arange(len(columns)) + 0.5, [label(t, 16) for t in columns], fontsize=NORMAL)
    axes.set_yticks(np.arange(len(sources)) + 0.5, _names(sources), fontsize=NORMAL)
    axes.tick_params(length=0)
    axes.set_xlabel("Topic of the statement", fontsize=NORMAL)
    shown = topics[topics["source"].isin(sources) & topics["topic"].isin(columns)]
    cells = shown["statements"].astype("str").mask(shown["silence"] != "", shown["silence"])
    finish(figure, title, note, list(shown["source"] + ", " + shown["topic"] + ": " + cells))
    return figure


@default_style
def sentences(ledger: pd.DataFrame, title: str) -> Figure:
    """Every sentence of every source in order, coloured by the topics coded from it.

    `ledger` is `coverage.ledger`. A sentence with several topics is divided among them; a waived
    sentence is grey and crossed. Topics without a colour of their own share one.
    """
    if ledger.empty:
        return nothing_figure(title, "There is no sentence.")
    per_source = ledger.groupby("source", sort=False)["waiver"].agg(lambda w: (w == "").sum())
    totals = ledger.groupby("source", sort=False).size()
    sources = _selection.foremost(per_source, TEXTS)
    shown = ledger[ledger["source"].isin(sources) & (ledger["number"] <= SENTENCES)]
    note = "A sentence with several topics is divided among them, in the order of the key."
    note += _selection.unseen(len(totals), sources, "texts", "those with most coded sentences")
    beyond = int((totals[sources] - SENTENCES).clip(lower=0).sum())
    note += f" {beyond} sentences beyond a text's first {SENTENCES} are left out." * bool(beyond)
    figure, axes = row_figure(
        2 * len(sources) + 3, title, width=12.5, left=0.16, right=0.99, key=0.25, note=note
    )
    colours = _topic_colours(ledger)
    for row in shown.itertuples():
        y = sources.index(row.source)
        for part, topic in enumerate(row.topics):
            height = 0.76 / len(row.topics)
            box = (row.number - 0.92, y - 0.38 + part * height)
            colour = colours.get(topic, colours.get(OTHER))
            axes.add_patch(Rectangle(box, 0.84, height, fc=colour, ec="white", lw=0.4))
        if not row.topics:
            box = (row.number - 0.92, y - 0.38)
            axes.add_patch(Rectangle(box, 0.84, 0.76, fc=WAIVED, ec="white", hatch="xxx", lw=0.4))
    axes.set_xlim(0, shown["number"].max() + 0.2)
    step = 5 * -(-int(shown["number"].max()) // 150)
    fives = np.arange(step, shown["number"].max() + 1, step)
    axes.set_xticks(fives - 0.5, fives)
    axes.set_ylim(len(sources) - 0.5, -0.5)
    axes.set_yticks(range(len(sources)), _names(sources), fontsize=NORMAL)
    axes.set_xlabel("Sentence, in the order of the text", fontsize=NORMAL)
    waived = Patch(fc=WAIVED, ec="white", hatch="xxx", label="waived")
    draw_key(figure, colours, waived, note=note)
    lines = [f"{name}: {per_source[name]} of {totals[name]} sentences coded" for name in sources]
    finish(figure, title, note, lines)
    return figure


@default_style
def agreement(cells: pd.DataFrame, title: str, of: int = 0) -> Figure:
    """Fact by source: what each source says, coloured and named by the verdict on the fact.

    `cells` is `agreement.matrix`: a row a fact and source, with `fact, source, verdict, said` and
    `text`. If it has only the foremost facts, `of` is how many there are.
    """
    if cells.empty:
        return nothing_figure(title, "No fact is spoken of by more than one text.")
    facts = list(cells["fact"].unique()[:ROWS])
    cells = cells[cells["fact"].isin(facts)]
    texts = cells.groupby("fact")["said"].sum()
    weights = cells.groupby("source", sort=False)["said"].sum()
    sources = _selection.foremost(weights, COLUMNS)
    cells = cells[cells["source"].isin(sources)]
    note = "Names, offices and background are in the table. Conflict: no value satisfies all. "
    note += "Compatible: they differ and can all be true. No text is called right."
    note += _selection.unseen(
        of, facts, "facts", "first those in conflict, then what most texts say"
    )
    note += _selection.unseen(
        len(weights), sources, "texts", "those that speak of most of the facts"
    )
    figure, axes = row_figure(
        len(facts), title, width=13.5, left=0.235, right=0.905, key=0.25, note=note
    )
    verdicts = cells.drop_duplicates("fact").set_index("fact")["verdict"]
    many = len(sources) < len(weights)
    for row in cells[cells["said"]].itertuples():
        y, x = facts.index(row.fact), sources.index(row.source)
        axes.add_patch(
            Rectangle((x, y - 0.5), 1, 1, fc=VERDICT_COLOURS[row.verdict], ec="white", lw=1.2)
        )
        text = label(row.text, 165 // max(5, len(sources)))
        axes.text(x + 0.02, y, text, ha="left", va="center", fontsize=SMALL - 1.5)
    # Neighbours that are silent for the same reason share one word between them.
    same = cells[["fact", "text"]]
    for _, run in cells.groupby((same != same.shift()).any(axis=1).cumsum()):
        if not run["said"].iloc[0]:
            y, x = facts.index(run["fact"].iloc[0]), sources.index(run["source"].iloc[0])
            axes.text(
                x + len(run) / 2, y, run["text"].iloc[0], ha="center", va="center",
                fontsize=SMALL - 1.5, color=GREY,
            )  # fmt: skip
    blended = axes.get_yaxis_transform()
    for y, fact in enumerate(facts):
        short = label(fact, 52)
        axes.text(-0.008, y, short, transform=blended, ha="right", va="center", fontsize=SMALL - 1)
        told = verdicts[fact] + f", {texts[fact]} texts" * many
        axes.text(1.008, y, told, transform=blended, ha="left", va="center", fontsize=SMALL - 1)
    axes.set_xlim(0, len(sources))
    axes.set_yticks([])
    axes.set_xticks(np.arange(len(sources)) + 0.5, _names(sources), fontsize=NORMAL)
    axes.tick_params(length=0)
    axes.set_xlabel("Text; in grey, why it is silent", fontsize=NORMAL)
    draw_key(figure, {name: VERDICT_COLOURS[name] for name in verdicts.unique()}, note=note)
    finish(figure, title, note, [f"{fact}: {verdict}" for fact, verdict in verdicts.items()])
    return figure


@default_style
def chains(attributions: pd.DataFrame, title: str) -> Figure:
    """Who is the first voice of what, through which outlet, in which text.

    `attributions` is `tables.attributions`. A line is drawn from each speaker, through the outlet
    if one is named, to the text; its width grows with the number of statements.
    """
    if attributions.empty:
        return nothing_figure(title, "Every text speaks in its own voice alone.")
    total = len(attributions)
    for level, most in (("source", STOPS), ("speaker", SPEAKERS), ("via", STOPS)):
        weights = attributions.groupby(level, sort=False).size()
        kept = _selection.foremost(weights.drop("", errors="ignore"), most)
        attributions = attributions[attributions[level].isin([*kept, ""])]
    note = "Statements that a text attributes to somebody; its own voice is left out."
    if len(attributions) < total:
        note += f"\nShown: texts, then speakers and outlets with most of them; {total} in all, "
        note += f"{total - len(attributions)} not shown."
    counts = attributions.groupby(["speaker", "via", "source"], sort=False).size()
    speakers, outlets, sources = (
        list(counts.index.get_level_values(level).unique()) for level in range(3)
    )
    outlets = [outlet for outlet in outlets if outlet]
    rows = max(len(speakers), len(sources), 2 * len(outlets))
    figure, axes = row_figure(rows, title, width=11.5, left=0.24, right=0.86, note=note)
    place = {}
    for level, x, names in (("speaker", 0.0, speakers), ("source", 1.0, sources)):
        step = rows / len(names)
        for i, name in enumerate(names):
            place[level, name] = (x, (i + 0.5) * step - 0.5)
    direct = [
        (place["speaker", speaker][1] + place["source", source][1]) / 2
        for speaker, via, source in counts.index
        if not via
    ]
    for outlet in outlets:  # each where no direct line runs through its name
        at = max(
            np.arange(0, rows - 1, 0.25),
            key=lambda y: min((abs(y - other) for other in direct), default=0),
        )
        place["via", outlet] = (0.5, at)
        direct.append(at)
    lines = dict(zip(sources, product(DASHES, PALETTE), strict=False))
    for (speaker, via, source), count in counts.items():
        dash, colour = lines[source]
        stops = [("speaker", speaker), *([("via", via)] if via else []), ("source", source)]
        x, y = zip(*(place[stop] for stop in stops), strict=True)
        width = 0.8 + np.sqrt(min(count, 50))
        axes.plot(x, y, dash, color=colour, lw=width, alpha=0.65)
    totals = {level: attributions.groupby(level).size() for level in ("speaker", "via", "source")}
    box = {"fc": "white", "ec": "none", "pad": 1}
    sides = {
        "speaker": ("right", -0.012, 40),
        "via": ("center", 0.0, 40),
        "source": ("left", 0.012, NAME),
    }
    for (level, name), (x, y) in place.items():
        side, shift, width = sides[level]
        words = f"{label(name, width)} ({totals[level][name]})"
        axes.text(x + shift, y, words, ha=side, va="center", fontsize=SMALL, bbox=box)
    axes.set_xlim(0, 1)
    axes.set_yticks([])
    axes.set_xticks([0, 0.5, 1], ["first voice", "through", "text"], fontsize=NORMAL)
    axes.set_xlabel("In parentheses: number of statements", fontsize=NORMAL)
    lines = [
        f"{' via '.join(filter(None, (speaker, via)))} in {source}: {count}"
        for (speaker, via, source), count in counts.items()
    ]
    finish(figure, title, note, lines)
    return figure


@default_style
def reliability(measured: pd.DataFrame, title: str) -> Figure:
    """Alpha of each column: a dot at its value, with the number of units and the share equal.

    `measured` is `coding.reliability`. A column without alpha has no dot, and says why.
    """
    figure, axes = row_figure(len(measured), title, width=12.5, left=0.29, right=0.62)
    known = measured["alpha"].dropna()
    least = float(np.floor(min(0.0, known.min() if len(known) else 0.0) * 5) / 5)
    for place, row in enumerate(measured.itertuples()):
        if not pd.isna(row.alpha):
            axes.plot([0, row.alpha], [place, place], color=PALETTE[5], lw=2)
            axes.plot(row.alpha, place, "o", color=PALETTE[0], ms=6.5, clip_on=False, zorder=3)
    for bound in RELIABLE:
        axes.axvline(bound, color=GREY, lw=0.8, ls="--")
    axes.axvline(0, color=GREY, lw=0.8)
    said = measured["column"].str.replace("_", " ") + ": "
    said += [coding.in_words(row) for row in measured.itertuples()]
    label_rows(axes, measured["compared"], said)
    axes.set_xlim(least, 1)
    axes.set_xlabel("Krippendorff's alpha: chance gives 0, perfect agreement 1", fontsize=NORMAL)
    note = f"Dashed: {RELIABLE[0]} and {RELIABLE[1]}, below and above which Krippendorff advises to"
    note += " draw no conclusion and to rely. No coder is called right."
    finish(figure, title, note, list(measured["compared"] + ", " + said))
    return figure


def _topic_colours(ledger: pd.DataFrame) -> dict[str, str]:
    """A colour for each topic that a sentence has, of the palette's length at most, in order.

    Of more topics those of most sentences have one each, and the rest are `OTHER`.
    """
    order = dict.fromkeys(topic for topics in ledger["topics"] for topic in topics)
    number = ledger["topics"].explode().dropna().value_counts().reindex(list(order))
    known = [topic for topic in KNOWN if topic in order]
    number = number.reindex([*known, *(topic for topic in order if topic not in known)])
    colours = dict(zip(_selection.foremost(number, len(PALETTE)), PALETTE, strict=False))
    return colours if len(colours) == len(number) else colours | {OTHER: OTHER_COLOUR}


def _names(sources: list[str]) -> list[str]:
    return [label(name, NAME) for name in sources]


def _triples(rows: pd.DataFrame) -> zip:
    return zip(rows["what"], rows["source"], rows["date"], strict=True)


def _short(number: float) -> str:
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if number >= size:
            return f"{number / size:g}{letter}"
    return f"{number:g}"
