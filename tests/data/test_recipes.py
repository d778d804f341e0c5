"""docs/recipes.md cannot go stale: each recipe runs by itself, and prints what the page shows."""

import contextlib
import io
import re
import warnings

import pytest
from matplotlib import pyplot

from analysis.system.project_folder import PROJECT
from tests.support.commands import call

PAGE = (PROJECT / "docs/recipes.md").read_text(encoding="utf-8")
FIRST_LINES, *SECTIONS = re.split(r"^## ", PAGE, flags=re.MULTILINE)
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PRINTED = re.compile(r"^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LONGEST = 6  # Python statements in a recipe, at most
MORE = "…\n"  # the last line of what the page shows, if more is printed


def printed_by(code: str) -> str:
    """What Python code prints after the first lines of the page, with nothing else defined."""
    (begin,) = PYTHON.findall(FIRST_LINES)
    output = io.StringIO()
    with contextlib.redirect_stdout(output), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "no row of this table is about")  # as the page says
        exec(compile(begin + code, "docs/recipes.md", "exec"), {"__name__": "recipe"})
    lines = output.getvalue().splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines).rstrip("\n") + "\n"


def is_shown(printed: str, shown: str) -> bool:
    """Whether the page shows what is printed, or the start of it where it says that more follows.

    >>> is_shown("a\\nb\\n", "a\\n…\\n"), is_shown("a\\n", "a\\n…\\n"), is_shown("a\\nb\\n", "a\\n")
    (True, False, False)
    """
    if shown.endswith(MORE):
        start = shown.removesuffix(MORE)
        return printed.startswith(start) and printed != start and bool(start)
    return printed == shown


@pytest.mark.parametrize("section", SECTIONS, ids=lambda text: text.partition("\n")[0])
def test_a_recipe_prints_what_the_page_shows(section, tmp_path, monkeypatch):
    assert call("new", tmp_path / "my-project")[0] == 0
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ANALYSIS_ROOT", str(PROJECT))
    (code,), (shown,) = PYTHON.findall(section), PRINTED.findall(section)
    assert is_shown(printed_by(code), shown), printed_by(code)
    pyplot.close("all")


def test_the_page_has_at_most_twenty_short_recipes():
    assert 10 <= len(SECTIONS) <= 20
    for section in SECTIONS:
        (code,) = PYTHON.findall(section)
        assert 1 <= len(code.splitlines()) <= LONGEST, code


def test_every_block_of_the_page_is_run_or_compared():
    fences = re.findall(r"^```(\w*)$", PAGE, re.MULTILINE)
    assert [name for name in fences if name] == ["python", *["python", "text"] * len(SECTIONS)]


def test_names_that_the_page_mentions_exist():
    import analysis

    for module, name in re.findall(r"\b(tables|agreement|coverage|display|figures)\.(\w+)", PAGE):
        assert hasattr(getattr(analysis, module), name), f"{module}.{name}"
