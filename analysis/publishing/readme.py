"""Generate the parts of README.md and of the pages in docs/ that are between markers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from analysis import figures, findings, tables
from analysis.display import markdown
from analysis.errors import UserError
from analysis.publishing import story
from analysis.system import files, folders
from analysis.text.visible import visible
from analysis.validation import schema
from analysis.validation.csv_tables import LARGEST
from analysis.values import edtf

if TYPE_CHECKING:
    from analysis.evidence import Evidence

FILE = "README.md"
FIGURE = "docs/cards.png"
DICTIONARY, CODEBOOK = "docs/data-dictionary.md", "docs/codebook.md"  # of a project that has them
FOLDERS = (".", "docs")  # the folders that `write` changes
_PART = re.compile(r"(<!-- begin (?P<name>\w+) -->\n).*?(<!-- end (?P=name) -->)", re.DOTALL)


class MarkerError(UserError):
    """A file lacks the markers of its generated parts."""


def generated(root: Path, evidence: Evidence) -> dict[str, bytes]:
    """Return the content that README.md, its figure and the pages in docs/ should have, by file."""
    drawn = figures.cards(tables.cards(evidence))
    if text := text_of_story(root):
        name, opening = "story", story.in_markdown(text, evidence)
    else:
        name, opening = "findings", markdown.markdown_list(findings.headline(evidence))
    pages = {
        FILE: {
            name: lambda: opening,
            "figure": lambda: f"![{markdown.escape_alt(str(drawn.get_label()))}]({FIGURE})",
            "texts": lambda: text_table(evidence),
        },
        DICTIONARY: {"fields": lambda: field_tables(root)},
        CODEBOOK: {
            "properties": lambda: property_list(evidence),
            "concepts": lambda: concept_list(evidence),
        },
    }
    content = {
        page: filled(root, page, {name: part() for name, part in parts.items()}).encode("utf-8")
        for page, parts in pages.items()
        if page == FILE or files.current(root, page) is not None
    }
    return content | {FIGURE: figures.png(drawn)}


def text_of_story(root: Path) -> str:
    """Return the story that README.md tells instead of the findings; "" if there is none.

    It tells the story of the first notebook if it has a part with that name.
    """
    if b"<!-- begin story -->" not in (files.current(root, FILE) or b""):
        return ""
    text = story.text_of(root)
    if not text:
        raise MarkerError(
            f"{FILE}: has a part story, and the first notebook shows no text with `prose`; write"
            " one there, or name the part findings"
        )
    return text


def filled(root: Path, file: str, parts: dict[str, str]) -> str:
    """Return the text of a file with new content between its markers."""
    try:
        text = folders.read(root, file, LARGEST).decode("utf-8")
    except FileNotFoundError:
        message = f"{file}: is not in {visible(root.name)}, so there is no part to renew"
        raise MarkerError(f"{message}; {_write_markers(parts)}") from None
    except OSError as error:
        raise MarkerError(
            f"{file}: cannot be read: {error.strerror}; make it a plain file"
        ) from error
    except UnicodeDecodeError as error:
        raise MarkerError(
            f"{file}: is not UTF-8 at byte {error.start}; save it as UTF-8"
        ) from error
    names = {match["name"] for match in _PART.finditer(text)}
    if names != set(parts):
        listed = ", ".join(sorted(names)) or "no part"
        raise MarkerError(f"{file}: has {listed} between markers; {_write_markers(parts)}")
    return _PART.sub(lambda part: f"{part[1]}{parts[part['name']]}\n{part[3]}", text)


def _write_markers(parts: Iterable[str]) -> str:
    """Return a sentence that says which markers a file needs."""
    return (
        "write the lines <!-- begin NAME --> and <!-- end NAME --> into it, once for each NAME of"
        f" {', '.join(sorted(parts))}"
    )


def stale(root: Path, evidence: Evidence) -> dict[str, bytes]:
    """Return the new content of the generated files that are out of date."""
    return {
        name: content
        for name, content in generated(root, evidence).items()
        if files.current(root, name) != content
    }


def write(root: Path, evidence: Evidence) -> list[str]:
    """Write the generated files that are out of date, and return their names."""
    before = {name: files.current(root, name) for name in (FILE, FIGURE, DICTIONARY, CODEBOOK)}
    if before[FIGURE] and f"]({FIGURE})".encode() not in (before[FILE] or b""):
        message = f"{FIGURE}: would be overwritten, although {FILE} does not show it"
        raise MarkerError(f"{message}; move it away and run again")
    outdated = stale(root, evidence)
    for name, content in outdated.items():
        files.replace(root, name, content, before[name])
    return list(outdated)


def text_table(evidence: Evidence) -> str:
    """Return the texts as a Markdown table: label, date, file."""
    rows = [("text", "published", "file"), ("---",) * 3]
    columns = evidence.sources[["label", "published", "published_basis", "file"]].astype("str")
    for label, published, basis, file in columns.itertuples(index=False, name=None):
        dated = f"{edtf.in_words(published)}, {basis}"
        link = f"[{_code(file)}](seeds/{quote(file)})"
        rows.append((markdown.escape(label), markdown.escape(dated), link))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def property_list(evidence: Evidence) -> str:
    """Return the properties as a Markdown list: each with its kind, definition and scope."""
    rows = evidence.properties.fillna("").to_dict("records")
    return "\n".join(map(_property_line, rows))


def _property_line(row: dict) -> str:
    kind = f"{row['kind']} of the scheme {row['scheme']}" if row["scheme"] else row["kind"]
    one_or_many = {"one": "one value can be true", "many": "several values can be true together"}
    about = [row["topic"], kind, one_or_many[row["cardinality"]]]
    about += [f"always {row['stance']}"] if row["stance"] else []
    about += ["a narrower value implies the broader one"] if row["implies"] == "yes" else []
    definition, scope = markdown.escape(row["definition"]), markdown.escape(row["scope"])
    return f"- {_code(row['property'])} ({'; '.join(about)}): *{definition}* {scope}"


def concept_list(evidence: Evidence) -> str:
    """Return the concepts as a Markdown list, scheme by scheme, each with its broader one."""
    concepts = evidence.concepts.fillna("")
    lines = []
    for scheme, of_scheme in concepts.groupby("scheme", sort=False):
        lines.append(f"- **{markdown.escape(str(scheme))}**")
        for row in of_scheme.to_dict("records"):
            within = f", within {_code(row['broader'])}" if row["broader"] else ""
            label, definition = markdown.escape(row["label"]), markdown.escape(row["definition"])
            lines.append(f"  - {_code(row['concept_id'])}, {label}{within}: {definition}")
    return "\n".join(lines)


def field_tables(root: Path) -> str:
    """Return a Markdown table of the fields of each table, as the data package describes them."""
    package = json.loads(folders.read(root, schema.DESCRIPTOR, schema.LARGEST_DESCRIPTOR))
    tables = [field_table(f"data/{it['path']}", it) for it in package["resources"]]
    return "\n\n".join(tables)


def field_table(path: str, resource: dict) -> str:
    """Return the fields of one table as a Markdown table, under its path and description."""
    key = resource["schema"].get("primaryKey", [])
    head = f"#### {_code(path)}\n\n{markdown.escape(resource['description'])}\n"
    if key:
        head += f"Key: {', '.join(map(_code, key))}.\n"
    rows = [
        ("field", "meaning", "type", "allowed", "example"),
        ("---",) * 5,
        *map(_field_row, resource["schema"]["fields"]),
    ]
    return "\n".join([head, *(f"| {' | '.join(row)} |" for row in rows)])


def _field_row(field: dict) -> tuple[str, ...]:
    example = field.get("example", "")
    texts = map(markdown.escape, (field["description"], _type(field)))
    return _code(field["name"]), *texts, _allowed(field), markdown.escape(example)


def _type(field: dict) -> str:
    return "EDTF date" if field.get("edtf") else field["type"]


def _allowed(field: dict) -> str:
    limits = field.get("constraints", {})
    rules = [] if limits.get("required") else ["may be blank"]
    allowed = (str(v).lower() if v is True else str(v) for v in limits.get("enum", []))
    rules += [", ".join(map(_code, allowed))]
    rules += [f"at least {limits['minimum']}"] if "minimum" in limits else []
    rules += ["unique"] if limits.get("unique") else []
    rules += [f"form {_code(limits['pattern'])}"] if "pattern" in limits else []
    return "; ".join(filter(None, rules)) or "any"


def _code(text: str) -> str:
    """Return `text` as code in a cell, or escaped if it would end the code or the generated part.

    >>> _code("a|b"), _code("a`b")
    ('`a\\\\|b`', 'a\\\\`b')
    """
    shown = visible(text)
    if re.search(r"`|\\\||<!--|\\$", shown):
        return markdown.escape(shown)
    return "`" + shown.replace("|", "\\|") + "`"
