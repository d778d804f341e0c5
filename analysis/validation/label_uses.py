"""Check labels.csv: each label occurs in some text, and names its concept wherever it occurs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from analysis.text.normal_form import normal_form
from analysis.text.spans import overlapping
from analysis.validation.csv_tables import Table
from analysis.validation.keys import unknown_names
from analysis.validation.labels import has_label, phrase
from analysis.validation.problems import Problem, quoted
from analysis.validation.project import Project
from analysis.validation.vocabulary import Order, Stance


def check_labels(project: Project) -> Iterator[Problem]:
    """Yield the labels of unknown things, those in no text, and those that look the same."""
    labels = project.tables["labels"]
    texts = [phrase(text) for text in project.texts.values()]
    are_whole = all(
        project.tables[kind].is_whole for kind in ("concepts", "entities", "properties")
    )
    named = {
        *(stance for stance in Stance if stance != Stance.ASSERTED),
        *Order,
        *project.tables["concepts"].columns["concept_id"],
        *project.tables["entities"].columns["entity_id"],
        *project.tables["properties"].columns["property"],
    }

    def unknown(name: str, n_cells: int) -> str:
        if name in named or name.isdecimal() or not are_whole:
            return ""
        message = f"{quoted(name)}: is not a concept, entity, property, stance, order or number"
        rows = "the row" if n_cells == 1 else f"the {n_cells} rows that have it"
        return f"{message}; write the id of one, or delete {rows}"

    yield from unknown_names(labels, "of", labels.rows("of"), unknown)
    for line, label in labels.rows("label"):
        if (
            label
            and project.has_all_texts
            and not any(has_label(text, [phrase(label)]) for text in texts)
        ):
            message = f"{quoted(label)}: is not in any text; correct it, or delete the row"
            yield labels.problem(line, "label", message)
    yield from _alike(project.tables["concepts"], "concept_id", "scheme")
    yield from _alike(project.tables["entities"], "entity_id", "kind")


def _alike(table: Table, key: str, group: str) -> Iterator[Problem]:
    """Yield the rows whose label looks the same as that of a row above them."""
    first: dict[tuple[str, str], tuple[int, str]] = {}
    for line, name, label, of_group in table.rows(key, "label", group):
        above, other = first.setdefault((of_group, normal_form(label)), (line, name))
        if label and above != line:
            message = f"{quoted(label)}: looks the same as the label of {other} (line {above});"
            message += " make one of the two labels say how they differ, or delete one of the rows"
            yield table.problem(line, "label", message)


def check_label_uses(project: Project) -> Iterator[Problem]:
    """Yield the labels of concepts that occur in a sentence from which the concept was not coded.

    Such a label is too wide, or a statement is missing. A statement of a narrower concept suffices.
    Nothing is said of the texts from which a concept is coded with a quote that was not found.
    """
    if not project.has_all_texts:
        return
    labels = project.tables["labels"]
    schemes = set(project.tables["properties"].columns["scheme"])  # a month is none of these
    concepts = project.tables["concepts"].rows("concept_id", "scheme", "broader")
    broader_of = {name: broader for _, name, scheme, broader in concepts if scheme in schemes}
    # The sentences from which each concept was coded, by source and number.
    coded: dict[str, set[tuple[str, int]]] = defaultdict(set)
    misquoted: dict[str, set[str]] = defaultdict(set)  # the sources of each concept
    rows = project.tables["statements"].rows("source_id", "value")
    for (_, source, value), span in zip(rows, project.spans, strict=True):
        touched = overlapping(project.sentences[source], span) if span else ()
        seen: set[str] = set()
        concept = value
        while concept in broader_of and concept not in seen:
            seen.add(concept)
            coded[concept].update((source, number) for number in touched)
            misquoted[concept].update(() if span else (source,))
            concept = broader_of[concept]
    passages = list(_passages(project))
    for line, name, label in labels.rows("of", "label"):
        if name not in broader_of or not (words := phrase(label)):
            continue
        for source, number, sentence, passage in passages:
            is_coded = source in misquoted[name] or (source, number) in coded[name]
            if not is_coded and has_label(passage, [words]):
                message = f"{quoted(label)}: is in {source} in {quoted(sentence)} too, from which"
                message += f" {name} is not coded; code it, or make the label longer"
                yield labels.problem(line, "label", message)
                break


def _passages(project: Project) -> Iterator[tuple[str, int, str, str]]:
    """Yield each sentence that is not excluded: source, number, words, and its phrase."""
    excluded = {(s, q) for _, s, q in project.tables["exclusions"].rows("source_id", "quote")}
    for source, text in project.texts.items():
        phrases = project.phrases[source]
        for number, sentence in enumerate(project.sentences[source]):
            words = text[sentence.start : sentence.end]
            if (source, words) not in excluded:
                yield source, number, words, phrases[number]
