"""Draw one figure from each tidy DataFrame, with its finding as the title.

Each figure has a module named after it, which also declares its colours. The alternative text of a
figure is its label (`figure.get_label()`). A figure without room for all rows draws the most widely
reported, and its note counts the rest.
"""

from analysis.figures._output import mimebundle, png
from analysis.figures.agreement import agreement
from analysis.figures.cards import cards
from analysis.figures.chains import chains
from analysis.figures.coverage import coverage
from analysis.figures.lanes import lanes
from analysis.figures.ranges import ranges
from analysis.figures.reliability import reliability
from analysis.figures.sentences import sentences
from analysis.figures.timeline import timeline
from analysis.public import publish

__all__ = [
    "agreement",
    "cards",
    "chains",
    "coverage",
    "lanes",
    "mimebundle",
    "png",
    "ranges",
    "reliability",
    "sentences",
    "timeline",
]

publish(globals())
