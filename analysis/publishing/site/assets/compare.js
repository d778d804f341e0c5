/* Two texts side by side: what each says about one fact, with its passages. */
"use strict";

/** Fill an element with two texts on the fact of a statement.

    `browser` has `texts`, `textOf`, `ofFact`, `fact`, `cell` and `ids`; `pair` the places of the two
    texts; `choose` is called with the other places that a reader chooses. */
function renderComparison(panel, browser, number, pair, choose) {
  const { texts, textOf, cell } = browser;
  const statements = browser.ofFact.get(browser.fact[number]);
  const speaking = new Set(statements.map((other) => textOf[other]));
  const side = (place, position) => {
    const options = texts.map(({ label }, each) => make(
      "option",
      { value: each, selected: each === place },
      speaking.has(each) ? label : `${label} (says nothing of it)`,
    ));
    const [select, field] = makeSelect(
      `side-${position}`,
      position ? "Beside it" : "Text",
      options,
      () => choose(pair.map((each, at) => (at === position ? Number(select.value) : each)), position),
    );
    const own = statements.filter((other) => textOf[other] === place);
    return make(
      "section",
      { class: "side", "aria-label": texts[place].label },
      field,
      make("p", { class: "aside", dir: "auto" }, texts[place].brief),
      ...(own.length
        ? own.map((other) => passage(browser, other))
        : [make("p", { class: "notice" }, "Nothing about it is coded from this text.")]),
    );
  };
  const outcome = cell("outcome", number);
  panel.replaceChildren(
    make(
      "h2",
      { id: "comparison-title", tabindex: "-1" },
      ...renderFact(cell, number),
    ),
    make(
      "details",
      { class: "reason", open: window.matchMedia("(min-width: 56rem)").matches },
      make(
        "summary",
        { class: `outcome ${outcome.replaceAll(" ", "-")}` },
        `Agreement of all texts: ${outcome}`,
      ),
      make("p", { dir: "auto" }, cell("sentence", number)),
    ),
    make("div", { class: "sides" }, ...pair.map(side)),
  );
}

/** A statement with the lines of its text that contain its quote. */
function passage(browser, number) {
  const { cell, texts, textOf, ids } = browser;
  const text = texts[textOf[number]];
  const lines = text.lines.filter((line) => line.some(([, , ...quotes]) => quotes.includes(number)));
  const words = ([piece, , ...quotes]) =>
    quotes.includes(number) ? make("mark", { class: "quoted on" }, piece) : piece;
  return make(
    "div",
    { class: "compared" },
    make(
      "p",
      { class: "line" },
      make("b", { dir: "auto" }, cell("value_text", number)),
      " ",
      make("em", null, cell("stance", number)),
    ),
    make("p", { class: "who" }, ...renderWhose(cell("whose", number))),
    make(
      "blockquote",
      { class: "text", lang: text.language, dir: "auto" },
      ...lines.map((line) => make("p", { dir: "auto" }, ...line.map(words))),
    ),
    make("p", { class: "actions" }, make("a", { href: `${text.page}#${ids[number]}` }, "In the text")),
  );
}
