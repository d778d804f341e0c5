"""Hold what the notes on an extracted page share."""

MOST_EXAMPLES = 5  # passages, warnings, pages or characters that a note names
COMPARE = "compare the text with the page"
