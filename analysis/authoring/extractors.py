"""Extract the text of a saved page in a separate process, and print it as JSON.

A hostile file can make pypdf or trafilatura take any amount of time and memory, so `page_text` runs
this module in a process with limits.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress

from analysis.system.terminal import say

MEMORY = 2 << 30  # bytes
SECONDS = 60


def serve() -> None:
    """Print the text of the page given on stdin, with notes on it; `sys.argv[1]` is its kind."""
    _limit_resources()
    from analysis.authoring import html_pages, pdf_pages

    extract = {"PDF": pdf_pages.extract, "HTML": html_pages.extract}[sys.argv[1]]
    result: dict[str, object]
    try:
        text, notes = extract(sys.stdin.buffer.read())
        result = {"text": text, "notes": notes}
    except ImportError:
        result = {"error": "ImportError"}
    except Exception as error:  # any content can fail in any way
        result = {"error": type(error).__name__}
    say(json.dumps(result), exact=True)


def _limit_resources() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    for limit, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        with suppress(ValueError, OSError):  # a lower limit is already set
            resource.setrlimit(limit, (most, resource.getrlimit(limit)[1]))
