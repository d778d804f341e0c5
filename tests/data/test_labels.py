"""Each label in labels.csv is needed: a check fails without it, or it is the spelling of a text."""

from collections import defaultdict
from dataclasses import replace

from analysis.system.project_folder import PROJECT
from analysis.validation import checks, grounding
from analysis.validation.labels import phrase
from analysis.validation.vocabulary import CHAIN, Order


def test_every_label_is_needed():
    """Without it a check fails, or it is a spelling or a word of order that is quoted."""
    tables, _ = checks.read_tables(PROJECT)
    whole, _ = checks.read_project(PROJECT, tables)
    labels, used = whole.tables["labels"], (grounding.check_values, grounding.check_named_nearby)
    quoted = defaultdict(str)  # the words of the statements that name each entity
    for row in whole.statements:
        for name in {row.entity_id, row.value, row.speaker, *row.via.split(CHAIN), *Order}:
            quoted[name] += phrase(row.quote) + phrase(row.cue)
    spelt = {*whole.tables["entities"].columns["entity_id"], *Order}
    unused = []
    for number, (line, of, label) in enumerate(labels.rows("of", "label")):
        if of in spelt and phrase(label) in quoted[of]:
            continue
        columns = {
            name: [*cells[:number], *cells[number + 1 :]] for name, cells in labels.columns.items()
        }
        lines = [*labels.lines[:number], *labels.lines[number + 1 :]]
        without = labels._replace(lines=lines, columns=columns)
        project = replace(whole, tables={**whole.tables, "labels": without})
        vars(project).update(sentences=whole.sentences)
        if not any(any(check(project)) for check in (*used, grounding.check_stances)):
            unused.append(f"{labels.file}:{line}: {of}, {label}")
    assert unused == []
