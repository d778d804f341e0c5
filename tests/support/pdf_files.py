"""Build small PDF files, each odd in one way, object by object."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from itertools import zip_longest

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
FIRST_FREE = 4  # the number of the first object that is not the catalog, the pages or the font


def stream(content: bytes, dictionary: bytes = b"") -> bytes:
    head = b"<< " + dictionary + b" /Length " + str(len(content)).encode() + b" >>"
    return head + b"\nstream\n" + content + b"\nendstream"


def form(content: bytes, forms: bytes = b"") -> bytes:
    """A form object that draws `content`, with other `forms` by name."""
    resources = b"/Resources << /Font << /F1 3 0 R >> /XObject << " + forms + b" >> >>"
    return stream(content, b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] " + resources)


def words(text: str, y: int = 700, x: int = 50) -> bytes:
    """The operators that draw a line of `text` on a page."""
    return f"BT /F1 12 Tf {x} {y} Td ({text}) Tj ET\n".encode("latin-1")


def page(contents: int, more: bytes = b"", resources: bytes = b"/Font << /F1 3 0 R >>") -> bytes:
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << "
        + resources
        + b" >> /Contents "
        + str(contents).encode()
        + b" 0 R "
        + more
        + b" >>"
    )


def tree(pages: Sequence[int], count: int | None = None) -> bytes:
    kids = b" ".join(str(number).encode() + b" 0 R" for number in pages)
    number = str(len(pages) if count is None else count).encode()
    return b"<< /Type /Pages /Kids [" + kids + b"] /Count " + number + b" >>"


def pdf(
    objects: Sequence[bytes],
    pages: bytes | None = None,
    catalog: bytes = CATALOG,
    trailer: bytes = b"",
) -> bytes:
    """A file of `objects`, numbered from FIRST_FREE; the first of them is the only page."""
    whole = [catalog, pages or tree([FIRST_FREE]), FONT, *objects]
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate(whole, start=1):
        places.append(len(content))
        content += str(number).encode() + b" 0 obj\n" + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = str(len(whole) + 1).encode()
    return (
        content
        + b"xref\n0 "
        + size
        + b"\n0000000000 65535 f \n"
        + table
        + b"trailer\n<< /Size "
        + size
        + b" /Root 1 0 R "
        + trailer
        + b" >>\nstartxref\n"
        + str(len(content)).encode()
        + b"\n%%EOF\n"
    )


def plain(text: str = "The court issued a warrant.") -> bytes:
    return pdf([page(5), stream(words(text))])


def doubling(depth: int) -> bytes:
    """Forms that each draw the next twice: 2 ** depth lines of text."""
    with_forms = b"/Font << /F1 3 0 R >> /XObject << /X 6 0 R >>"
    objects = [page(5, resources=with_forms), stream(b"/X Do\n")]
    for level in range(depth):
        objects.append(form(b"/X Do\n/X Do\n", b"/X %d 0 R" % (7 + level)))
    objects.append(form(words("a line")))
    return pdf(objects)


def recursive() -> bytes:
    """A form that draws itself."""
    with_forms = b"/Font << /F1 3 0 R >> /XObject << /X 6 0 R >>"
    drawn = words("Before.") + b"/X Do\n"
    return pdf([page(5, resources=with_forms), stream(drawn), form(drawn, b"/X 6 0 R")])


def tree_loop() -> bytes:
    """A tree of pages that has itself below it."""
    return pdf([page(5), stream(words("One page."))], pages=tree([4, 2, 4], count=3))


def wrong_count() -> bytes:
    return pdf([page(5), stream(words("One page."))], pages=tree([4], count=9))


def no_pages() -> bytes:
    return pdf([], pages=tree([]))


def missing_font() -> bytes:
    return pdf([page(5, resources=b""), stream(words("The court issued a warrant."))])


def unnamed_letters() -> bytes:
    """A font of glyph numbers that does not say which letters they are."""
    below = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Own /CIDSystemInfo << /Registry "
    below += b"(Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /Own /Encoding /Identity-H "
    font += b"/DescendantFonts [7 0 R] >>"
    drawn = b"BT /F1 12 Tf 50 700 Td <002400250026> Tj ET\n"
    return pdf([page(5, resources=b"/Font << /F1 6 0 R >>"), stream(drawn), font, below])


def truncated() -> bytes:
    """A file whose last part, with the table of its objects, was not saved."""
    return plain()[:-150]


def wrong_table() -> bytes:
    return plain().replace(b"xref\n0 6", b"xref\n0 3")


def annotation() -> bytes:
    note = b"/Annots [<< /Type /Annot /Subtype /FreeText /Rect [0 0 9 9] /Contents (Correction) >>]"
    return pdf([page(5, note), stream(words("The court issued a warrant."))])


def form_field() -> bytes:
    field = b"/Annots [<< /Type /Annot /Subtype /Widget /FT /Tx /Rect [0 0 9 9] /V (Filled in) >>]"
    return pdf([page(5, field), stream(words("The court issued a warrant."))])


def many_pages(number: int) -> bytes:
    objects = [page(5), stream(words("A page."))]
    return pdf(objects, pages=tree([4] * number))


def scanned(both: bool) -> bytes:
    """A page with only an image; after a page of text, if `both`."""
    image = stream(bytes(9), b"/Type /XObject /Subtype /Image /Width 8 /Height 8 "
                   b"/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode")  # fmt: skip
    objects = [
        page(5, resources=b"/XObject << /I 6 0 R >>"),
        stream(b"/I Do\n"),
        image,
        page(8),
        stream(words("The court issued a warrant.")),
    ]
    return pdf(objects, pages=tree([7, 4] if both else [4]))


def compressed(content: bytes, cut: int = 0) -> bytes:
    packed = zlib.compress(content)
    return pdf([page(5), stream(packed[: len(packed) - cut], b"/Filter /FlateDecode")])


def cut_stream() -> bytes:
    """A compressed page without its end."""
    lines = b"".join(words(f"Line {number} of the page.", 780 - number) for number in range(99))
    return compressed(lines, cut=len(zlib.compress(lines)) // 2)


def bomb() -> bytes:
    """A page that is a gigabyte when it is unpacked."""
    packer = zlib.compressobj(9)
    # After a full flush, the same megabyte gives the same bytes, so it is compressed only twice.
    first, later = (
        packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2)
    )
    checksum = ((1 << 30) % 65521 << 16) + 1  # Adler-32 of a gigabyte of zeros
    packed = first + later * 1023 + packer.flush()[:-4] + checksum.to_bytes(4, "big")
    return pdf([page(5), stream(packed, b"/Filter /FlateDecode")])


def slow() -> bytes:
    """A page with so many operators that reading it takes minutes."""
    return pdf([page(5), stream(b"q 1 0 0 1 0 0 cm Q\n" * 400_000)])


def encrypted() -> bytes:
    """A file that says it is locked, with keys that fit no password."""
    keys = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32
    trailer = b"/ID [<41> <42>] /Encrypt " + keys + b"> >>"
    return pdf([page(5), stream(words("The court issued a warrant."))], trailer=trailer)


def attachment() -> bytes:
    catalog = b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [] >> >> >>"
    return pdf([page(5), stream(words("The court issued a warrant."))], catalog=catalog)


def twice_defined() -> bytes:
    """A page whose content was replaced by appending: a reader sees the later one."""
    first = plain("The old text.")
    place = len(first)
    body = b"5 0 obj\n" + stream(words("The new text.")) + b"\nendobj\n"
    table = b"xref\n5 1\n%010d 00000 n \n" % place
    before = first.rindex(b"xref\n0")
    tail = b"trailer\n<< /Size 6 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    return first + body + table + tail % (before, place + len(body))


def escape_codes() -> bytes:
    return pdf([page(5), stream(words("A \\033[31mred\\033[0m warrant \\233."))])


def lines(*texts: str) -> bytes:
    """What draws lines one below the other on a page."""
    return b"".join(words(text, 700 - 14 * number) for number, text in enumerate(texts))


def side_by_side(left: Sequence[str], right: Sequence[str], above: str = "") -> bytes:
    """A page with two columns, drawn line by line."""
    drawn = words(above, 720) if above else b""
    for number, pair in enumerate(zip_longest(left, right)):
        for text, x in zip(pair, (50, 320), strict=True):
            drawn += words(text, 700 - 14 * number, x) if text else b""
    return pdf([page(5), stream(drawn)])


def wrapped() -> bytes:
    """A page with a headline and a paragraph of four lines, in which a word is cut."""
    return pdf(
        [
            page(5),
            stream(
                lines(
                    "A warrant in Norland",
                    "The court of Norland has issued a war-",
                    "rant for ten men, and twenty-",
                    "five more are sought, it said on",
                    "Monday.",
                )
            ),
        ]
    )


def with_running_lines() -> bytes:
    """Two pages with a header and a number, and a paragraph that goes over both."""
    first = (
        "The Norland Herald",
        "The court of Norland has issued a",
        "warrant for ten men, and said that",
        "1",
    )
    second = ("The Norland Herald", "more are sought. They left.", "2")
    objects = [page(5), stream(lines(*first)), page(7), stream(lines(*second))]
    return pdf(objects, pages=tree([4, 6]))


def ligatures() -> bytes:
    """A page of a font that has signs for several letters."""
    names = b"<< /Type /Encoding /Differences [128 /ffi 129 /fi] >>"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Own /Encoding " + names + b" >>"
    drawn = b"BT /F1 12 Tf 50 700 Td (The o\\200ce was \\201ned.) Tj ET\n"
    return pdf([page(5, resources=b"/Font << /F1 6 0 R >>"), stream(drawn), font])
