"""Write the MathML formulas of a page as plain characters on one line.

Otherwise "10" with a raised "6" would become 106, and a half would become 12.
"""

# ruff: noqa: RUF001 - this module writes raised and lowered digits

from __future__ import annotations

import html
import re
from xml.etree import ElementTree

from analysis.authoring.notes import examples

_FORMULA = re.compile(
    r"(?is)<((?:\w{1,9}:)?math)\b[^<>]{0,500}>((?:(?!</?(?:\w{1,9}:)?math\b).)*)</\1\s*>"
)
_PREFIX = re.compile(r"(</?)\w{1,9}:(?=\w)")
_ATTRIBUTES = re.compile(r"(<\w{1,30})\s[^<>]*?(/?>)")
_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)#?\w{1,30};")
_STRUCTURED = re.compile(
    r"(?i)<m(?:sup|sub|subsup|frac|sqrt|root|over|under|underover|multiscripts|table|fenced)\b"
)
_DEEPEST = 50  # levels of nested elements
RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_LEFT_OUT = ("annotation", "annotation-xml", "mphantom", "none", "mprescripts")


def written(source: str) -> tuple[str, list[str]]:
    """Return the source of a page with its formulas as text, and a note on them.

    Parameters
    ----------
    source : str
        The source of a page in HTML.

    Returns
    -------
    source : str
        The source, without any `math` element that could be converted.
    notes : list of str
        A note on formulas with parts above or below each other; empty if there are none.

    Examples
    --------
    >>> written("<p><math><msup><mn>10</mn><mn>6</mn></msup></math> men</p>")
    ('<p>10⁶ men</p>', ['formulas, written on one line (1): "10⁶"'])
    """
    structured = []

    def line(match: re.Match) -> str:
        inner = _PREFIX.sub(r"\1", match[2])
        plain = _ATTRIBUTES.sub(r"\1\2", _REFERENCE.sub(lambda m: html.unescape(m[0]), inner))
        try:
            text = _line(ElementTree.fromstring(f"<math>{plain}</math>"))
        except (ElementTree.ParseError, RecursionError):
            text = html.unescape(re.sub(r"<[^>]*>", " ", inner))
        text = " ".join(text.split())
        if _STRUCTURED.search(inner):
            structured.append(text)
        return html.escape(text, quote=False)

    result = _FORMULA.sub(line, source)
    notes = [f"formulas, written on one line ({len(structured)}): {examples(structured)}"]
    return result, notes if structured else []


def _line(element: ElementTree.Element, depth: int = 0) -> str:
    """Return a formula on one line, such as "(a+b)/2"."""
    if depth > _DEEPEST:
        raise RecursionError
    parts = [_line(child, depth + 1) for child in element if child.tag.casefold() not in _LEFT_OUT]
    tag = element.tag.casefold()
    if tag in ("msup", "mover") and len(parts) == 2:
        return parts[0] + _shifted(parts[1], RAISED, "^")
    if tag in ("msub", "munder") and len(parts) == 2:
        return parts[0] + _shifted(parts[1], LOWERED, "_")
    if tag in ("msubsup", "munderover") and len(parts) == 3:
        return parts[0] + _shifted(parts[1], LOWERED, "_") + _shifted(parts[2], RAISED, "^")
    if tag == "mfrac" and len(parts) == 2:
        return f" {_bracketed(parts[0])}/{_bracketed(parts[1])}"  # 3 1/2 is not 31/2
    if tag == "msqrt":
        return "√" + _bracketed("".join(parts))
    if tag == "mroot" and len(parts) == 2:
        return _shifted(parts[1], RAISED, "^") + "√" + _bracketed(parts[0])
    if tag == "semantics":
        return parts[0] if parts else ""
    between = " " if tag in ("mtable", "mtr", "mlabeledtr", "mmultiscripts", "mfenced") else ""
    return (element.text or "") + between.join(parts)


def _shifted(text: str, letters: dict[int, int], sign: str) -> str:
    """Return raised or lowered text in the characters that Unicode has for it, or with a sign."""
    text = text.strip()
    if text and all(ord(character) in letters for character in text):
        return text.translate(letters)
    return sign + _bracketed(text) if text else ""


def _bracketed(text: str) -> str:
    text = text.strip()
    return text if re.fullmatch(r"\w*|\d+[.,]\d+", text) else f"({text})"
