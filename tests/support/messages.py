"""Define what a message on the terminal may look like."""

import re

from analysis.text import visible

NEVER = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)


def is_one_line(text: str) -> bool:
    """Whether `text` is one line that shows all its characters and fits on a screen."""
    is_line = text.endswith("\n") and text.count("\n") == 1
    return is_line and not NEVER.search(text) and len(text) <= visible.LONGEST + 1
