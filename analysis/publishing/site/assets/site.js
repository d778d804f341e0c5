/* The evidence browser: every value leads to its words, and every passage to what was coded.

   A classic script, because modules do not load from the file system; the data stand in the page,
   because nothing can be fetched there. All data become text by way of textContent, never markup. */
"use strict";

(function () {
  const PAGE = 60; // statements rendered at a time, so that a key press costs the same in any corpus

  const store = document.getElementById("data");
  if (!store) return; // a page without the browser
  const data = JSON.parse(store.textContent);
  store.remove(); // what is parsed need not be kept twice

  const { strings, columns, ids, texts } = data;
  const textOf = new Uint32Array(data.text);
  for (const name of Object.keys(columns)) columns[name] = new Uint32Array(columns[name]);
  const usual = { outcome: columns.outcome, sentence: columns.sentence }; // by the usual reading
  const index = searchIndex(data);
  const all = Uint32Array.from(ids.keys());
  const numberOf = new Map(ids.map((id, number) => [id, number]));
  const ofFact = grouped(data.fact);
  const browser = { texts, textOf, ofFact, cell, ids, fact: data.fact, details: data.details };

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
    reading: 0, // the convention by which vague words are read
    pair: null, // the two texts that are set side by side
    hits: null, // what the search returned
    found: new Uint32Array(0), // the statements listed
    from: 0, // the part of them that is rendered
    to: PAGE,
  };
  let marks = []; // the passages of the text in the pane: {element, quotes}
  let typing = false; // whether the last change was a key typed in the search

  /* ---- small helpers ---- */

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

  /* ---- filters and search ---- */

  /** The numbers of the statements that all filters and all words of the search allow. */
  function matching() {
    state.hits = index.search($("query").value);
    const kept = state.hits.rows.slice();
    for (const [name, select] of selects) {
      if (select.value === "") continue;
      const [column, code] = [columns[name], Number(select.value)];
      for (let number = 0; number < kept.length; number += 1) {
        if (column[number] !== code) kept[number] = 0;
      }
    }
    return all.filter((number) => kept[number]);
  }

  /** On a small screen the filters start folded, so that the text comes first. */
  function foldFilters() {
    $("more-filters").open = wide.matches;
  }

  /** Build the filters from the data; the options are the values that occur. */
  function buildFilters() {
    for (const [name, label] of data.filters) {
      const [select, field] = makeSelect(`filter-${name}`, label, [], changed);
      selects.set(name, select);
      $("selects").append(field);
    }
    const options = data.conventions.map(({ label }, place) =>
      make("option", { value: place }, label),
    );
    const [, field] = makeSelect("reading", "Vague words read as", options, () => {
      readAs(Number($("reading").value));
      changed();
    });
    field.hidden = options.length < 2;
    $("selects").append(field);
    readAs(0);
  }

  /** Fill each filter with the values that occur, and how often; keep what is chosen. */
  function fillFilters() {
    for (const [name, , groups] of data.filters) {
      const select = selects.get(name);
      const { value } = select;
      const sizes = new Uint32Array(strings.length);
      for (const code of columns[name]) sizes[code] += 1;
      const parts = groups.map(([title, codes]) => {
        const options = codes
          .filter((code) => sizes[code] || String(code) === value)
          .map((code) => make("option", { value: code }, `${strings[code]} (${sizes[code]})`));
        return title ? [make("optgroup", { label: title }, ...options)] : options;
      });
      select.replaceChildren(make("option", { value: "" }, "all"), ...parts.flat());
      select.value = value;
    }
  }

  /** Read vague words by a convention: its outcomes were computed with the others. */
  function readAs(place) {
    state.reading = place;
    $("reading").value = place;
    Object.assign(columns, { outcome: usual.outcome.slice(), sentence: usual.sentence.slice() });
    for (const [fact, outcome, sentence] of data.conventions[place].changes) {
      for (const number of ofFact.get(fact)) {
        columns.outcome[number] = outcome;
        columns.sentence[number] = sentence;
      }
    }
    index.forget();
    fillFilters();
    renderReading(data.conventions[place]);
  }

  /** Say how vague words are read, and which outcomes differ as a result. */
  function renderReading({ reads, changes }) {
    const differing = changes
      .map(([fact, outcome]) => [ofFact.get(fact)[0], strings[outcome]])
      .filter(([number, outcome]) => strings[usual.outcome[number]] !== outcome);
    const items = differing.map(([number, outcome]) => {
      const usually = strings[usual.outcome[number]];
      const link = makeButton("", () => open(number, true), { class: "link" });
      link.append(...renderFact(cell, number));
      return make("li", null, link, `: ${outcome}, usually ${usually}`);
    });
    $("reads").hidden = !reads;
    $("reads").replaceChildren(
      make("p", { dir: "auto" }, reads),
      make("p", null, `Outcomes that differ for it: ${items.length || "none"}.`),
      make("ul", { class: "others" }, ...items),
    );
  }

  function isFiltered() {
    return $("query").value !== "" || [...selects.values()].some((select) => select.value !== "");
  }

  /** List what the filters allow, and keep it in the address. */
  function changed() {
    refilter();
    typing = false;
    keepAddress();
  }

  /** The same after a key: the address of a word that is being typed is one step of the history. */
  function typed() {
    refilter();
    keepAddress(typing);
    typing = true;
  }

  function refilter() {
    state.passage = null;
    state.pinned = -1;
    state.pair = null;
    state.found = matching();
    if (state.open >= 0 && !state.found.includes(state.open)) state.open = -1;
    state.from = 0;
    state.to = PAGE;
    if (state.found.length && !state.found.some((number) => textOf[number] === state.text)) {
      showText(textOf[state.found[0]]);
    }
    render();
  }

  function render() {
    renderList();
    renderMarks();
    renderPair();
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

  /** Say why the list is not just what the filters allow. */
  function renderChosen(list) {
    const note = $("chosen");
    const { spelled, missing } = state.hits;
    note.hidden = !state.passage && state.pinned < 0 && list.length > 0;
    $("spelled").hidden = !spelled.length || !list.length || Boolean(state.passage);
    $("spelled").textContent = spelledNote(spelled);
    if (state.passage) {
      const back = makeButton("List all again", leavePassage, { id: "all" });
      note.replaceChildren(`${count(list.length, "statement")} coded from the chosen words. `, back);
    } else if (state.pinned >= 0) {
      note.replaceChildren("The first is shown by its id; the filters would hide it.");
    } else {
      note.replaceChildren(
        make("p", null, "No statement matches all of these. Clear the filters to see all."),
        ...missing.map(([word, nearest]) => missingNote(word, nearest, replaceWord)),
        ...(missing.length || !isNarrowed() ? [] : [aloneNote(state.hits.sizes, searchAlone)]),
      );
    }
  }

  /** Whether there is a search together with another word or a filter. */
  function isNarrowed() {
    const words = state.hits.sizes.size;
    return words > 1 || (words > 0 && [...selects.values()].some(({ value }) => value));
  }

  function replaceWord(word, other) {
    const words = $("query").value.split(/\s+/).map((each) => (fold(each) === word ? other : each));
    $("query").value = words.join(" ");
    changed();
    $("query").focus();
  }

  function searchAlone(word) {
    for (const select of selects.values()) select.value = "";
    $("query").value = word;
    changed();
    $("query").focus();
  }

  /** A statement in the list; its details exist only while it is open. */
  function row(number) {
    const item = renderRow(browser, number, number === state.open);
    if (number === state.open) item.append(details(number));
    return item;
  }

  function details(number) {
    const others = ofFact.get(data.fact[number]).filter((other) => textOf[other] !== textOf[number]);
    const id = ids[number];
    const actions = [
      makeButton("Go to the words", () => landOnWords(number)),
      makeCopyButton("Copy link", () => `${location.href.split("#")[0]}#${id}`),
      make("a", { href: `${texts[textOf[number]].page}#${id}` }, "On the page of the text"),
    ];
    const dossier = cell("page", number);
    if (dossier) actions.push(make("a", { href: dossier }, `All about ${cell("entity", number)}`));
    if (others.length) {
      actions.unshift(makeButton("Compare two texts", () => compare(number, textOf[others[0]])));
    }
    return renderDetails(browser, number, others, addressOf, actions);
  }

  /* ---- two texts side by side ---- */

  /** Put the text of a statement beside another. */
  function compare(number, other) {
    state.pair = [textOf[number], other];
    renderPair();
    keepAddress();
    $("comparison-title").focus();
    $("comparison").scrollIntoView({ block: "start" });
  }

  /** Show the two texts in place of the list, or the list. */
  function renderPair() {
    const panel = $("comparison");
    panel.hidden = !state.pair;
    $("columns").hidden = Boolean(state.pair);
    panel.replaceChildren();
    if (!state.pair) return;
    renderComparison(panel, browser, state.open, state.pair, (pair, position) => {
      state.pair = pair;
      renderPair();
      keepAddress();
      $(`side-${position}`).focus();
    });
    panel.prepend(makeButton("Back to the list", leavePair, { id: "leave-pair" }));
  }

  function leavePair() {
    state.pair = null;
    renderPair();
    keepAddress();
    renderMarks();
    focusRow(state.open);
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

  /** A piece of a line: plain, excluded with a reason, or quoted. */
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

  /** Move the focus to an element, and scroll the pane and the page to show it. */
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

  /** Open a statement, go to its words and keep it in the address. */
  function open(number, pin) {
    show(number, pin);
    keepAddress();
  }

  /** Open a statement and go to its words; `pin` shows it even if the filters hide it. */
  function show(number, pin) {
    state.open = number;
    if (state.pair) state.pair = null;
    renderPair();
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
  }

  function close() {
    const number = state.open;
    state.open = -1;
    keepPlace(number, renderList);
    renderMarks();
    focusRow(number);
    keepAddress();
  }

  /** Render so that a statement keeps its position in the window. */
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
    listPassage(mark);
    keepAddress();
    focusRow(mark.quotes[0]);
    $("chosen").scrollIntoView({ block: "nearest" });
  }

  function listPassage(mark) {
    const size = (number) => cell("quote", number).length;
    mark.quotes.sort((number, other) => size(number) - size(other));
    state.passage = mark;
    state.pinned = -1;
    state.open = mark.quotes.length === 1 ? mark.quotes[0] : -1;
    state.from = 0;
    state.to = PAGE;
    renderList();
    renderMarks();
  }

  function leavePassage() {
    const number = state.passage.quotes[0];
    state.passage = null;
    const place = state.found.indexOf(number);
    state.from = Math.max(0, place - 5);
    state.to = state.from + PAGE;
    renderList();
    renderMarks();
    keepAddress();
    focusRow(number);
  }

  /* ---- the address ---- */

  /** What the address keeps besides the open statement, by name. */
  function asked() {
    const parts = new Map([["q", $("query").value.trim()]]);
    for (const [name, select] of selects) {
      parts.set(name, select.value === "" ? "" : strings[Number(select.value)]);
    }
    parts.set("reading", state.reading ? data.conventions[state.reading].name : "");
    const pair = state.pair || [];
    parts.set("compare", pair.map((place) => texts[place].id).join(","));
    const words = state.passage && state.open < 0 ? state.passage.quotes : [];
    parts.set("words", words.map((number) => ids[number]).join(","));
    parts.set("text", state.open < 0 && state.text !== firstText() ? texts[state.text].id : "");
    return parts;
  }

  /** The text that is shown if an address names none. */
  function firstText() {
    return state.found.length ? textOf[state.found[0]] : 0;
  }

  /** The address of a statement, with the filters as they are. */
  function addressOf(number) {
    const parts = asked();
    for (const name of ["compare", "words", "text"]) parts.delete(name);
    return `#${writeAddress(ids[number], parts)}`;
  }

  /** Keep what is shown in the address, as a step of the history or in place of the last one. */
  function keepAddress(replace) {
    const hash = writeAddress(state.open < 0 ? "" : ids[state.open], asked());
    if (hash !== location.hash.slice(1)) {
      const address = hash ? `#${hash}` : location.pathname + location.search;
      history[replace ? "replaceState" : "pushState"](null, "", address);
    }
    if (!replace) typing = false;
    $("lost").hidden = true;
  }

  /** Show what the address asks for, and report what is missing. */
  function followAddress() {
    const { id, asked } = readAddress(location.hash);
    if (id && !asked.size && $(id)) return; // a place in the page
    const lost = [];
    const take = (name) => {
      const value = asked.get(name) || "";
      asked.delete(name);
      return value;
    };
    typing = false;
    takeReading(take("reading"), lost);
    $("query").value = take("q");
    for (const [name, label] of data.filters) takeChoice(name, label, take(name), lost);
    state.open = -1;
    refilter();
    const place = takeTexts(take("text"), lost)[0] ?? firstText();
    if (place !== state.text) showText(place);
    if (place !== firstText()) listFromText();
    takeWords(take("words"), lost);
    const number = numberOf.get(id);
    const pair = takeTexts(take("compare"), lost);
    if (number !== undefined) show(number, true);
    else if (id) lost.push(`No statement has the id ${id}; it may have been changed since.`);
    if (pair.length === 2 && number !== undefined) state.pair = pair;
    for (const name of asked.keys()) lost.push(`Nothing here is called “${name}”.`);
    render();
    $("lost").hidden = !lost.length;
    $("lost").textContent = `${lost.join(" ")} The rest of the address is shown.`;
  }

  function takeReading(name, lost) {
    const place = name ? data.conventions.findIndex((convention) => convention.name === name) : 0;
    if (place < 0) lost.push(`No convention for vague words is called “${name}”.`);
    if (Math.max(0, place) !== state.reading) readAs(Math.max(0, place));
  }

  function takeChoice(name, label, value, lost) {
    const options = [...selects.get(name).options];
    const option = options.find((each) => each.value && strings[Number(each.value)] === value);
    selects.get(name).value = option ? option.value : "";
    if (value && !option) lost.push(`“${value}” is not among the choices of “${label}”.`);
  }

  /** The places of the texts with these ids, separated by commas. */
  function takeTexts(names, lost) {
    const places = names.split(",").filter(Boolean).map((name) => {
      const place = texts.findIndex((text) => text.id === name);
      if (place < 0) lost.push(`No text has the id ${name}.`);
      return place;
    });
    return places.filter((place) => place >= 0);
  }

  function takeWords(names, lost) {
    const numbers = names.split(",").filter(Boolean).map((id) => numberOf.get(id) ?? -1);
    if (!numbers.length) return;
    if (numbers[0] >= 0 && textOf[numbers[0]] !== state.text) showText(textOf[numbers[0]]);
    const mark = marks.find(({ quotes }) =>
      quotes.length === numbers.length && quotes.every((number) => numbers.includes(number)));
    if (mark) listPassage(mark);
    else lost.push("The chosen words are coded differently now.");
  }

  /* ---- keys ---- */

  /** Make only one of several elements a stop of the Tab key. */
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
    changed();
    $("query").focus();
  }

  /* ---- begin ---- */

  function listen() {
    $("filters").addEventListener("submit", (event) => event.preventDefault());
    $("filters").addEventListener("keydown", (event) => event.key === "Escape" && clear());
    $("query").addEventListener("input", typed);
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
    window.addEventListener("hashchange", followAddress);
    document.querySelector(".skip").addEventListener("click", (event) => {
      event.preventDefault(); // so that the address of the view stays
      $("main").focus();
    });
    $("clear").after(" ", makeCopyButton("Link to this view", () => location.href));
  }

  /** Show the text before or after, with its statements in the list. */
  function turn(step) {
    showText(state.text + step);
    listFromText();
    render();
    keepAddress(true);
  }

  /** Make the list begin with the statements of the text that is shown. */
  function listFromText() {
    const place = state.found.findIndex((number) => textOf[number] === state.text);
    if (state.passage || place < 0) return;
    state.from = place;
    state.to = place + PAGE;
  }

  $("browser").hidden = false;
  foldFilters();
  buildFilters();
  listen();
  $("reader").hidden = !texts.length;
  if (texts.length) showText(0);
  followAddress();
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
})();
