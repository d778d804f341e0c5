"""Make a statement of a date, and return what `check` says of it."""

from analysis.validation.dates import date_messages
from analysis.validation.project import Statement
from analysis.values import edtf


def messages(words, coded, language="en", quote=None, basis="stated", note=None, published=""):
    """Return what `check` says of a statement whose value is `words`."""
    cells = dict.fromkeys(Statement._fields, "")
    cells |= {"value": words, "date": coded, "quote": quote or words, "basis": basis}
    inferred = f"Hence {edtf.in_words(coded, shorten=False)}." if basis != "stated" else ""
    cells["note"] = note or inferred
    statement = Statement(**cells | {"line": 2, "span": (0, 1)})
    return list(date_messages(statement, language, published))
