"""Show tables, figures, findings and quotes in a notebook.

Styles are inline and figures are PNG, so that they are also shown in a notebook that is not
trusted. All text is escaped: it cannot act as markup or as a formula, and no character is hidden.
"""

from analysis.display.figure import figure
from analysis.display.findings import findings
from analysis.display.passages import words
from analysis.display.prose import prose
from analysis.display.tables import html_table, table, text_table
from analysis.display.viewer import Viewer
from analysis.public import publish

__all__ = ["Viewer", "figure", "findings", "html_table", "prose", "table", "text_table", "words"]

publish(globals())
