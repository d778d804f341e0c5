"""Compare the statements of one fact: encode them as integers, and apply the rules."""
