"""Put the content of a page into the frame that all pages of the site share.

A page loads nothing: its style and script are part of it, and its policy forbids all others.
"""

from __future__ import annotations

import os
from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import NamedTuple
from urllib.parse import quote

NOTICE = "A warrant, a charge or an accusation is not a verdict."


class Frame(NamedTuple):
    """The parts that all pages share.

    Attributes
    ----------
    title : str
        The title of the site.
    menu : list of (str, str)
        The name and the file of each entry of the navigation.
    style, script : str
        The content of site.css and site.js.
    """

    title: str
    menu: list[tuple[str, str]]
    style: str
    script: str


def policy(style: str, script: str = "") -> str:
    """Return the Content-Security-Policy that allows only this style sheet and this script.

    Both are part of the page and are allowed by their hashes. For pages from the file system,
    browsers do not check hashes of separate files, and 'self' would allow every file.

    >>> policy("p {}")
    "default-src 'none'; style-src 'sha256-SNJDlN1Iy2mnt7DOjQIyDb2LQE6O5PQiSZomcdzawQ4='; \
img-src data:; base-uri 'none'; form-action 'none'"
    """
    sources = {
        "default-src": "'none'",
        "script-src": script and _hash(script),
        "style-src": _hash(style),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {source}" for name, source in sources.items() if source)


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def page(frame: Frame, file: str, title: str, body: str, data: str = "") -> bytes:
    """Return a whole page, with the navigation above its content.

    Parameters
    ----------
    frame : Frame
        The parts that all pages share.
    file : str
        The file of the page, relative to the site.
    title : str
        The title of the page.
    body : str
        The content of `<main>`.
    data : str
        JSON for the script. A page without data has no script.
    """
    top = "../" * file.count("/")
    links = "\n".join(
        f'<li><a href="{top}{address(target)}"{_current(target == file)}>{escape(name)}</a></li>'
        for name, target in frame.menu
    )
    script = frame.script if data else ""
    end = ""
    if data:
        end = (
            f'<script type="application/json" id="data">{data}</script>\n'
            f"<script>{script}</script>\n"
        )
    whole = title if title == frame.title else f"{title} · {frame.title}"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy(frame.style, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{escape(whole)}</title>
<link rel="icon" href="data:,">
<style>{frame.style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
<nav aria-label="Site">
<ul>
{links}
</ul>
</nav>
</header>
<main id="main" tabindex="-1">
{body}
</main>
<footer>
<p><strong>{NOTICE}</strong> These pages say what was reported, never what is true, and name a
speaker for everything.</p>
</footer>
{end}</body>
</html>
""".encode()


def address(file: str) -> str:
    """Return the file as a relative URL, with special characters encoded.

    >>> address("a b.html"), address('"<x>:#.html')
    ('a%20b.html', '%22%3Cx%3E%3A%23.html')
    """
    return quote(os.fsencode(file))


def _current(is_here: bool) -> str:
    return ' aria-current="page"' if is_here else ""
