/* The evidence browser: every value leads to its words, and every passage to what was coded.

   A classic script, because modules do not load from the file system; the data stand in the page,
   because nothing can be fetched there. All data become text by way of textContent, never markup. */
"use strict";

(function () {
  const PAGE = 60; // statements rendered at a time, so that a key press costs the same in any corpus
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
  const SEARCHED = [
    "value_text", "quote", "note", "entity", "property", "means", "speaker", "via", "source", "topic",
    "modality", "basis", "said_on", "outcome",
  ];

  const store = document.getElementById("data");
  if (!store) return; // a page without the browser
  const data = JSON.parse(store.textContent);
  store.remove(); // what is parsed need not be kept twice

  const { strings, columns, ids, texts } = data;
  const textOf = new Uint32Array(data.text);
  for (const name of Object.keys(columns)) columns[name] = new Uint32Array(columns[name]);
  const searched = searchedStrings();
  const folded = foldedStrings(); // now, not at the first key, which would be slow
  const lookedUp = new Map(); // what was searched before
  const all = Uint32Array.from(ids.keys());
  const numberOf = new Map(ids.map((id, number) => [id, number]));
  const ofFact = grouped(data.fact);

  const $ = (id) => document.getElementById(id);
  const rows = $("rows");
  const pane = $("pane");
  const selects = new Map(); // column -> its select
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const wide = window.matchMedia("(min-width: 56rem)");

  const state = {
    text: 0, // the text that the pane shows
    open: -1, // the statement whose details are shown
    pinned: -1, // a statement asked for by its id that the filters hide
    passage: null, // chosen words, a mark; its statements are listed whatever the filters say
    found: new Uint32Array(0), // the statements listed
    from: 0, // the part of them that is rendered
    to: PAGE,
  };
  let marks = []; // the passages of the text in the pane: {element, quotes}

  /* ---- small helpers ---- */

  /** Text as it is compared: without case, accents and marks of direction. */
  function fold(text) {
    const plain = /^[\x00-\x7f]*$/.test(text)
      ? text
      : text.normalize("NFKD").replace(/[\p{M}\u2066-\u2069]/gu, "");
    return plain.toLowerCase();
  }

  /** The places of each value, by the value. */
  function grouped(values) {
    const groups = new Map();
    values.forEach((value, place) => {
      if (groups.has(value)) groups.get(value).push(place);
      else groups.set(value, [place]);
    });
    return groups;
  }

  /** The string of a column for a statement. */
  function cell(name, number) {
    return strings[columns[name][number]];
  }

  /** A new element with attributes, and children or texts in it. */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== null) element.setAttribute(name, value);
    }
    element.append(...children); // a string becomes a text node
    return element;
  }

  function count(number, what) {
    return `${number.toLocaleString("en")} ${what}${number === 1 ? "" : "s"}`;
  }

  /* ---- filters and search ---- */

  /** The strings of the searched columns: each distinct one is looked at once. */
  function searchedStrings() {
    const held = new Uint8Array(strings.length);
    for (const name of SEARCHED) for (const place of columns[name]) held[place] = 1;
    return Uint32Array.from(held.keys()).filter((place) => held[place]);
  }

  /** The searched strings as they are compared, by their places. */
  function foldedStrings() {
    const found = new Array(strings.length).fill("");
    for (const place of searched) found[place] = fold(strings[place]);
    return found;
  }

  /** What a word is found in: `places` of strings, and a flag in `rows` for each statement.

      A longer word is only in what a shorter one is in, so that typing on narrows the search. */
  function lookUp(word) {
    if (lookedUp.has(word)) return lookedUp.get(word);
    let within = searched;
    for (let size = word.length - 1; size > 0 && within === searched; size -= 1) {
      within = lookedUp.get(word.slice(0, size))?.places || searched;
    }
    const places = within.filter((place) => folded[place].includes(word));
    const held = new Uint8Array(strings.length);
    for (const place of places) held[place] = 1;
    const rows = new Uint8Array(ids.length);
    for (const name of SEARCHED) {
      const column = columns[name];
      for (let number = 0; number < rows.length; number += 1) rows[number] |= held[column[number]];
    }
    if (/^s-[0-9a-f]*$/.test(word)) {
      ids.forEach((id, number) => { rows[number] |= id.startsWith(word); });
    }
    if (lookedUp.size > 40) lookedUp.clear(); // a long visit must not fill the memory
    lookedUp.set(word, { places, rows });
    return lookedUp.get(word);
  }

  /** The numbers of the statements that all filters and all words of the search allow. */
  function matching() {
    const kept = new Uint8Array(ids.length).fill(1);
    for (const [name, select] of selects) {
      if (select.value === "") continue;
      const [column, code] = [columns[name], Number(select.value)];
      for (let number = 0; number < kept.length; number += 1) {
        if (column[number] !== code) kept[number] = 0;
      }
    }
    for (const word of fold($("query").value).split(/\s+/).filter(Boolean)) {
      const { rows } = lookUp(word);
      for (let number = 0; number < kept.length; number += 1) kept[number] &= rows[number];
    }
    return all.filter((number) => kept[number]);
  }

  /** On a small screen the filters wait folded, so that the text comes first. */
  function foldFilters() {
    $("more-filters").open = wide.matches;
  }

  /** Build the filters from the data: their options are what occurs in them. */
  function buildFilters() {
    for (const [name, label, groups] of data.filters) {
      const sizes = new Uint32Array(strings.length);
      for (const code of columns[name]) sizes[code] += 1;
      const select = make("select", { id: `filter-${name}` }, make("option", { value: "" }, "all"));
      for (const [title, codes] of groups) {
        const options = codes.map((code) =>
          make("option", { value: code }, `${strings[code]} (${sizes[code]})`),
        );
        select.append(...(title ? [make("optgroup", { label: title }, ...options)] : options));
      }
      select.addEventListener("change", refilter);
      selects.set(name, select);
      $("selects").append(
        make("p", { class: "field" }, make("label", { for: select.id }, label), select),
      );
    }
  }

  function isFiltered() {
    return $("query").value !== "" || [...selects.values()].some((select) => select.value !== "");
  }

  /** List what the filters allow, after they changed. */
  function refilter() {
    state.passage = null;
    state.pinned = -1;
    state.found = matching();
    if (state.open >= 0 && !state.found.includes(state.open)) state.open = -1;
    state.from = 0;
    state.to = PAGE;
    if (state.found.length && !state.found.some((number) => textOf[number] === state.text)) {
      showText(textOf[state.found[0]]);
    }
    renderList();
    renderMarks();
  }

  /* ---- the list of statements ---- */

  /** The statements to list: those of a chosen passage, or those found, led by a pinned one. */
  function listed() {
    if (state.passage) return Uint32Array.from(state.passage.quotes);
    return state.pinned < 0 ? state.found : Uint32Array.of(state.pinned, ...state.found);
  }

  function renderList() {
    const list = listed();
    const shown = list.subarray(state.from, state.to);
    rows.replaceChildren(...Array.from(shown, row));
    rows.setAttribute("start", state.from + 1);
    $("earlier").hidden = state.from === 0;
    $("later").hidden = state.to >= list.length;
    const left = list.length - Math.min(state.to, list.length);
    $("later").textContent = `Show ${Math.min(PAGE, left)} more of ${left.toLocaleString("en")}`;
    $("clear").hidden = !isFiltered();
    const total = count(ids.length, "statement");
    const size = state.found.length;
    $("count").textContent =
      size === ids.length ? total : `${size.toLocaleString("en")} of ${total}`;
    renderChosen(list);
    const first = rows.querySelector("[aria-expanded=true]") || rows.querySelector(".value");
    if (first) first.tabIndex = 0;
  }

  /** Say why the list is not simply what the filters allow. */
  function renderChosen(list) {
    const note = $("chosen");
    note.hidden = !state.passage && state.pinned < 0 && list.length > 0;
    if (state.passage) {
      const back = make("button", { type: "button", id: "all" }, "List all again");
      back.addEventListener("click", leavePassage);
      note.replaceChildren(`${count(list.length, "statement")} coded from the chosen words. `, back);
    } else if (state.pinned >= 0) {
      note.replaceChildren("The first is shown by its id; the filters would hide it.");
    } else {
      note.replaceChildren("No statement fits all that is asked. Clear the filters to see all.");
    }
  }

  /** A statement in the list; its details are there only while it is open. */
  function row(number) {
    const open = number === state.open;
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
    const item = make(
      "li",
      { class: open ? "open" : false },
      make("p", { class: "line" }, value, " ", make("em", { id: `stance-${number}` }, stance)),
      make(
        "p",
        { class: "what", id: `what-${number}`, dir: "auto" },
        `${cell("entity", number)}: ${cell("property", number)}`,
      ),
      make("p", { class: "quote", dir: "auto" }, `“${cell("quote", number)}”`),
      make(
        "p",
        { class: "who", id: `who-${number}` },
        make("bdi", null, cell("source", number)),
        " · said by ",
        make("bdi", null, cell("speaker", number) + (via && ` via ${via}`)),
        " · ",
        make(
          "span",
          { class: `outcome ${outcome.replaceAll(" ", "-")}` },
          ...(sign ? [make("span", { "aria-hidden": "true" }, `${sign} `)] : []),
          inWords,
        ),
      ),
    );
    if (open) item.append(details(number));
    return item;
  }

  /** Everything about a statement. */
  function details(number) {
    const means = cell("means", number);
    const gap = means.indexOf("…");
    const terms = [];
    for (const [name, label] of data.details) {
      const text = cell(name, number);
      if (text) terms.push(make("dt", null, label), make("dd", { dir: "auto" }, text));
    }
    const others = ofFact.get(data.fact[number]).filter((other) => textOf[other] !== textOf[number]);
    if (others.length) {
      terms.push(make("dt", null, "In other texts"), make("dd", null, otherLinks(others)));
    }
    const id = ids[number];
    const words = make("button", { type: "button" }, "Go to the words");
    words.addEventListener("click", () => landOnWords(number));
    const page = make("a", { href: `${texts[textOf[number]].page}#${id}` }, "On the page of the text");
    terms.push(make("dt", null, "Id"), make("dd", null, make("a", { href: `#${id}` }, id)));
    return make(
      "div",
      { class: "details" },
      make(
        "p",
        { class: "means", dir: "auto" },
        make("span", { class: "whose" }, `${cell("whose", number)}: `),
        means.slice(0, gap),
        make("b", null, cell("value_text", number)),
        means.slice(gap + 1),
      ),
      make("dl", null, ...terms),
      make("p", { class: "actions" }, words, " ", copyButton(id), " ", page),
    );
  }

  /** Links to other sources' statements of the same fact, a page of them at a time. */
  function otherLinks(others) {
    const list = make("ul", { class: "others" });
    const more = make("button", { type: "button" }, "Show more");
    let shown = 0;
    function extend() {
      for (const other of others.slice(shown, shown + PAGE)) {
        const link = make("a", { href: `#${ids[other]}` }, cell("value_text", other));
        const who = ["source", "speaker", "stance"].map((name) => cell(name, other));
        list.append(make("li", { dir: "auto" }, link, ` (${who.filter(Boolean).join(", ")})`));
      }
      shown += PAGE;
      more.hidden = shown >= others.length;
    }
    more.addEventListener("click", extend);
    extend();
    return make("div", null, list, more);
  }

  function copyButton(id) {
    const button = make("button", { type: "button" }, "Copy link");
    button.addEventListener("click", async () => {
      const address = `${location.href.split("#")[0]}#${id}`;
      try {
        await navigator.clipboard.writeText(address);
        button.textContent = "Copied";
      } catch {
        // Some browsers give a page from the file system no clipboard: then there it is to copy.
        const field = make("input", { readonly: true, value: address, "aria-label": "Link" });
        button.replaceWith(field);
        field.select();
      }
    });
    return button;
  }

  /* ---- the text ---- */

  function showText(place) {
    state.text = place;
    const text = texts[place];
    const article = make("article", { class: "text", lang: text.language, dir: "auto" });
    marks = [];
    for (const line of text.lines) article.append(make("p", { dir: "auto" }, ...line.map(piece)));
    const about = text.about.flatMap(([name, value]) => [
      make("dt", null, name),
      make("dd", { dir: "auto" }, value),
    ]);
    pane.replaceChildren(
      make(
        "details",
        { class: "about" },
        make("summary", null, text.brief),
        make("dl", null, ...about),
      ),
      article,
    );
    pane.scrollTop = 0;
    if (marks.length) stops()[0].tabIndex = 0;
    $("reader-title").textContent = text.label;
    $("before").disabled = place === 0;
    $("after").disabled = place === texts.length - 1;
    $("own-page").href = text.page;
  }

  /** A piece of a line: plain, without a statement for a reason, or quoted. */
  function piece([words, excluded, ...quotes]) {
    if (excluded >= 0) {
      const reason = make("small", null, ` [${strings[excluded]}]`);
      return make("span", null, make("span", { class: "excluded" }, words), reason);
    }
    if (!quotes.length) return words;
    const blank = words.trim() === ""; // a space between two quotes is marked, but no button
    const button = blank ? {} : { role: "button", tabindex: "-1" };
    const element = make("mark", { class: "quoted", ...button }, words);
    element.dataset.mark = marks.length;
    marks.push({ element, quotes });
    return element;
  }

  /** The passages of the text that can be chosen. */
  function stops() {
    return marks.map(({ element }) => element).filter((element) => element.hasAttribute("role"));
  }

  /** Mark the words of the open statement, and pale those of statements that are not listed. */
  function renderMarks() {
    const kept = new Set();
    for (const number of listed()) if (textOf[number] === state.text) kept.add(number);
    for (const mark of marks) {
      const { element, quotes } = mark;
      const on = state.open >= 0 ? quotes.includes(state.open) : mark === state.passage;
      element.classList.toggle("on", on);
      element.classList.toggle("off", !on && !quotes.some((number) => kept.has(number)));
      if (on) element.setAttribute("aria-current", "true");
      else element.removeAttribute("aria-current");
    }
  }

  /** Move the focus to an element, and the pane and the page so that it is seen. */
  function land(element) {
    const behavior = calm.matches ? "auto" : "smooth";
    const top = element.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    pane.scrollTo({ top: pane.scrollTop + top - pane.clientHeight / 3, behavior });
    element.focus({ preventScroll: true });
    const frame = pane.getBoundingClientRect();
    if (frame.top < 0 || frame.top + frame.height / 3 > window.innerHeight * 0.8) {
      $("reader").scrollIntoView({ block: "start", behavior });
    }
  }

  function landOnWords(number) {
    if (textOf[number] !== state.text) showText(textOf[number]);
    renderMarks();
    const passages = stops();
    const first = passages.find((stop) => marks[stop.dataset.mark].quotes.includes(number));
    if (first) {
      rove(passages, first);
      land(first);
    }
  }

  /* ---- opening, closing, going back ---- */

  /** Open a statement and go to its words; `pin` shows it even where the filters hide it. */
  function open(number, pin) {
    state.open = number;
    let place = listed().indexOf(number);
    if (place < 0 && pin) {
      state.passage = null;
      state.pinned = state.found.includes(number) ? -1 : number;
      place = listed().indexOf(number);
    }
    if (place < state.from || place >= state.to) {
      state.from = Math.max(0, place - 5);
      state.to = state.from + PAGE;
    }
    keepPlace(number, renderList);
    landOnWords(number);
    if (location.hash !== `#${ids[number]}`) location.hash = ids[number];
  }

  function close() {
    const number = state.open;
    state.open = -1;
    keepPlace(number, renderList);
    renderMarks();
    focusRow(number);
    history.replaceState(null, "", location.pathname + location.search);
  }

  /** Render so that a statement stays where it stands in the window. */
  function keepPlace(number, render) {
    const before = button(number)?.getBoundingClientRect().top;
    render();
    const after = button(number)?.getBoundingClientRect().top;
    if (before !== undefined && after !== undefined) window.scrollBy(0, after - before);
    else button(number)?.scrollIntoView({ block: "center" });
  }

  function button(number) {
    return rows.querySelector(`.value[data-number="${number}"]`);
  }

  function focusRow(number) {
    const found = button(number) || rows.querySelector(".value");
    if (found) {
      rove([...rows.querySelectorAll(".value")], found);
      found.focus();
    }
  }

  /** List what was coded from a piece of the text, the shortest quote first: it fits best. */
  function choosePassage(mark) {
    const size = (number) => cell("quote", number).length;
    const quotes = mark.quotes.sort((one, other) => size(one) - size(other));
    state.passage = mark;
    state.pinned = -1;
    state.open = quotes.length === 1 ? quotes[0] : -1;
    state.from = 0;
    state.to = PAGE;
    renderList();
    renderMarks();
    if (state.open >= 0) history.replaceState(null, "", `#${ids[state.open]}`);
    focusRow(quotes[0]);
    $("chosen").scrollIntoView({ block: "nearest" });
  }

  function leavePassage() {
    const number = state.passage.quotes[0];
    state.passage = null;
    const place = state.found.indexOf(number);
    state.from = Math.max(0, place - 5);
    state.to = state.from + PAGE;
    renderList();
    renderMarks();
    focusRow(number);
  }

  function followHash() {
    const id = location.hash.slice(1);
    const number = numberOf.get(id);
    if (number !== undefined && number !== state.open) open(number, true);
    if (number === undefined && id.startsWith("s-")) {
      $("chosen").hidden = false;
      $("chosen").replaceChildren(`No statement has the id ${id}; it may have been changed since.`);
    }
  }

  /* ---- keys ---- */

  /** Of several elements only one is a stop of the Tab key. */
  function rove(elements, chosen) {
    for (const element of elements) element.tabIndex = element === chosen ? 0 : -1;
  }

  /** Let the arrows move among elements: the next, the one before, the first, the last. */
  function arrows(event, elements) {
    const at = elements.indexOf(document.activeElement);
    const steps = {
      ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1,
      Home: 0, End: elements.length - 1,
    };
    const next = at >= 0 && !event.altKey && !event.ctrlKey && !event.metaKey && steps[event.key];
    if (typeof next !== "number" || !elements[next]) return;
    event.preventDefault();
    rove(elements, elements[next]);
    elements[next].focus();
  }

  function keysInText(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      focusRow(state.open);
    } else if (event.target.dataset.mark && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      choosePassage(marks[event.target.dataset.mark]);
    } else {
      arrows(event, stops());
    }
  }

  function keysInList(event) {
    if (event.key === "Escape" && state.open >= 0) close();
    else if (event.key === "Escape" && state.passage) leavePassage();
    else arrows(event, [...rows.querySelectorAll(".value")]);
  }

  function clear() {
    $("query").value = "";
    for (const select of selects.values()) select.value = "";
    refilter();
    $("query").focus();
  }

  /* ---- begin ---- */

  function listen() {
    $("filters").addEventListener("submit", (event) => event.preventDefault());
    $("filters").addEventListener("keydown", (event) => event.key === "Escape" && clear());
    $("query").addEventListener("input", refilter);
    $("clear").addEventListener("click", clear);
    $("earlier").addEventListener("click", () => {
      const number = listed()[state.from];
      state.from = Math.max(0, state.from - PAGE);
      keepPlace(number, renderList);
    });
    $("later").addEventListener("click", () => {
      const number = listed()[state.to];
      state.to += PAGE;
      renderList();
      focusRow(number);
    });
    $("before").addEventListener("click", () => turn(-1));
    $("after").addEventListener("click", () => turn(1));
    rows.addEventListener("click", (event) => {
      const value = event.target.closest(".value");
      if (!value) return;
      const number = Number(value.dataset.number);
      if (number === state.open) close();
      else open(number, false);
    });
    pane.addEventListener("click", (event) => {
      const mark = event.target.closest(".quoted");
      if (mark) choosePassage(marks[mark.dataset.mark]);
    });
    $("listing").addEventListener("keydown", keysInList);
    pane.addEventListener("keydown", keysInText);
    wide.addEventListener("change", foldFilters);
    window.addEventListener("hashchange", followHash);
  }

  /** Show the text before or after, with its statements in the list. */
  function turn(step) {
    showText(state.text + step);
    if (!state.passage) {
      const place = state.found.findIndex((number) => textOf[number] === state.text);
      if (place >= 0) {
        state.from = place;
        state.to = place + PAGE;
      }
    }
    renderList();
    renderMarks();
  }

  $("browser").hidden = false;
  foldFilters();
  buildFilters();
  listen();
  showText(0);
  refilter();
  followHash();
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
})();
