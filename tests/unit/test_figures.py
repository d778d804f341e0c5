"""Figures are tested by what they draw: their artists, not their pixels."""

import io
import itertools

import matplotlib
import numpy as np
import pandas as pd
import pytest
from IPython.core.formatters import DisplayFormatter
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image

from analysis import agreement, coverage, display, figures, findings, intercoder, tables
from analysis.errors import UserError
from analysis.figures import _style
from analysis.figures.agreement import OUTCOME_COLOURS
from analysis.figures.timeline import BASIS_COLOURS


def shared_facts(loaded) -> pd.DataFrame:
    outcomes = agreement.outcomes(loaded)
    several = outcomes[(outcomes["n_sources"] > 1) & (outcomes["topic"] != "context")]
    return agreement.matrix(loaded, several)


def measured(loaded) -> pd.DataFrame:
    return intercoder.reliability(loaded, intercoder.second(loaded))


def drawn(loaded, name: str) -> Figure:
    counts = tables.casualties(loaded)
    counts = counts[counts["property"].isin(["killed", "injured"])]
    made = {
        "timeline": lambda: figures.timeline(tables.timeline(loaded), "A title"),
        "ranges": lambda: figures.ranges(counts, "A title"),
        "coverage": lambda: figures.coverage(coverage.topics(loaded), "A title"),
        "agreement": lambda: figures.agreement(shared_facts(loaded), "A title"),
        "chains": lambda: figures.chains(tables.attributions(loaded), "A title"),
        "sentences": lambda: figures.sentences(coverage.ledger(loaded), "A title"),
        "reliability": lambda: figures.reliability(measured(loaded), "A title"),
        "cards": lambda: figures.cards(tables.cards(loaded), "A title"),
        "narrow cards": lambda: figures.cards(tables.cards(loaded), "A title", narrow=True),
        "lanes": lambda: figures.lanes(tables.lanes(loaded), "A title"),
    }
    return made[name]()


NAMES = ["timeline", "ranges", "coverage", "sentences", "agreement", "chains", "reliability"]
NAMES += ["cards", "narrow cards", "lanes"]
WITHOUT_AXES = {"cards", "narrow cards"}


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_can_be_read_without_its_notebook(loaded, name):
    figure = drawn(loaded, name)
    texts = " ".join(text.get_text() for text in figure.texts)
    assert "A title" in texts
    assert _style.SOURCE_NOTE in texts
    assert figure.axes[0].get_xlabel() or name in WITHOUT_AXES
    assert figure.get_label().startswith("A title. ")
    assert 40 < len(figure.get_label()) <= _style.LONGEST_ALT


@pytest.mark.parametrize("name", NAMES)
def test_no_label_overlaps_another_or_leaves_the_figure(loaded, name):
    figure = drawn(loaded, name)
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
def test_the_same_data_give_the_same_bytes_whatever_the_reader_has_set(loaded, name):
    first = _style.png(drawn(loaded, name))
    odd = {"font.size": 20, "axes.facecolor": "red", "timezone": "Pacific/Kiritimati"}
    with matplotlib.rc_context(odd):
        assert _style.png(drawn(loaded, name)) == first
    assert b"Software" not in first
    assert Image.open(io.BytesIO(first)).format == "PNG"


def lines_of(figure: Figure, marker: str) -> list:
    return [line for line in figure.axes[0].lines if line.get_marker() == marker]


def bars_of(figure: Figure) -> list:
    return [line for line in figure.axes[0].lines if line.get_linewidth() in (2.5, 5)]


def test_a_day_is_a_point_a_span_a_bar_an_open_end_an_arrow(loaded):
    dates = tables.timeline(loaded)
    day = dates[dates["words"] == "January 3, 2020"]
    before = dates[dates["words"] == "a few days before the drone attack"]
    month = dates[dates["words"] == "in May"]
    drawn_day = figures.timeline(day, "A title")
    assert len(lines_of(drawn_day, "o")) == 1
    assert bars_of(drawn_day) == []
    with_open_end = figures.timeline(pd.concat([before, day]), "A title")
    assert len(lines_of(with_open_end, "<")) == 1
    (bar,) = bars_of(figures.timeline(month, "A title"))
    assert np.ptp(bar.get_xdata()) == 30  # 1 to 31 May 2020


def test_a_range_draws_its_bounds(loaded):
    counts = tables.casualties(loaded)
    dozens = figures.ranges(counts[counts["value"] == "dozens"], "A title")
    (bar,) = bars_of(dozens)
    assert bar.get_xdata()[0] == 24
    assert len(lines_of(dozens, ">")) == 1
    none = figures.ranges(counts[counts["value"] == "0"], "A title")
    assert [line.get_xdata()[0] for line in lines_of(none, "o")] == [0, 0]
    no_figure = {"value_text": f"unquantified ({tables.NO_FIGURE})", "low": pd.NA}
    vague = counts[counts["value"] == "dozens"].assign(**no_figure)
    hatched = figures.ranges(vague.astype({"low": "Int64"}), "A title")
    assert [patch.get_hatch() for patch in hatched.axes[0].patches] == ["////"]


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


def test_the_agreement_figure_colours_what_is_said_by_its_outcome(loaded):
    cells = shared_facts(loaded)
    boxes = [p for p in drawn(loaded, "agreement").axes[0].patches if isinstance(p, Rectangle)]
    assert len(boxes) == cells["is_stated"].sum()
    colours = [matplotlib.colors.to_hex(box.get_facecolor()).upper() for box in boxes]
    wanted = cells.loc[cells["is_stated"], "outcome"].map(OUTCOME_COLOURS)
    assert sorted(colours) == sorted(wanted)


def test_the_chain_figure_names_every_speaker_outlet_and_source(loaded):
    table = tables.attributions(loaded)
    written = " ".join(text.get_text() for text in drawn(loaded, "chains").axes[0].texts)
    for column in ("speaker", "via", "source"):
        assert all(name in written for name in table[column])


def test_a_title_is_computed_from_what_is_drawn(loaded):
    counts = tables.casualties(loaded)
    injured = counts[counts["property"] == "injured"]
    assert "over 100" in findings.casualties_title(injured)
    fewer = injured[injured["value"] != "over 100"]
    assert "over 100" not in figures.ranges(fewer).get_label()
    dates = tables.lanes(loaded)
    alone = figures.lanes(dates[dates["warrant_id"] == "iraq-warrant"])
    assert alone.get_label().startswith("Iraq's arrest warrant: no text gives a date of issue. ")


def test_a_figure_shows_itself_as_display_shows_it(loaded, monkeypatch):
    published = []
    monkeypatch.setattr(display._output, "publish", lambda *bundle: published.append(bundle))
    figure = drawn(loaded, "lanes")
    display.figure(figure)
    formatted = DisplayFormatter().format(figure)
    assert [formatted] == published
    assert set(formatted[0]) == {"text/html", "image/png", "text/plain"}


def test_rows_without_a_number_are_refused(loaded):
    with pytest.raises(UserError, match=r"^killed_in: .*has no number; .*notna"):
        figures.ranges(tables.casualties(loaded))


def test_there_is_a_colour_for_each_basis_and_topic(loaded):
    assert set(BASIS_COLOURS) == {"stated", "inferred", "outside"}
    assert len(set(_style.PALETTE)) == len(_style.PALETTE) == len(coverage.TOPICS)
