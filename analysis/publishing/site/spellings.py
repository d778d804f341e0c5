"""Collect the other names under which a reader may search for a value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from analysis.text.normal_form import normal_form
from analysis.text.visible import one_line

if TYPE_CHECKING:
    from analysis.evidence import Evidence

# English words by the abbreviations, without full stops, that readers of law and news type.
ABBREVIATIONS = {
    "art": "article",
    "arts": "article",
    "cl": "clause",
    "dept": "department",
    "gen": "general",
    "govt": "government",
    "intl": "international",
    "min": "minister",
    "para": "paragraph",
    "pm": "prime minister",
    "pres": "president",
    "sec": "section",
    "usa": "united states",
}
SHORTEST_INITIALS = 3  # letters; two occur in too many words


def other_names(evidence: Evidence) -> dict[str, str]:
    """Return the other names of each entity and concept, by its label as the site shows it.

    Parameters
    ----------
    evidence : Evidence
        The evidence of the site. Its labels.csv has the phrases by which the texts name things.

    Returns
    -------
    dict of str to str
        The names, one per line: the labels that the label does not contain, and its initials.

    Examples
    --------
    >>> import analysis
    >>> names = other_names(analysis.load())
    >>> names["Islamic Revolutionary Guard Corps"].split("\\n")
    ['IRCG', 'IRGC']
    """
    columns = [("entities", "entity_id"), ("concepts", "concept_id")]
    things = pd.concat(
        [
            getattr(evidence, table)[[key, "label"]].set_axis(["of", "name"], axis=1)
            for table, key in columns
        ]
    )
    spelled = evidence.labels.merge(things, on="of")
    names: dict[str, list[str]] = {one_line(name): [] for name in things["name"]}
    for name, label in zip(spelled["name"], spelled["label"], strict=True):
        names[one_line(name)].append(one_line(label))
    for name, labels in names.items():
        labels.append(initials(name))
    return {
        name: "\n".join(others)
        for name, labels in names.items()
        if (others := _new_names(name, labels))
    }


def _new_names(name: str, labels: list[str]) -> list[str]:
    """Return the labels that a search of the name would not find, without repetition."""
    held = normal_form(name)
    return [label for label in dict.fromkeys(labels) if normal_form(label) not in held]


def initials(name: str) -> str:
    """Return the initials of a name of at least three capitalised words; "" for any other.

    >>> initials("Islamic Revolutionary Guard Corps"), initials("Article 406")
    ('IRGC', '')
    """
    letters = "".join(word[0] for word in re.findall(r"[^\W\d_]+", name) if word[0].isupper())
    return letters if len(letters) >= SHORTEST_INITIALS else ""
