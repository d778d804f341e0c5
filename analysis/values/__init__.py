"""Read the values of statements: dates and counts as ranges."""
