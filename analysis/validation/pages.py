"""Check the saved pages in `pages/` from which texts were extracted: each is unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analysis.system import folders
from analysis.validation.problems import Problem, quoted
from analysis.validation.project import Project
from analysis.validation.seeds import LARGEST_SEED

FOLDER = "pages"


def check_pages(project: Project) -> Iterator[Problem]:
    """Yield the pages that are missing, changed, or not of any source."""
    sources = project.tables["sources"]
    for line, file, digest in sources.rows("page_file", "page_sha256"):
        if not file and not digest:
            continue
        column, message = _page_problem(project.root, file, digest)
        if message:
            yield sources.problem(line, column, message)
    listed = set(sources.columns["page_file"])
    try:
        names = folders.names(project.root, FOLDER)
    except FileNotFoundError:
        return
    except OSError as error:
        message = f"cannot be read ({error.strerror}); put the folder itself there"
        yield Problem(FOLDER, 0, "", message)
        return
    message = (
        "is not the page of any row in data/sources.csv; name it in page_file, or move it out of"
    )
    message += " pages/"
    for name in names if sources.is_whole else ():
        if name not in listed and not name.startswith("."):
            yield Problem(f"{FOLDER}/{name}", 0, "", message)


def _page_problem(root: Path, file: str, digest: str) -> tuple[str, str]:
    """Return the column and the problem with the page of a source, or two empty strings."""
    if not file:
        return "page_file", "is blank beside a checksum; write the name of the page, or clear both"
    if Path(file).name != file:
        message = "is not the plain name of a file in pages/; write the name without a folder"
        return "page_file", f"{quoted(file)}: {message}"
    try:
        actual = folders.sha256(folders.read(root, f"{FOLDER}/{file}", LARGEST_SEED))
    except OSError as error:
        message = f"cannot be read in pages/ ({error.strerror}); put that file back"
        return "page_file", f"{quoted(file)}: {message}, or clear page_file and page_sha256"
    if not digest:
        return "page_sha256", f"is blank beside the name of a page; write {actual}"
    if actual != digest:
        message = f"{quoted(digest)}: pages/{file} has another SHA-256; a page is never edited"
        remedy = f"put the file back as it was (or, for a new page, write {actual})"
        return "page_sha256", f"{message}, so {remedy}"
    return "", ""
