/* A statement as an item of the list, and its details. */
"use strict";

const PART = 60; // links shown at a time
const OUTCOMES = { // their sign and how a row says them, so that no speaker seems to agree
  agree: ["=", "texts agree"],
  "more exact": ["⊂", "one text more exact"],
  overlap: ["≈", "texts overlap"],
  conflict: ["≠", "texts in conflict"],
  differ: ["…", "texts name different values"],
  "not tested": ["", "not compared: free text"],
  "single source": ["", "in one text only"],
  "not comparable": ["∦", "texts not comparable"],
};

/** The entity and the property of a statement; the name keeps its own direction. */
function renderFact(cell, number) {
  return [make("bdi", null, cell("entity", number)), `: ${cell("property", number)}`];
}

/** Who says something and through which outlets; each name keeps its own direction. */
function renderWhose(whose) {
  const [first, ...rest] = whose.split(" via ").map((name) => make("bdi", null, name));
  return [first, ...rest.flatMap((name) => [" via ", name])];
}

/** A statement in the list; its details exist only while it is open. */
function renderRow({ cell }, number, open) {
  const value = make(
    "button",
    { type: "button", class: "value", dir: "auto", "aria-expanded": String(open), tabindex: "-1" },
    cell("value_text", number),
  );
  value.dataset.number = number;
  value.setAttribute("aria-describedby", `stance-${number} what-${number} who-${number}`);
  const via = cell("via", number);
  const outcome = cell("outcome", number);
  const [sign, inWords] = OUTCOMES[outcome];
  const stance = cell("stance", number);
  return make(
    "li",
    { class: open ? "open" : false },
    make("p", { class: "line" }, value, " ", make("em", { id: `stance-${number}` }, stance)),
    make(
      "p",
      { class: "what", id: `what-${number}` },
      ...renderFact(cell, number),
    ),
    make("p", { class: "quote", dir: "auto" }, `“${cell("quote", number)}”`),
    make(
      "p",
      { class: "who", id: `who-${number}` },
      make("bdi", null, cell("source", number)),
      " · said by ",
      ...renderWhose(cell("speaker", number) + (via && ` via ${via}`)),
      " · ",
      make(
        "span",
        { class: `outcome ${outcome.replaceAll(" ", "-")}` },
        ...(sign ? [make("span", { "aria-hidden": "true" }, `${sign} `)] : []),
        inWords,
      ),
    ),
  );
}

/** Everything about a statement; `others` are statements of other texts on the same fact. */
function renderDetails(browser, number, others, addressOf, actions) {
  const { cell, ids } = browser;
  const means = cell("means", number);
  const gap = means.indexOf("…");
  const terms = [];
  for (const [name, label] of browser.details) {
    const text = cell(name, number);
    if (text) terms.push(make("dt", null, label), make("dd", { dir: "auto" }, text));
  }
  if (others.length) {
    const links = renderLinks(browser, others, addressOf);
    terms.push(make("dt", null, "In other texts"), make("dd", null, links));
  }
  const link = make("a", { href: `#${ids[number]}` }, ids[number]);
  terms.push(make("dt", null, "Id"), make("dd", null, link));
  return make(
    "div",
    { class: "details" },
    make(
      "p",
      { class: "means", dir: "auto" },
      make("span", { class: "whose" }, ...renderWhose(cell("whose", number)), ": "),
      means.slice(0, gap),
      make("b", { dir: "auto" }, cell("value_text", number)),
      means.slice(gap + 1),
    ),
    make("dl", null, ...terms),
    make("p", { class: "actions" }, ...spaced(actions)),
  );
}

/** Links to other sources' statements of the same fact, a page of them at a time. */
function renderLinks({ cell }, numbers, addressOf) {
  const list = make("ul", { class: "others" });
  const more = make("button", { type: "button" }, "Show more");
  let shown = 0;
  function extend() {
    for (const other of numbers.slice(shown, shown + PART)) {
      const link = make("a", { href: addressOf(other), dir: "auto" }, cell("value_text", other));
      const who = ["source", "speaker", "stance"].map((name) => cell(name, other));
      const names = who.filter(Boolean).map((name) => make("bdi", null, name));
      const parts = names.flatMap((name, place) => (place ? [", ", name] : [name]));
      list.append(make("li", null, link, " (", ...parts, ")"));
    }
    shown += PART;
    more.hidden = shown >= numbers.length;
  }
  more.addEventListener("click", extend);
  extend();
  return make("div", null, list, more);
}
