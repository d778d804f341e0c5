"""Questions that a reader would ask of the site: each is answered in at most three actions."""

import re

import pytest

from analysis.publishing import site

MOST_ACTIONS = 3
EVIDENCE = ("follow", "Evidence")
QUESTIONS = {  # the actions, and what must be visible after them
    "What are the warrants about?": ([], r"Iran and Iraq .* Donald Trump over the airstrike"),
    "Which article of law is named for Iraq's warrant?": (
        [("follow", "Iraq's arrest warrant")],
        r"\(legal basis\)\s+Article 406",
    ),
    "How many others are said to be on Iran's list?": (
        [("follow", "Iran's arrest warrant")],
        r"\(others count\)\s+35\s.*three dozen \(36\)",
    ),
    "What does no text say of Iran's warrant?": (
        [("follow", "Iran's arrest warrant")],
        r"What no text says.*Is the target immune\?",
    ),
    "What penalty is reported?": (
        [("follow", "Iraq's arrest warrant")],
        r"death penalty",
    ),
    "How do the texts spell Soleimani?": (
        [("follow", "Qasem Soleimani")],
        r"The name, as the texts write it.*Qassam Soleimani",
    ),
    "What did Interpol answer?": (
        [EVIDENCE, ("search", "interpol answer")],
        r"would not consider",
    ),
    "Who says art. 406?": (
        [EVIDENCE, ("search", "art. 406")],
        r"Article 406[^·]{1,400}· said by Baghdad investigative court",
    ),
    "Who denied that anybody was injured?": (
        [EVIDENCE, ("search", "injured no one")],
        r"no one[^·]{1,400}· said by Donald Trump",
    ),
    "What is said of soleymani?": ([EVIDENCE, ("search", "soleymani")], r"1\d\d of \d+ statements"),
    "Does 35 against three dozen rest on how vague words are read?": (
        [EVIDENCE, ("read", "round")],
        r"others count: more exact, usually conflict",
    ),
    "Through whom is it known that Interpol would not consider the request?": (
        [EVIDENCE, ("search", "would not consider"), ("open", "")],
        r"Said by\s+Interpol\s+Through\s+Fox News",
    ),
}


@pytest.fixture(scope="module")
def home(site_files, tmp_path_factory):
    root = tmp_path_factory.mktemp("questions")
    site.write(root, site_files)
    return (root / site.FOLDER).as_uri() + "/"


def act(page, kind: str, what: str) -> int:
    """Do what a reader would; return how many actions it took."""
    if kind == "follow":
        page.locator("main, header").get_by_role("link", name=what, exact=True).first.click()
    elif kind == "search":
        page.get_by_label("Search values").fill(what)
    elif kind == "open":
        page.locator("#rows .value").first.click()
    elif kind == "read":
        folded = not page.locator("#reading").is_visible()
        if folded:  # on a phone
            page.get_by_text("Filters", exact=True).click()
        page.get_by_label("Vague words read as").select_option(label=what)
        return 1 + folded
    return 1


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_answered_in_at_most_three_actions(page, home, question, width):
    actions, answer = QUESTIONS[question]
    opened = page(home, viewport={"width": width, "height": 844}, reduced_motion="reduce")
    opened.goto(f"{home}index.html")
    done = sum(act(opened, *action) for action in actions)
    assert done <= MOST_ACTIONS
    seen = opened.locator("main").inner_text()  # what is folded or hidden is not part of it
    assert re.search(answer, seen, re.DOTALL), seen[:2000]
    assert opened.evaluate("document.documentElement.scrollWidth") == width
