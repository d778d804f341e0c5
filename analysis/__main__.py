"""Run the command line of the package."""

from __future__ import annotations

import sys

from analysis.cli.program import program

if __name__ == "__main__":
    sys.exit(program())
