/* Search: find the statements that contain every word of a query, in any of its spellings. */
"use strict";

const SEARCHED = [
  "value_text", "quote", "note", "entity", "property", "means", "speaker", "via", "source", "topic",
  "modality", "basis", "said_on", "outcome",
];
const MOST_NEAREST = 5; // words that are offered in place of one that occurs nowhere

// The character that stands for each group of similar ones, as in analysis/text/normal_form.py.
const ALIKE = [
  ["'", /[‘’‚‛′`ʼʹʻʽʿʾ‹›❛❜׳]/g], ['"', /[“”„‟″«»〝〞〟「」『』❝❞״]/g], ["-", /[‐‑‒–—―−⁃˗־]/g],
  ["ی", /[يى]/g], ["ک", /ك/g], ["ه", /[ةە]/g], ["ا", /ٱ/g], ["i", /ı/g], ["ss", /ß/g], ["ae", /æ/g],
  ["oe", /œ/g], ["σ", /ς/g], [",", /[،٬]/g], [".", /٫/g], [" ", /[^\S\n]+/g],
];
// Accents, vowel marks of Arabic and Hebrew, tatweels, and invisible characters.
const UNSEEN = new RegExp(
  "[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
  + "\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]", "g");

/** Text in the form for comparison: without case, accents or differences of spelling. */
function fold(text) {
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase().replaceAll("`", "'");
  let plain = text.replace(/[´＇]/g, "'").normalize("NFKD").replace(UNSEEN, "").toLowerCase();
  for (const [standIn, alike] of ALIKE) plain = plain.replace(alike, standIn);
  return plain.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (c) => String(c.codePointAt(0) & 15))
    .replace(/[\u0966-\u096f]/g, (c) => String((c.codePointAt(0) & 15) - 6))
    .normalize("NFC");
}

/** How many letters must be changed, added or left out to turn a word into another. */
function letterDistance(word, other) {
  let before = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let row = 1; row <= word.length; row += 1) {
    const now = [row];
    for (let place = 1; place <= other.length; place += 1) {
      const changed = before[place - 1] + (word[row - 1] === other[place - 1] ? 0 : 1);
      now.push(Math.min(changed, before[place] + 1, now[place - 1] + 1));
    }
    before = now;
  }
  return before[other.length];
}

/** How many letters a close spelling may differ in: none in a short word, or in a number. */
function tolerance(word) {
  if (!/^\p{L}+$/u.test(word) || word.length < 5) return 0;
  return word.length < 8 ? 1 : 2;
}

/** Index the strings of the statements; each distinct one is processed once.

    `data` has `strings`, `columns`, `ids`, `abbreviations` (the word by its short form), `also`
    (other names of a string, by its place) and `conventions`. */
function searchIndex(data) {
  const { strings, columns, ids } = data;
  const searched = searchedPlaces();
  const folded = foldedStrings(); // now, not at the first key, which would be slow
  let lookedUp = new Map(); // what was searched before
  let vocabulary = null; // the distinct words, once a word is found nowhere

  function searchedPlaces() {
    const held = new Uint8Array(strings.length);
    for (const name of SEARCHED) for (const place of columns[name]) held[place] = 1;
    for (const { changes } of data.conventions) for (const [, outcome] of changes) held[outcome] = 1;
    return Uint32Array.from(held.keys()).filter((place) => held[place]);
  }

  function foldedStrings() {
    const list = new Array(strings.length).fill("");
    for (const place of searched) list[place] = fold(strings[place]);
    for (const [place, names] of data.also) list[place] += `\n${fold(names)}`;
    return list;
  }

  /** Where a string of letters occurs: `places` of strings, and a flag in `rows` for each
      statement. A longer one is only in what a shorter one is in, so that typing on narrows it. */
  function lookUp(letters) {
    if (lookedUp.has(letters)) return lookedUp.get(letters);
    let within = searched;
    for (let size = letters.length - 1; size > 0 && within === searched; size -= 1) {
      within = lookedUp.get(letters.slice(0, size))?.places || searched;
    }
    const places = within.filter((place) => folded[place].includes(letters));
    const held = new Uint8Array(strings.length);
    for (const place of places) held[place] = 1;
    const rows = new Uint8Array(ids.length);
    for (const name of SEARCHED) {
      const column = columns[name];
      for (let number = 0; number < rows.length; number += 1) rows[number] |= held[column[number]];
    }
    if (/^s-[0-9a-f]*$/.test(letters)) {
      ids.forEach((id, number) => { rows[number] |= id.startsWith(letters); });
    }
    if (lookedUp.size > 40) lookedUp.clear(); // a long visit must not fill the memory
    lookedUp.set(letters, { places, rows });
    return lookedUp.get(letters);
  }

  /** The forms of a word to search for: as it is, without punctuation, and in full. */
  function forms(word) {
    const bare = word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
    const full = data.abbreviations[bare];
    return [...new Set([word, bare, full])].filter(Boolean);
  }

  /** A flag for each statement that contains one of the forms. */
  function holding(list) {
    const rows = new Uint8Array(ids.length);
    for (const form of list) {
      lookUp(form).rows.forEach((flag, number) => { rows[number] |= flag; });
    }
    return rows;
  }

  function distinctWords() {
    vocabulary ||= [...new Set(folded.flatMap((text) => text.match(/[\p{L}\p{N}]+/gu) || []))];
    return vocabulary;
  }

  /** The words that occur and differ in at most `most` letters, the closest first. */
  function nearest(word, most) {
    return distinctWords()
      .filter((other) => Math.abs(other.length - word.length) <= most)
      .map((other) => [letterDistance(word, other), other])
      .filter(([letters]) => letters <= most)
      .sort(([letters], [others]) => letters - others)
      .map(([, other]) => other);
  }

  /** Search for every word of a query.

      Returns a flag for each statement in `rows`; in `spelled` each word that occurs nowhere with
      its close spellings, which were looked for in its place; in `missing` each word that has none,
      with the nearest that occur; and in `sizes` how many statements each word is in. */
  function search(query) {
    const outcome = {
      rows: new Uint8Array(ids.length).fill(1), spelled: [], missing: [], sizes: new Map(),
    };
    for (const word of new Set(fold(query).split(/\s+/).filter(Boolean))) {
      let rows = holding(forms(word));
      if (!rows.includes(1)) {
        const bare = forms(word).at(-1);
        const close = tolerance(bare) ? nearest(bare, tolerance(bare)) : [];
        rows = holding(close);
        if (rows.includes(1)) outcome.spelled.push([word, close]);
        else outcome.missing.push([word, nearest(bare, bare.length >> 1).slice(0, MOST_NEAREST)]);
      }
      outcome.sizes.set(word, rows.reduce((sum, flag) => sum + flag, 0));
      rows.forEach((flag, number) => { outcome.rows[number] &= flag; });
    }
    return outcome;
  }

  /** Forget what was found, after a column changed. */
  function forget() {
    lookedUp = new Map();
  }

  return { search, forget };
}

/** Say which words were searched in another spelling. */
function spelledNote(spelled) {
  const sentences = spelled.map(([word, close]) =>
    `“${word}” occurs nowhere; listed are close spellings: ${close.join(", ")}.`);
  return sentences.join(" ");
}

/** A word that occurs nowhere, with the nearest that occur as buttons to replace it. */
function missingNote(word, nearest, replace) {
  const buttons = nearest.map((other) => makeButton(other, () => replace(word, other)));
  const others = buttons.length ? ["The nearest words that occur: ", ...spaced(buttons)] : [];
  return make("p", { dir: "auto" }, `“${word}” occurs in no statement. `, ...others);
}

/** If every word occurs, but not with the rest of the query: each word as a button. */
function aloneNote(sizes, searchAlone) {
  const buttons = [...sizes].map(([word, size]) =>
    makeButton(`${word} (${size})`, () => searchAlone(word)));
  return make("p", { dir: "auto" }, "Each word separately, in all texts: ", ...spaced(buttons));
}
