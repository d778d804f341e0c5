"""Normalise text, so that values, labels and words can be compared.

Spellings that a reader takes for the same word share one normal form. It ignores the kind of
spaces, quotation marks and hyphens, the case of letters, the script of digits, the composition of
accents, the difference between Arabic and Persian letters, and invisible characters. Different
words keep different forms, so accents are kept ("año", "ano"), and so are superscripts and
fractions ("10⁶", "106").

Text is compared in this form, but shown as it is written.
"""

# ruff: noqa: RUF001, RUF002 - this module is about letters and marks of other scripts

from __future__ import annotations

import re
import unicodedata

NON_JOINER = "\u200c"  # divides a Persian word that is written as one

# The character that stands for each group. Marks used for an apostrophe in transliterations are
# among the quotation marks.
_ALIKE = {
    "'": "‘’‚‛′´`ʼʹʻʽʿʾ＇‹›❛❜׳՚ꞌ",
    '"': "“”„‟″«»〝〞〟＂「」『』｢｣❝❞״",
    "-": "‐‑‒–—―−﹘﹣－⁃˗־֊⸺⸻",
    ",": "،٬",
    ";": "؛",
    "?": "؟",
    ".": "٫",
    "%": "٪",
    "ی": "يى",
    "~": "〜",
    "ک": "كڪ",
    "ه": "ةۀەہۃ",
    "ا": "ٱ",
    "i": "ıİ",
    "ae": "æÆ",
    "oe": "œŒ",
    "וו": "װ",
    "וי": "ױ",
    "יי": "ײ",
}
# Arabic vowel marks and Hebrew points, including the hamza on a letter; and the tatweel.
_POINTS = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]"
)
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180f\u200b\u200d-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
_POINTED = re.compile("[\u0620-\u06ff\ufb1d-\ufb4f]")  # letters that may include such a mark
# Compatibility characters whose meaning differs from the letters or digits they are made of.
_OTHER_MEANING = ("<super>", "<sub>", "<fraction>", "<circle>")
_IN_GUILLEMETS = re.compile(r"(?<=[«‹])\s+|\s+(?=[»›])")
_STRAY = re.compile(f"(?<![\u0600-\u06ff]){NON_JOINER}|{NON_JOINER}(?![\u0600-\u06ff])")


class _Alike(dict):
    """Map each character to the one that stands for it, for `str.translate`."""

    def __missing__(self, code: int) -> str:
        self[code] = _stand_in(chr(code))
        return self[code]


def _stand_in(character: str) -> str:
    """Return what stands for a character that is not in `_ALIKE`."""
    if character == NON_JOINER:
        return character
    if _UNSEEN.match(character) or _POINTS.match(character):
        return ""
    if character.isspace():
        return " "
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    decomposition = unicodedata.decomposition(character)
    if decomposition.startswith(_OTHER_MEANING):
        return character
    if decomposition.startswith("<square>"):  # part of which may be a superscript
        parts = "".join(chr(int(code, 16)) for code in decomposition.split()[1:])
        return parts.translate(_STAND_INS)
    if _POINTED.match(character):
        parts = unicodedata.normalize("NFKD", character)
    else:
        parts = unicodedata.normalize("NFKC", character)
    if parts == character or parts[0] == " ":  # an accent by itself has a space before it
        return character
    return parts.translate(_STAND_INS)


_STAND_INS = _Alike(
    (ord(character), stand_in) for stand_in, group in _ALIKE.items() for character in group
)


def normal_form(text: str) -> str:
    """Return the form that all spellings of a text share.

    Parameters
    ----------
    text : str
        A value, a label or a passage, as it is written.

    Returns
    -------
    str
        The text to compare; it is not meant for display.

    Examples
    --------
    >>> spellings = ["On hold", "on\\u00a0hold", "ON  HOLD", "on hold\\u200b"]
    >>> {normal_form(text) for text in spellings}
    {'on hold'}
    >>> normal_form("the court’s STRASSE") == normal_form("the court's Straße")
    True
    >>> normal_form("10⁶") == normal_form("106"), normal_form("año") == normal_form("ano")
    (False, False)
    """
    return parted_form(text).replace(NON_JOINER, "")


def parted_form(text: str) -> str:
    """Return the normal form, keeping the zero-width non-joiners that divide Persian words.

    >>> ascii(parted_form("\\u0645\\u064a\\u200c\\u0634\\u0648\\u062f"))
    "'\\\\u0645\\\\u06cc\\\\u200c\\\\u0634\\\\u0648\\\\u062f'"
    """
    if not text.isascii():
        text = _IN_GUILLEMETS.sub("", text)
        composed = unicodedata.normalize("NFC", text.translate(_STAND_INS)).casefold()
        composed = _STRAY.sub("", composed)
        # Case folding takes composed letters apart, and the capital I with a dot of Turkish.
        text = unicodedata.normalize("NFC", composed.replace("i\u0307", "i"))
    else:
        text = text.replace("`", "'").casefold()
    return " ".join(text.replace("''", '"').split())  # two marks are typed for one
