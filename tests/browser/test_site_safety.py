"""Pages of hostile notebooks in a browser: nothing runs, is requested, or covers the site."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.publishing import notebooks, site
from analysis.publishing.site import layout
from tests.support import browser
from tests.support.csv_files import copy_project
from tests.support.hostile_notebooks import PAYLOADS, notebook

ALL = "99_all"
WIDTHS = (1280, 390)  # of the window, in pixels
# The site's own elements, and what is at the middle of each: the element itself, or what covers it.
FRAME = """() => {
  const seen = (element) => {
    element.scrollIntoView({ block: "center" });
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const points = [[0.1, 0.5], [0.5, 0.5], [0.9, 0.5]].map(([x, y]) =>
      document.elementFromPoint(box.left + x * box.width, box.top + y * box.height));
    return box.width > 20 && box.height > 5 && style.visibility === "visible"
      && style.opacity === "1" && points.every((point) => element.contains(point));
  };
  const notebook = document.querySelector("main > .notebook");
  const footer = document.querySelector("body > footer");
  return {
    children: [...document.body.children].map((child) => child.localName).join(" "),
    main: [...document.querySelector("main").children].map((child) => child.className),
    notice: seen(footer.querySelector("p")),
    navigation: [...document.querySelectorAll("header.top a")].slice(0, 3).every(seen),
    below: notebook.getBoundingClientRect().bottom <= footer.getBoundingClientRect().top,
    wide: document.documentElement.scrollWidth,
    positioned: [...notebook.querySelectorAll("*")].filter((element) =>
      getComputedStyle(element).position !== "static").length,
    foreign: [...document.querySelectorAll("body *")].filter((element) =>
      element.namespaceURI !== "http://www.w3.org/1999/xhtml").length,
    active: document.querySelectorAll("script, iframe, object, embed, form, input, base,"
      + "link[rel=stylesheet], main style, main meta, video, audio, template, dialog,"
      + "main [id], main [name]").length,
    events: [...document.querySelectorAll("*")].filter((element) =>
      [...element.attributes].some(({ name }) => name.startsWith("on"))).length,
  };
}"""


@pytest.fixture(scope="module")
def folder(loaded, tmp_path_factory):
    root = copy_project(tmp_path_factory.mktemp("hostile"))
    (root / notebooks.FOLDER).mkdir()
    cells = []
    for number, (name, payload) in enumerate(PAYLOADS.items()):
        content = notebook(payload)
        cells += content["cells"]
        path = root / notebooks.FOLDER / f"{number:02}_{name}.ipynb"
        path.write_text(json.dumps(content), encoding="utf-8")
    path = root / notebooks.FOLDER / f"{ALL}.ipynb"
    path.write_text(json.dumps(notebook(PAYLOADS["style"], cells)), encoding="utf-8")
    site.write(root, site.generated(replace(loaded, root=root)))
    (root / site.FOLDER / "x.js").write_text("window.hit = 1", encoding="utf-8")
    (root / site.FOLDER / "x.css").write_text("footer { display: none }", encoding="utf-8")
    return root / site.FOLDER


@pytest.fixture(scope="module")
def server(folder):
    with browser.serving(folder) as address:
        yield f"{address}/"


def visited(page, home, names):
    """Open pages in turn; return the frame of each at each width, what was asked and what said."""
    opened = page(home, reduced_motion="reduce")
    asked, said = [], []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("dialog", lambda dialog: said.append(dialog.message))
    frames = {}
    for name in names:
        opened.goto(f"{home}{name}")
        opened.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        for width in WIDTHS:
            opened.set_viewport_size({"width": width, "height": 800})
            frames[name, width] = opened.evaluate(FRAME)
        assert opened.url == f"{home}{name}"
    opened.wait_for_timeout(200)  # for what would happen later
    assert not opened.evaluate("window.hit")
    return frames, [address for address in asked if not address.startswith("data:")], said


@pytest.mark.parametrize("scheme", ["file", "http"])
def test_no_notebook_changes_the_page_around_it(page, folder, server, scheme):
    home = f"{folder.as_uri()}/" if scheme == "file" else server
    names = sorted(path.name for path in folder.glob("[0-9]*.html"))
    assert len(names) == len(PAYLOADS) + 1
    frames, asked, said = visited(page, home, names)
    for (name, width), frame in frames.items():
        expected = {"children": "a header main footer", "main": ["notebook"], "wide": width}
        expected |= {"notice": True, "navigation": True, "below": True}
        expected |= dict.fromkeys(("positioned", "foreign", "active", "events"), 0)
        assert frame == expected, (name, width)
    assert asked == [f"{home}{name}" for name in names]
    assert said == []


def test_every_link_of_a_notebook_to_the_network_is_a_plain_link(page, folder):
    opened = page(f"{folder.as_uri()}/")
    opened.goto((folder / f"{ALL}.html").as_uri())
    links = opened.evaluate("""() => [...document.querySelectorAll("main a[href]")].map((link) =>
      [link.protocol, link.rel, link.target, link.download, link.ping])""")
    assert {link[0] for link in links} == {"file:", "http:", "https:"}
    assert {tuple(link[1:]) for link in links} == {("noopener noreferrer", "", "", "")}


BESIDES = [  # content that only the policy keeps from running, if it were in a page
    "<script>window.hit = 1</script>",
    '<script src="x.js"></script>',
    '<script type="module" src="x.js"></script>',
    '<script src="data:text/javascript,window.hit=1"></script>',
    '<img src="data:image/png;base64,AAAA" onerror="window.hit = 1">',
    '<iframe srcdoc="<script>parent.hit = 1</script>"></iframe>',
    '<object data="x.js"></object><embed src="x.js">',
    "<style>footer { display: none }</style>",
    '<link rel="stylesheet" href="x.css">',
    '<link rel="stylesheet" href="data:text/css,footer{display:none}">',
    '<p style="position: fixed; inset: 0; background: #fff">covers</p>',
    '<img src="x.png"><img srcset="x.png 1x"><video poster="x.png"></video>',
    '<base href="http://evil.example/"><svg><use href="x.svg#a"/></svg>',
]


@pytest.mark.parametrize("scheme", ["file", "http"])
def test_the_policy_by_itself_lets_nothing_else_run(page, folder, server, scheme):
    frame = layout.Frame("T", [("T", "index.html")] * 3, *site.assets())
    home = f"{folder.as_uri()}/" if scheme == "file" else server
    opened = page(home)
    for number, html in enumerate(BESIDES):
        body = f'<section class="notebook">{html}</section>'
        for data in ("", "{}"):
            name = f"policy-{number}-{len(data)}.html"
            content = layout.page(frame, name, "T", body, data)
            Path(folder, name).write_bytes(content)
            opened.goto(f"{home}{name}")
            assert opened.evaluate("document.readyState") == "complete"
            assert opened.evaluate("window.hit") is None, html
            assert opened.evaluate(FRAME)["notice"], html
            assert opened.evaluate("document.baseURI") == f"{home}{name}"
