"""Write a number with its noun, in the singular or the plural."""

from __future__ import annotations


def count_noun(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun.

    >>> count_noun(1, "text"), count_noun(2_000, "text"), count_noun(0, "country", "countries")
    ('1 text', '2,000 texts', '0 countries')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def be(number: int) -> str:
    """Return the form of "be" that follows a number of things.

    >>> be(0), be(1), be(2)
    ('are', 'is', 'are')
    """
    return "is" if number == 1 else "are"
