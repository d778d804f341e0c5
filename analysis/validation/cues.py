"""Check cues: the words that attribute each statement to its speaker occur in its text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from analysis.text import spans
from analysis.text.cuts import cut_at, is_whole
from analysis.text.spans import Span, overlapping
from analysis.validation.labels import has_label, phrase
from analysis.validation.problems import Problem, quoted
from analysis.validation.project import Project, Statement
from analysis.validation.vocabulary import CHAIN, OWN_VOICE, UNNAMED, Basis

GAP = " … "  # between the passages of a cue in several parts
_SENTENCES_NEAR = 2  # on either side of the quote, within which the passages of its cue must be


def check_cues(project: Project) -> Iterator[Problem]:
    """Yield the cues that are not in their text, and the attributions without a cue."""
    statements = project.tables["statements"]
    voices = {row.speaker for row in project.statements} - {OWN_VOICE, UNNAMED}
    for row in project.statements:
        if row.speaker not in project.labels:
            continue  # another check reports the unknown speaker
        message = ""
        if row.cue and row.speaker == OWN_VOICE and not row.via:
            message = f"{quoted(row.cue)}: the speaker is the article itself; leave cue blank, or"
            message += " correct the speaker"
        elif not row.cue and row.speaker != OWN_VOICE and row.basis == Basis.STATED:
            message = f"is blank; copy the words that give {row.speaker} as the speaker,"
            message += " or mark the statement inferred and say what it follows from"
        elif row.cue and locate(project.texts[row.source_id], row.cue, row.span) is None:
            message = f"{quoted(row.cue)}: is not in {row.source_id}; copy the words of the text,"
            message += f' and write "{GAP}" between passages that are apart, in their order'
        elif row.cue:
            message = (
                _cut_word(project, row)
                or _other_voice(project, row, voices)
                or _far_away(project, row)
            )
        if message:
            yield statements.problem(row.line, "cue", message)


def _cut_word(project: Project, row: Statement) -> str:
    """Return the problem with a cue in which a passage begins or ends within a word, or ""."""
    text = project.texts[row.source_id]
    for place in locate(text, row.cue, row.span) or []:
        if cut := cut_at(text, place[0]) or cut_at(text, place[1]):
            whole = quoted(text[slice(*cut.span)])
            return f"{quoted(row.cue)}: cuts the {cut.kind} {whole}; copy it whole"
    return ""


def _other_voice(project: Project, row: Statement, voices: set[str]) -> str:
    """Return the problem with a cue that names a speaker other than its own, or ""."""
    words, labels = phrase(row.cue), project.labels
    own = {row.speaker, *row.via.split(CHAIN)}
    if row.speaker not in voices or has_label(words, labels.get(row.speaker, [])):
        return ""
    for voice in sorted(voices - own):
        if has_label(words, labels.get(voice, [])):
            message = f"{quoted(row.cue)}: names {voice} and not {row.speaker}; copy the words for"
            return f"{message} {row.speaker}, or correct the speaker"
    return ""


def _far_away(project: Project, row: Statement) -> str:
    """Return the problem with a cue in which a passage is not near the quote, or ""."""
    sentences = project.sentences[row.source_id]
    touched = overlapping(sentences, row.span)
    near = range(touched.start - _SENTENCES_NEAR, touched.stop + _SENTENCES_NEAR)
    places = locate(project.texts[row.source_id], row.cue, row.span) or []
    if all(set(overlapping(sentences, place)) & set(near) for place in places):
        return ""
    message = f"{quoted(row.cue)}: is more than {_SENTENCES_NEAR} sentences away from the quote;"
    return f"{message} copy the words that attribute this statement"


def locate(text: str, cue: str, quote: Span) -> list[Span] | None:
    """Return the spans of the passages of a cue, each as near to the quote as possible.

    Parameters
    ----------
    text : str
        The text of the source.
    cue : str
        One passage, or several in this order, joined by `GAP`.
    quote : (int, int)
        The span of the quote that it attributes.

    Returns
    -------
    list of (int, int) or None
        One span per passage, in code points; None if the passages do not occur in this order.

    Examples
    --------
    >>> text = "He said no. Later, the court said: yes, according to Reuters."
    >>> locate(text, "the court said … according to Reuters", (35, 38))
    [(19, 33), (40, 60)]
    """

    def nearest(places: list[int], length: int) -> int:
        return min(places, key=lambda place: (_distance(place, length, quote), place))

    # The nearest places may leave no room for the rest; the first places leave the most.
    return _in_order(text, cue, nearest) or _in_order(text, cue, lambda places, _: places[0])


def _in_order(text: str, cue: str, choose: Callable[[list[int], int], int]) -> list[Span] | None:
    """Return the spans of the passages of a cue, each after the one before, or None.

    `choose` takes the places where a passage can be, and its length.
    """
    found: list[Span] = []
    for passage in cue.split(GAP):
        after = found[-1][1] if found else 0
        places = [place for place in spans.occurrences(text, passage) if place >= after]
        if not places:
            return None
        whole = [place for place in places if is_whole(text, (place, place + len(passage)))]
        place = choose(whole or places, len(passage))
        found.append((place, place + len(passage)))
    return found


def _distance(place: int, length: int, quote: Span) -> int:
    return max(quote[0] - (place + length), place - quote[1], 0)
