"""The bounds of dates as the library edtf reads them."""

from edtf import parse_edtf


def edtf_bounds(text):
    """First and last day as edtf has them, strictly: without its padding of marked dates."""
    parsed = parse_edtf(text)
    ends = parsed.lower_strict(), parsed.upper_strict()
    return tuple(
        None if isinstance(end, float) else "{:04}-{:02}-{:02}".format(*end) for end in ends
    )
