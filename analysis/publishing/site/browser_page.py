"""Write the page of the evidence browser, which its script fills, and explain its labels."""

LEGEND = """<details class="legend">
<summary>What the labels mean</summary>
<p>None of them says what is true: texts that agree may all be wrong.</p>
<dl>
<dt>agree</dt><dd>Every text that speaks of it gives the same value, equally exact.</dd>
<dt>more exact</dt><dd>The values lie within one another, so the narrowest satisfies all.</dd>
<dt>overlap</dt><dd>No value lies within the other, and one value satisfies all.</dd>
<dt>conflict</dt><dd>No value satisfies all.</dd>
<dt>differ</dt><dd>The texts name different values, and nothing is said of whether all of them
hold.</dd>
<dt>not tested</dt><dd>Free text, shown side by side; whether it agrees is for the reader to
judge.</dd>
<dt>single source</dt><dd>Only one text speaks of it.</dd>
<dt>not comparable</dt><dd>Several texts speak of it, none in the stance of another: a forecast is
not compared with a claim.</dd>
<dt>alleged, denied, requested, asked, announced, predicted, conditional</dt><dd>The stance of the
speaker, who does not plainly assert the value. What is denied is said not to be so.</dd>
<dt>value, speaker or date inferred</dt><dd>That part was inferred from words that do not state
it.</dd>
<dt>the article itself</dt><dd>The text says it in its own voice, without naming anybody.</dd>
</dl>
</details>"""


def content(items: str) -> str:
    """Return the content of `<main>`; `items` are the texts, for readers without JavaScript."""
    return f"""<h1>The evidence</h1>
<p class="lead">Choose a value to see its words marked in the text; choose marked words to list what
was coded from them.</p>
{LEGEND}
<noscript><p class="notice">This page needs JavaScript. Each text also has a page that does not,
with all its statements:</p>
<ul class="texts">
{items}
</ul></noscript>
<div id="browser" hidden>
<form id="filters" role="search" aria-label="Statements">
<p class="field wide"><label for="query">Search values, words, notes and names</label>
<input id="query" type="search" autocomplete="off" spellcheck="false"></p>
<details id="more-filters" open>
<summary>Filters</summary>
<div id="selects"></div>
</details>
</form>
<div id="reads" class="notice" hidden></div>
<p id="lost" class="notice" role="status" hidden></p>
<p class="count"><output id="count" for="filters" aria-live="polite"></output>
<button type="button" id="clear" hidden>Clear the filters</button></p>
<section id="comparison" aria-labelledby="comparison-title" hidden></section>
<div id="columns" class="columns">
<section id="reader" aria-labelledby="reader-title">
<div class="reader-head">
<h2 id="reader-title" dir="auto"></h2>
<p class="turn"><button type="button" id="before">Previous<span> text</span></button>
<button type="button" id="after">Next<span> text</span></button>
<a id="own-page">Its own page</a></p>
</div>
<div id="pane" class="pane"></div>
</section>
<section id="listing" aria-labelledby="listing-title">
<h2 id="listing-title">Statements</h2>
<p id="spelled" class="notice" dir="auto" hidden></p>
<div id="chosen" class="notice" hidden></div>
<button type="button" id="earlier" hidden>Show those before</button>
<ol id="rows"></ol>
<button type="button" id="later" hidden>Show more</button>
<p class="aside keys"><kbd>↑</kbd> <kbd>↓</kbd> move in the list and in the text;
<kbd>Enter</kbd> opens; <kbd>Esc</kbd> goes back.</p>
</section>
</div>
</div>"""
