"""Clean the HTML of notebooks, so that it cannot run, load, hide or cover anything on a page.

Only the elements of `TAGS` and the attributes of `ATTRIBUTES` remain. Classes, ids and styles are
removed, except that the styles of our tables and passages become `CLASSES`, which site.css defines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from analysis.evidence import STATEMENT_ID
from analysis.text.visible import hidden, visible, visible_lines

if TYPE_CHECKING:
    import nh3


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


TAGS = _names(
    "a abbr b bdi blockquote br caption cite code col colgroup dd del details dfn div dl dt em "
    "figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp "
    "small span strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr"
)
# Their content is not text for a reader, or is not HTML.
_REMOVED_WHOLE = _names(
    "iframe math noembed noframes noscript script style svg template textarea title"
)
_ANY = re.compile(r".*", re.DOTALL)
_NUMBER = re.compile(r"[0-9]{1,4}")
_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+")
# Every attribute that may remain, by element ("*" for any), with the pattern for its value.
ATTRIBUTES = {
    "*": {
        "dir": _ANY,  # becomes "auto"
        "lang": re.compile(r"[A-Za-z0-9-]{1,35}"),
        "style": _ANY,  # becomes classes
    },
    "a": {"href": _ANY, "title": _ANY},  # `_address` decides
    "abbr": {"title": _ANY},
    "col": {"span": _NUMBER},
    "colgroup": {"span": _NUMBER},
    "details": {"open": re.compile(r"(?:open)?")},
    "img": {"alt": _ANY, "height": _NUMBER, "src": _IMAGE, "title": _ANY, "width": _NUMBER},
    "ol": {"start": re.compile(r"-?[0-9]{1,9}"), "type": re.compile(r"[1aAiI]")},
    "td": {"colspan": _NUMBER, "rowspan": _NUMBER},
    "th": {
        "colspan": _NUMBER,
        "rowspan": _NUMBER,
        "scope": re.compile(r"(?:row|col)(?:group)?"),
    },
}
# The inline declarations that make a difference on a page, and the class for each.
CLASSES = {
    "background:#ffb52e": "in-many",
    "background:#ffd75e": "in-two",
    "border-bottom:1px solid #ddd": "ruled",
    "border-bottom:2px solid #888": "head",
    "border-left:3px solid #999": "passage",
    "display:flex": "passages",
    "min-width:13em": "roomy",
    "overflow-wrap:anywhere": "broken",
    "text-align:center": "centred",
    "text-align:right": "right",
    "white-space:nowrap": "unbroken",
}
_NETWORK = re.compile(r"https?://[^/\s\\][^\s\\]*", re.IGNORECASE)
_NOTEBOOK = re.compile(r"(?:\./)?([\w-]+)\.ipynb(#\S*)?")
_WITHIN = re.compile(r"(?:(?:texts/)?[\w-]+\.html)?(?:#\S*)?|data/[\w-]+\.(?:csv|json)")
# Attributes are in double quotes after cleaning, and text has no "<".
_TAG = re.compile(r"(<[^>\"]*(?:\"[^\"]*\"[^>\"]*)*>)")
_STYLE = re.compile(r' style="([^"]*)"')
_ALT = re.compile(r' alt="([^"]*)"')
_STATEMENT = re.compile(rf"\b{STATEMENT_ID}\b")
_SURROGATE = re.compile("[\ud800-\udfff]")
_WIDE = '<section class="wide" tabindex="0" role="group" aria-label="Table">'
LINK_REL = "noopener noreferrer"
NO_ALT = "No description has been provided for this image"
# A parser may copy every open element into every later element: at most this many in all.
MOST_COPIES = 5_000_000
_MARKUP = re.compile(r"<(/?)([a-z][a-z0-9]*)|(<!--|-->)", re.IGNORECASE)
# These need no end tag.
_UNCLOSED = _names(
    "area base br col dd dt embed hr img input li link meta option p param rb rp rt source tbody "
    "td tfoot th thead tr track wbr"
)


class UnsafeError(ValueError):
    """The HTML cannot be cleaned; the message says why."""


def safe(html: str, statements: Collection[str] = (), notebooks: Collection[str] = ()) -> str:
    """Return `html` reduced to what `TAGS` and `ATTRIBUTES` allow, with every tag closed.

    Invisible characters are shown as their codes. The ids of `statements` and the names of
    `notebooks` (in `<code>`) become links unless they are in one already. Raises UnsafeError if
    elements are nested too deeply.

    >>> safe('<p onclick="x()" style="position:fixed">a<script>b</script> <b>c')
    '<p>a <b>c</b></p>'
    """
    cleaned = _cleaned(html)
    return "".join(_with_links(_TAG.split(cleaned), statements, notebooks))


def safe_text(text: str, statements: Collection[str] = ()) -> str:
    """Return `text`, which may have several lines, as HTML with links for the ids of `statements`.

    >>> safe_text("1 < 2")
    '1 &lt; 2'
    """
    return _linked(escape(visible_lines(text), quote=False), statements)


def is_blank(html: str) -> bool:
    """Return True if `html`, as `safe` returned it, shows nothing to a reader."""
    return "<img" not in html and not _TAG.sub("", html).replace("&nbsp;", " ").strip()


def _cleaned(html: str) -> str:
    """Clean `html` until cleaning it again changes nothing.

    After an element is removed, a browser may pair the tags around its content differently:
    `</div>` could then close a `<div>` of the page.
    """
    html = _SURROGATE.sub(lambda half: visible(half[0]), html)
    _check_depth(html)
    for _ in range(5):
        before, html = html, _cleaner().clean(html)
        if html == before:
            return html
    raise UnsafeError("its elements are nested in a way that no parser reads the same twice")


def _check_depth(html: str) -> None:
    """Raise UnsafeError if the elements of `html` are nested so deeply that no parser should try.

    Only start and end tags are counted, outside comments and elements that are removed whole.
    """
    depths: Counter[str] = Counter()
    open_now, deepest, tags, skipped_until = 0, 0, 0, ""
    for closing, name, comment in _MARKUP.findall(html):
        name = name.lower()
        if skipped_until:
            skipped_until = "" if skipped_until in (comment, closing + name) else skipped_until
        elif comment or (name in _REMOVED_WHOLE and not closing):
            skipped_until = "-->" if comment else f"/{name}"
        elif closing and depths[name]:
            depths[name] -= 1
            open_now -= 1
        elif not closing:
            tags += 1
            if name not in _UNCLOSED:
                depths[name] += 1
                open_now += 1
                deepest = max(deepest, open_now)
    if deepest * tags > MOST_COPIES:
        raise UnsafeError(f"{deepest} elements are nested in each other")


@cache
def _cleaner() -> nh3.Cleaner:
    import nh3

    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags=set(_REMOVED_WHOLE),
        attributes={tag: set(values) for tag, values in ATTRIBUTES.items()},
        attribute_filter=_attribute,
        url_schemes={"http", "https", "data"},
        link_rel=LINK_REL,
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Return the value of an attribute, or None to drop the attribute."""
    if name == "rel":  # which the cleaner adds to every link
        return LINK_REL
    allowed = ATTRIBUTES.get(tag, {}).get(name) or ATTRIBUTES["*"].get(name)
    if not allowed or not allowed.fullmatch(value):
        return None
    if name == "dir":  # the text decides, so that it cannot turn what is around it
        return "auto"
    if name == "href":
        return _address(value.strip())
    return visible_lines(value) if name in ("alt", "title") else value


def _address(address: str) -> str | None:
    """Return an address to which a link may lead: on the web, or within the site."""
    if hidden(address):
        return None
    address = _NOTEBOOK.sub(r"\1.html\2", address) if _NOTEBOOK.fullmatch(address) else address
    allowed = _NETWORK.fullmatch(address) or _WITHIN.fullmatch(address)
    return address if address and allowed else None


def _with_links(
    runs: list[str], statements: Collection[str], notebooks: Collection[str]
) -> list[str]:
    """Return `runs`, alternately text and tags, with classes for styles and links for names."""
    result, in_link = [], False
    for place, run in enumerate(runs):
        if place % 2:
            result.append(_tag(run))
            in_link = (in_link or run.startswith("<a ")) and run != "</a>"
        elif in_link or not run:
            result.append(visible_lines(run))
        elif run in notebooks and runs[place - 1 : place + 2 : 2] == ["<code>", "</code>"]:
            result[-1] = f'<a href="{run}.html">{result[-1]}'
            result.append(run)
            runs[place + 1] += "</a>"
        else:
            result.append(_linked(visible_lines(run), statements))
    return result


def _linked(text: str, statements: Collection[str]) -> str:
    def link(match: re.Match) -> str:
        name = match[0]
        return f'<a href="evidence.html#{name}">{name}</a>' if name in statements else name

    return _STATEMENT.sub(link, text)


def _tag(tag: str) -> str:
    """Return a cleaned tag with classes in place of styles."""
    if tag.startswith("<img"):
        return _image(_STYLE.sub("", tag))
    tag = _STYLE.sub(lambda style: _class(style[1]), tag)
    if tag.startswith("<table"):
        return _WIDE + tag
    return f"{tag}</section>" if tag == "</table>" else tag


def _image(tag: str) -> str:
    """Return the tag of an image, or its alternative text if the image was not allowed."""
    alt = _ALT.search(tag)
    if ' src="' not in tag:
        return (
            f'<span class="absent">[image not shown: {alt[1] if alt else "no description"}]</span>'
        )
    return tag if alt else tag.replace("<img", f'<img alt="{NO_ALT}"')


def _class(style: str) -> str:
    """Return a class attribute for the declarations of a style; "" if none has a class."""
    declarations = (re.sub(r"\s*:\s*", ":", part.strip().lower()) for part in style.split(";"))
    names = [CLASSES[declaration] for declaration in declarations if declaration in CLASSES]
    return f' class="{" ".join(dict.fromkeys(names))}"' if names else ""
