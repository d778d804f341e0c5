"""Read the texts in `seeds/`, and check that each is the unchanged file of one source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analysis.system import folders
from analysis.text.duplicates import duplicates
from analysis.validation.csv_tables import Table
from analysis.validation.problems import Problem, quoted

LARGEST_SEED = 8 << 20  # bytes: more than any article and most books


def read_texts(root: Path, sources: Table) -> tuple[dict[str, str], list[Problem]]:
    """Read the text of each source.

    Returns
    -------
    texts : dict of str
        The texts by the id of their source, without those that cannot be read.
    problems : list of Problem
        Files that are missing, changed, not UTF-8, or not of any source.
    """
    texts, problems = {}, []
    for line, source, file, digest in sources.rows("source_id", "file", "sha256"):
        if not file or Path(file).name != file:
            message = "is not the plain name of a file in seeds/; write the name without a folder"
            problems.append(sources.problem(line, "file", f"{quoted(file)}: {message}"))
            continue
        try:
            content = folders.read(root, f"seeds/{file}", LARGEST_SEED)
            text = content.decode("utf-8")
        except OSError as error:
            message = f"cannot be read in seeds/ ({error.strerror}); put that file back"
            problems.append(sources.problem(line, "file", f"{quoted(file)}: {message}"))
            continue
        except UnicodeDecodeError as error:
            message = f"is not UTF-8 at byte {error.start}; put the file back as it was (a new text"
            message += " is saved as plain UTF-8)"
            problems.append(Problem(f"seeds/{file}", 0, "", message))
            continue
        texts[source] = text
        actual = folders.sha256(content)
        if actual != digest:
            message = f"{quoted(digest)}: seeds/{file} has another SHA-256; a text is never edited"
            message += f", so put the file back as it was (or, for a new text, write {actual})"
            problems.append(sources.problem(line, "sha256", message))
    return texts, problems + _unlisted_seeds(root, sources)


def repeated_texts(sources: Table, texts: dict[str, str]) -> Iterator[str]:
    """Yield a line for each text that is the same as one above it, except for a byline or spaces.

    This is not a problem, because several outlets may publish one text; it counts as one voice.
    """
    file_of = {source: file for _, source, file in sources.rows("source_id", "file")}
    ids = [source for source in file_of if source in texts]
    for first, *repeated in duplicates([texts[source] for source in ids]):
        for place in repeated:
            same = f"seeds/{file_of[ids[place]]}: is the same text as seeds/{file_of[ids[first]]}"
            yield f"{same}, and counts as one voice; delete its row if it was added twice"


def _unlisted_seeds(root: Path, sources: Table) -> list[Problem]:
    """Find the files in `seeds/` that no source names."""
    if not sources.is_whole:
        return []
    try:
        names = folders.names(root, "seeds")
    except FileNotFoundError:
        return []
    except OSError as error:
        message = f"cannot be read ({error.strerror}); put the folder itself there"
        return [Problem("seeds", 0, "", message)]
    listed = set(sources.columns["file"])
    message = "has no row in data/sources.csv; add one, or move the file out of seeds/"
    return [
        Problem(f"seeds/{name}", 0, "", message)
        for name in names
        if name not in listed and not name.startswith(".")
    ]
