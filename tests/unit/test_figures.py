"""Figures are tested by what they draw: their artists, not their pixels."""

import ast
import io
import itertools
import re

import matplotlib
import numpy as np
import pandas as pd
import pytest
from IPython.core.formatters import DisplayFormatter
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image, ImageColor

from analysis import agreement, coverage, display, figures, intercoder, tables
from analysis.errors import UserError
from analysis.figures import _output, _style, titles
from analysis.figures.agreement import OUTCOME_COLOURS
from analysis.figures.lanes import KIND_COLOURS
from analysis.figures.timeline import BASIS_COLOURS


def shared_facts(loaded) -> pd.DataFrame:
    outcomes = agreement.outcomes(loaded)
    several = outcomes[(outcomes["n_sources"] > 1) & (outcomes["topic"] != "context")]
    return agreement.matrix(loaded, several)


def measured(loaded) -> pd.DataFrame:
    return intercoder.reliability(loaded, intercoder.second(loaded))


def numbers(loaded) -> pd.DataFrame:
    return tables.casualties(loaded).query("property in ('killed', 'injured')")


TABLES = {
    "timeline": tables.timeline,
    "ranges": numbers,
    "coverage": coverage.topics,
    "sentences": coverage.ledger,
    "agreement": shared_facts,
    "chains": tables.attributions,
    "reliability": measured,
    "cards": tables.cards,
    "lanes": tables.lanes,
}
NARROW = ("cards", "lanes", "ranges", "timeline")
NAMES = [*TABLES, *(f"narrow {name}" for name in NARROW)]
WITHOUT_AXES = {"cards", "narrow cards"}


def drawn(loaded, name: str, title: str | None = "A title") -> Figure:
    kind = name.removeprefix("narrow ")
    narrow = {"narrow": True} if kind != name else {}
    return getattr(figures, kind)(TABLES[kind](loaded), title, **narrow)


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_can_be_read_without_its_notebook(loaded, name):
    figure = drawn(loaded, name)
    texts = " ".join(" ".join(text.get_text() for text in figure.texts).split())
    assert "A title" in texts
    assert _style.SOURCE_NOTE in texts
    assert figure.axes[0].get_xlabel() or name in WITHOUT_AXES
    assert figure.get_label().startswith("A title. ")
    assert 50 < len(figure.get_label()) <= 250
    assert re.search(
        r" Every row is in (tables|coverage|agreement|intercoder)\.\w+\.$", figure.get_label()
    )


@pytest.mark.parametrize("name", NAMES)
def test_no_label_overlaps_another_or_leaves_the_figure(loaded, name):
    assert_nothing_overlaps(drawn(loaded, name))


def assert_nothing_overlaps(figure: Figure) -> None:
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    axes = figure.axes[0]
    labels = [*figure.texts, *axes.texts, axes.xaxis.label]
    left, right = axes.get_xlim()
    ticks = zip(axes.get_xticks(), axes.get_xticklabels(), strict=True)
    labels += [label for at, label in ticks if left <= at <= right and label.get_text()]
    labels += [label for label in axes.get_yticklabels() if label.get_text()]
    labels += [t for legend in figure.legends for t in legend.get_texts()]
    boxes = [(t.get_text(), t.get_window_extent(canvas.get_renderer())) for t in labels]
    for (one, a), (other, b) in itertools.combinations(boxes, 2):
        assert not (
            min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 1
        ), f"{one!r} overlaps {other!r}"
    for text, box in boxes:
        inside = figure.bbox
        assert box.x0 >= inside.x0, text
        assert box.x1 <= inside.x1, text
        assert box.y0 >= inside.y0, text
        assert box.y1 <= inside.y1, text


@pytest.mark.parametrize("name", NAMES)
def test_the_same_data_give_the_same_bytes_whatever_the_settings(loaded, name):
    first = _output.png(drawn(loaded, name))
    odd = {"font.size": 20, "axes.facecolor": "red", "timezone": "Pacific/Kiritimati"}
    with matplotlib.rc_context(odd):
        assert _output.png(drawn(loaded, name)) == first
    assert b"Software" not in first
    assert Image.open(io.BytesIO(first)).format == "PNG"


def lines_of(figure: Figure, marker: str) -> list:
    return [line for line in figure.axes[0].lines if line.get_marker() == marker]


def bars_of(figure: Figure, width: float = 5) -> list:
    return [line for line in figure.axes[0].lines if line.get_linewidth() == width]


def test_a_day_is_a_point_a_span_is_a_bar_and_an_open_end_is_an_arrow(five):
    dates = tables.timeline(five)
    day = dates[dates["words"] == "January 3, 2020"]
    before = dates[dates["words"] == "a few days before the drone attack"]
    month = dates[dates["words"] == "in May"]
    drawn_day = figures.timeline(day, "A title")
    assert len(lines_of(drawn_day, "o")) == 1
    assert bars_of(drawn_day, 2.5) == []
    with_open_end = figures.timeline(pd.concat([before, day]), "A title")
    assert len(lines_of(with_open_end, "<")) == 1
    (bar,) = bars_of(figures.timeline(month, "A title"), 2.5)
    assert np.ptp(bar.get_xdata()) == 30  # 1 to 31 May 2020


def test_a_title_names_the_numbers_that_cannot_all_be_true(loaded):
    counts = tables.counts(loaded).query("property == 'injured'").head(2)
    injured = counts.assign(value=["about 30", "dozens"], low=[27, 24], high=[33, 100])
    killed = injured.assign(property="killed", value=["3", "4"], low=[3, 4], high=[3, 4])
    both = pd.concat([injured, killed]).assign(modality="asserted")
    assert titles.ranges(both).startswith("Killed in the strikes in Iraq: 3 or 4, depending")
    assert titles.ranges(both).endswith("; and 1 other number")
    agreed = both.assign(low=3, high=4)
    assert titles.ranges(agreed).startswith("Injured")
    stances = killed.assign(modality=["asserted", "denied"])
    assert titles.ranges(pd.concat([injured, stances])).startswith("Injured")


def test_the_name_of_a_property_is_written_in_words(loaded):
    figure = figures.ranges(tables.warrants(loaded, property="others_count"))
    texts = [text.get_text() for text in figure.axes[0].texts]
    assert any("others count" in text for text in texts)
    assert not any("others_count" in text for text in texts)


def test_a_date_that_is_open_on_one_side_is_drawn_alone(five):
    before = tables.timeline(five, entity="embassy")
    with_texts = figures.timeline(before)
    alone = figures.timeline(before[~before["publication"]])
    for figure in (with_texts, alone):
        (bar,) = bars_of(figure, 2.5)
        start, end = bar.get_xdata()
        left, right = figure.axes[0].get_xlim()
        assert start == left < end < right
        [arrow] = lines_of(figure, "<")
        assert list(arrow.get_xdata()) == [left]
        assert arrow.get_markerfacecolor() == bar.get_color()
        assert figure.get_label().startswith("Attack on the US embassy in Baghdad: ")
    assert not re.search("outside|no rows", " ".join(t.get_text() for t in alone.texts))


def test_the_title_of_a_timeline_is_about_the_dates_that_are_drawn(five):
    dates = tables.timeline(five).query("not publication")
    near = dates[dates["words"] == "January 8"]
    far = near.assign(
        what="Another matter",
        date="1979",
        date_start=pd.Timestamp("1979-01-01"),
        date_end=pd.Timestamp("1979-12-31"),
    )
    figure = figures.timeline(pd.concat([far, far.assign(source="B"), near]))
    assert "Another matter" not in figure.get_label()
    assert "2 dates are outside the months shown." in figure.texts[1].get_text()
    figure = figures.timeline(pd.concat([far, near]))
    assert "1 date is outside the months shown." in figure.texts[1].get_text()


def test_a_range_draws_its_bounds(loaded):
    counts = tables.casualties(loaded)
    dozens = figures.ranges(counts[counts["value"] == "dozens"], "A title")
    (bar,) = bars_of(dozens)
    assert bar.get_xdata()[0] == 24
    assert len(lines_of(dozens, ">")) == 1
    none = figures.ranges(counts[counts["value"] == "0"], "A title")
    assert [line.get_xdata()[0] for line in lines_of(none, "o")] == [0, 0]
    vague = counts[counts["value"] == "dozens"].assign(value="unquantified", low=pd.NA)
    without = figures.ranges(vague.astype({"low": "Int64"}), "A title")
    written = [text.get_text() for text in without.axes[0].texts]
    assert "no figure given" in written
    assert any("dozens of U.S. service members" in text for text in written)
    assert bars_of(without) == []
    assert lines_of(without, "o") == []


def test_the_coverage_figure_writes_every_count_and_silence(loaded):
    topics = coverage.topics(loaded)
    written = [text.get_text() for text in drawn(loaded, "coverage").axes[0].texts]
    for count in topics.loc[topics["statements"] > 0, "statements"]:
        assert str(count) in written
    assert written.count("not\napplicable") == (topics["silence"] == "not applicable").sum()


def test_the_sentence_figure_draws_every_topic_of_every_sentence(loaded):
    ledger = coverage.ledger(loaded)
    boxes = [p for p in drawn(loaded, "sentences").axes[0].patches if isinstance(p, Rectangle)]
    crossed = [box for box in boxes if box.get_hatch()]
    assert len(crossed) == (ledger["exclusion"] != "").sum()
    assert len(boxes) - len(crossed) == ledger["topics"].map(len).sum()


def test_the_agreement_figure_colours_values_by_outcome(loaded):
    cells = shared_facts(loaded)
    boxes = [p for p in drawn(loaded, "agreement").axes[0].patches if p.get_fill()]
    assert len(boxes) == cells["is_stated"].sum()
    colours = [matplotlib.colors.to_hex(box.get_facecolor()).upper() for box in boxes]
    wanted = cells.loc[cells["is_stated"], "outcome"].map(OUTCOME_COLOURS)
    assert sorted(colours) == sorted(wanted)


def test_the_chain_figure_names_every_speaker_outlet_and_source(loaded):
    table = tables.attributions(loaded)
    written = " ".join(text.get_text() for text in drawn(loaded, "chains").axes[0].texts)
    for column in ("speaker", "via", "source"):
        assert all(name in written for name in table[column])


def test_a_title_agrees_with_the_rows_that_are_drawn(five):
    counts = tables.casualties(five)
    injured = counts[counts["property"] == "injured"]
    lead = "Injured in the strikes in Iraq: "
    everybody = f"{lead}nobody, large numbers, dozens or over 100, depending on who is speaking"
    assert titles.ranges(injured) == everybody
    fewer = injured[injured["value"] == "dozens"]
    assert titles.ranges(fewer) == f"{lead}dozens, according to {fewer['voice'].iloc[0]}"
    assert titles.ranges(pd.concat([fewer, fewer])) == titles.ranges(fewer)
    dates = tables.timeline(five)
    assert titles.timeline(dates).startswith(
        "Airstrike that killed Qasem Soleimani: 4 of the 5 texts"
    )
    days = dates[dates["words"] == "January 8"]
    assert titles.timeline(days).endswith(
        ": the only text that dates it gives the day, 8 January 2020"
    )
    assert "9 more things are dated" in titles.timeline(dates)
    assert (
        titles.timeline(dates[dates["publication"]]) == "Only the publication of 5 texts is dated"
    )


def test_a_title_uses_the_singular_or_plural_that_the_number_needs(five):
    chains = tables.attributions(five)
    through = chains[chains["via"] != ""]
    assert titles.chains(through[:1]) == (
        "The only statement attributed to others came through Reuters"
    )
    assert titles.chains(through).startswith("All 23 statements attributed to 4 speakers came")
    assert "No outlet is named" in titles.chains(chains[chains["via"] == ""])
    cells = shared_facts(five)
    conflicts = cells[cells["outcome"] == "conflict"]
    assert titles.agreement(conflicts) == "The texts are in conflict on all 4 facts"
    only = conflicts[conflicts["property"] == "injured"]
    assert titles.agreement(only) == (
        "Casualties of the strikes in Iraq: injured: the texts are in conflict"
    )
    lanes = tables.lanes(five)
    assert titles.lanes(lanes[lanes["kind"] == "decision"]) == (
        "The only date given for Iran's arrest warrant is not that of its issue"
    )
    issued = lanes.assign(kind=lanes["kind"].replace("decision", "issue"))
    assert titles.lanes(issued) == (
        "The issue of Iran's arrest warrant is dated by 1 text, that of Iraq's arrest warrant by "
        "none of these"
    )
    ledger = coverage.ledger(five)
    assert titles.sentences(ledger[ledger["exclusion"] == ""][:1]) == (
        "Statements are coded from the only sentence"
    )
    cards = tables.cards(five)
    assert titles.cards(cards[cards["line"] == "Charge"]).startswith("What the texts report of")


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_without_a_title_states_its_finding(loaded, name):
    kind = name.removeprefix("narrow ")
    title = getattr(titles, kind)(TABLES[kind](loaded))
    figure = drawn(loaded, name, title=None)
    written = " ".join(" ".join(text.get_text() for text in figure.texts).split())
    assert title in written
    assert figure.get_label().startswith(f"{title}. ")


@pytest.mark.parametrize("name", TABLES)
def test_the_wrong_table_is_refused_in_one_line(loaded, name):
    draw = getattr(figures, name)
    for wrong in (loaded, pd.DataFrame({"a": [1]})):
        with pytest.raises(
            UserError, match=rf"^figures\.{name}: .*; give what \w+\.\w+ returns"
        ) as error:
            draw(wrong)
        assert "\n" not in str(error.value)


def test_rows_without_a_number_are_refused(loaded):
    with pytest.raises(UserError, match=r"property group, held_.*keep those that have one"):
        figures.ranges(tables.casualties(loaded))


@pytest.mark.parametrize("name", TABLES)
def test_a_stored_figure_is_small(five, name):
    """A notebook stores it twice, as base64."""
    most = {"cards": 85, "agreement": 125, "chains": 70, "timeline": 60}.get(name, 45)
    assert len(_output.png(drawn(five, name, title=None))) * 2 * 4 / 3 < most * 1000


def test_a_stored_figure_keeps_the_colours_of_small_marks(loaded):
    stored = Image.open(io.BytesIO(_output.png(drawn(loaded, "lanes")))).convert("RGB")
    colours = {colour for _, colour in stored.getcolors()}
    kinds = set(tables.lanes(loaded)["kind"])
    for kind in kinds:
        assert ImageColor.getrgb(KIND_COLOURS[kind]) in colours, kind


def test_a_figure_shows_itself_once_like_display_figure(loaded, monkeypatch):
    figure = drawn(loaded, "ranges")
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, **how: shown.append((data, how)))
    monkeypatch.setattr("IPython.get_ipython", object)  # as in a notebook
    assert DisplayFormatter().format(figure) == ({}, {})  # the figure has shown itself
    display.figure(figure)
    assert len(shown) == 2
    assert shown[0] == shown[1]
    ((data, how), _) = shown
    assert set(data) == {"text/html", "image/png", "text/plain"}
    assert data["text/plain"] == how["metadata"]["image/png"]["alt"] == figure.get_label()
    assert (data, how["metadata"]) == figure._repr_mimebundle_()


def test_there_is_a_colour_for_each_basis_and_topic(loaded):
    assert set(BASIS_COLOURS) == {"stated", "inferred", "outside"}
    assert len(set(_output.PALETTE)) == len(_output.PALETTE) == len(coverage.TOPICS)


def test_few_rows_do_not_overlap_either(loaded):
    dates, lanes = tables.timeline(loaded), tables.lanes(loaded)
    few = [
        figures.timeline(dates[dates["words"] == "January 8"], narrow=True),
        figures.timeline(dates[dates["what"].str.startswith("Strikes")]),
        figures.lanes(lanes[lanes["kind"] == "decision"]),
        figures.lanes(lanes[lanes["kind"] == "decision"], narrow=True),
        figures.ranges(numbers(loaded)[:1], narrow=True),
    ]
    for figure in few:
        assert_nothing_overlaps(figure)


def test_the_advice_for_rows_without_a_number_works(loaded):
    warrants = tables.warrants(loaded)
    with pytest.raises(UserError) as refused:
        figures.ranges(warrants)
    (names,) = re.findall(r"isin\((\[.*?\])\)", str(refused.value))
    kept = warrants[warrants["property"].isin(ast.literal_eval(names))]
    assert "35" in figures.ranges(kept).get_label()
