"""Leave out the lines that a PDF repeats on its pages: headers, footers and page numbers."""

from __future__ import annotations

import re
from collections import Counter

from analysis.authoring.notes import examples

_EDGE = 3  # lines at the beginning and at the end of a page
_NUMBER = re.compile(
    r"(?i)\W*(?:page|p\.|pg\.?|seite|página|pagina|strona|стр\.?|صفحة|صفحه|第)?\s*(\d{1,4})"
    r"\s*(?:页|頁|ページ)?(?:\s*(?:/|of|von|de|di|из|من|از)\s*\d{1,4})?\W*"
)
ADVERTISEMENTS = re.compile(
    r"(?i)\W*(?:advertisements?|advertising|sponsored(?: content)?|promoted|anzeigen?|werbung"
    r"|publicité|publicidad|pubblicità|publicidade|reklama|реклама|إعلانات?|اعلان|تبلیغات|آگهی|广告|廣告"
    r"|広告|advertentie|annons|mainos|continue reading(?: the main story)?|read more|share this)\W*"
)


def without_running_lines(pages: list[str]) -> tuple[list[str], list[str]]:
    """Return the pages of a document without running lines, and notes on what was left out.

    A running line is at the edge of at least two pages and at least half of all pages; a number in
    it may count the pages. A number by itself is a running line if other pages continue the count.

    >>> without_running_lines(["The Herald\\nTen men\\n1", "The Herald\\nleft.\\n2"])
    (['Ten men', 'left.'], ['headers, footers and page numbers left out (2): "The Herald", "1"'])
    """
    split = [page.split("\n") for page in pages]
    counts = Counter(
        form
        for number, lines in enumerate(split)
        for form in {form for place in _edges(lines) for form in _forms(lines[place], number)}
    )
    offsets = Counter(
        offset
        for number, lines in enumerate(split)
        for offset in {_offset(lines[place], number) for place in _edges(lines)} - {None}
    )
    most = max(2, len(pages) / 2)
    result: list[str] = []
    left_out: dict[str, str] = {}
    for number, lines in enumerate(split):
        dropped = set()
        for place in _edges(lines):
            forms, offset = _forms(lines[place], number), _offset(lines[place], number)
            is_number = _NUMBER.fullmatch(lines[place]) is not None
            if (offset is not None and offsets[offset] >= 2) or (
                not is_number and max(counts[form] for form in forms) >= most
            ):
                dropped.add(place)
                key = "#" if is_number else max(forms, key=counts.__getitem__)
                left_out.setdefault(key, lines[place].strip())
        kept_lines = [line for place, line in enumerate(lines) if place not in dropped]
        result.append("\n".join(kept_lines))
    notes = []
    if left_out:
        what = "headers, footers and page numbers left out"
        notes.append(f"{what} ({len(left_out)}): {examples(list(left_out.values()))}")
    return result, notes


def doubtful_lines(text: str) -> list[str]:
    """Return a note on lines that are unlikely to belong to an article, such as "Advertisement".

    >>> doubtful_lines("Advertisements\\nThe court issued a warrant.")
    ['lines that may not belong to the article, kept (1): "Advertisements"']
    """
    lines = [line.strip() for line in text.splitlines()]
    doubtful = [line for line in lines if ADVERTISEMENTS.fullmatch(line) or _NUMBER.fullmatch(line)]
    if not doubtful:
        return []
    what = "lines that may not belong to the article, kept"
    return [f"{what} ({len(doubtful)}): {examples(doubtful)}"]


def _edges(lines: list[str]) -> list[int]:
    """Return the positions of the first and last lines of a page that are not blank."""
    places = [place for place, line in enumerate(lines) if line.strip()]
    if len(places) <= 2:  # the text of a nearly empty page is there
        return places[-1:] if places and _NUMBER.fullmatch(lines[places[-1]]) else []
    return sorted({*places[:_EDGE], *places[-_EDGE:]})


def _forms(line: str, number: int) -> set[str]:
    """Return the forms a line may take on other pages: unchanged, or with another page number."""
    line = " ".join(line.split())
    forms = {line}
    for match in re.finditer(r"\d{1,4}", line):
        forms.add(f"{line[: match.start()]}#{int(match[0]) - number}#{line[match.end() :]}")
    return forms


def _offset(line: str, number: int) -> int | None:
    """Return how far a page number is from the position of its page; None if it is not a number."""
    match = _NUMBER.fullmatch(line)
    return int(match[1]) - number if match else None
