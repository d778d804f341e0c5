"""Read numbers in digits, with the separators that the language of the text uses."""

# ruff: noqa: RUF001 - some separators belong to other scripts

from __future__ import annotations

import re
from decimal import Decimal


def _tags(text: str) -> frozenset[str]:
    return frozenset(text.split())


# The decimal mark by language and region, as in Unicode's CLDR for European digits. A test compares
# these lists with CLDR. In a language that is on neither list, both marks are possible.
_COMMA = _tags(
    "af az be bg bs ca cs da de el es et eu fi fo fr fy gl hr hu hy id is it ka kk kl ky lb lt "
    "lv mk nb nl nn no pl ps pt ro ru rw sc sk sl sq sr sv tg tk tr tt uk uz vi wo"
)
_POINT = _tags(
    "am ar bn cy en fa fil ga gu ha he hi ig ja kn ko ml mn mr ms mt my ne or pa sa sd si so sw "
    "ta te th ti to ug ur yi yo yue zh zu"
)
_COMMA_IN = _tags(
    "en-AT en-BE en-CZ en-DE en-DK en-ES en-FI en-FR en-HU en-ID en-IT en-NL en-NO en-PL en-PT "
    "en-RO en-SE en-SI en-SK en-ZA ar-DZ ar-LB ar-LY ar-MA ar-MR ar-TN ms-BN ms-ID sw-CD"
)
_POINT_IN = _tags(
    "de-CH de-LI it-CH es-419 es-BR es-BZ es-CU es-DO es-GT es-HN es-MX es-NI es-PA es-PE es-PR "
    "es-SV es-US"
)

_THIN = " '’‘`´٬"  # separate thousands in any language
_EITHER = ".,"  # separate thousands in some languages and decimals in others
_DECIMAL = "٫·"  # separate decimals in any language
_ARABIC_COMMA = "،"  # separates thousands if three digits follow, otherwise items of a list
NUMERAL = re.compile(
    rf"\d{{1,3}}(?:(?P<thin>[{_THIN}])\d{{3}}(?!\d))(?:(?P=thin)\d{{3}}(?!\d))*"
    rf"(?:[{_EITHER}{_DECIMAL}]\d+)*"
    rf"|\d+(?:[{_EITHER}{_DECIMAL}]\d+|{_ARABIC_COMMA}\d{{3}}(?!\d))*"
)
_WESTERN = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
_INDIAN = re.compile(r"[1-9]\d?(?:,\d\d)*,\d{3}")
_MOST_DIGITS = 30


def decimal_mark(language: str) -> str:
    """Return the decimal mark in a language, or "" if it is unknown.

    Parameters
    ----------
    language : str
        A BCP 47 tag. A region changes the mark if its press writes numbers differently.

    Examples
    --------
    >>> decimal_mark("en"), decimal_mark("de"), decimal_mark("de-CH"), decimal_mark("und")
    ('.', ',', '.', '')
    """
    name, *rest = language.split("-")
    tag = f"{name}-{rest[-1]}" if rest else name
    if tag in _POINT_IN or (name in _POINT and tag not in _COMMA_IN):
        return "."
    return "," if name in _COMMA or tag in _COMMA_IN else ""


def readings(numeral: str, language: str, scaled: bool = False) -> tuple[Decimal, ...]:
    """Return the numbers that a numeral can mean in a language.

    Parameters
    ----------
    numeral : str
        European digits with separators, as `NUMERAL` matches them.
    language : str
        The BCP 47 tag of the language of the text.
    scaled : bool
        Whether a word such as "million" follows, so that decimals are likely.

    Returns
    -------
    tuple of Decimal
        One number; two if the language does not decide, the smaller first; none if the digits are
        not a single number.

    Examples
    --------
    >>> readings("35.000", "de"), readings("35,000", "en"), readings("35 000", "fr")
    ((Decimal('35000'),), (Decimal('35000'),), (Decimal('35000'),))
    >>> readings("35.000", "en"), readings("1.2.3", "en"), readings("1,00,000", "hi")
    ((Decimal('35.000'), Decimal('35000')), (), (Decimal('100000'),))
    """
    if len(numeral) > _MOST_DIGITS:
        return ()
    plain = re.sub(f"[{_THIN}{_ARABIC_COMMA}]", "", numeral)
    grouped = len(plain) < len(numeral)
    marks = re.sub(r"\d", "", plain)
    if not marks:
        return (Decimal(plain),)
    if marks[-1] in _DECIMAL or grouped or len(set(marks)) == 2:
        return _with_decimals(plain, marks)
    decimal = Decimal(plain.replace(",", ".")) if len(marks) == 1 else None
    whole = _thousands(plain, marks[0])
    if whole is None or decimal is None:
        number = decimal if whole is None else whole
        return () if number is None else (number,)
    mark = decimal_mark(language)
    if mark and marks != mark:
        return (whole,)
    return (decimal,) if mark and scaled else (decimal, whole)


def _with_decimals(plain: str, marks: str) -> tuple[Decimal, ...]:
    """Return the number whose last mark is its decimal mark."""
    whole, decimals = re.split(rf"[{_EITHER}{_DECIMAL}](?=\d+$)", plain)
    if len(marks) > 1:
        thousands = _thousands(whole, marks[0]) if len(set(marks[:-1])) == 1 else None
        if thousands is None or marks[0] == marks[-1]:
            return ()
        whole = str(thousands)
    return (Decimal(f"{whole}.{decimals}"),)


def _thousands(numeral: str, mark: str) -> Decimal | None:
    """Return a number with a mark between thousands, or lakhs and crores; otherwise None."""
    groups = numeral.replace(mark, ",")
    if _WESTERN.fullmatch(groups) or _INDIAN.fullmatch(groups):
        return Decimal(groups.replace(",", ""))
    return None
