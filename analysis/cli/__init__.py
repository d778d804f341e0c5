"""Provide the command line: `commands` has one function for each command."""
