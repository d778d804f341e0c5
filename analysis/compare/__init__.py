"""Compare the statements of each fact.

`rules` states the rules for one fact, `vectorised` applies them to many, and `pairs` names the
pairs that cannot both be true. `encoding` turns statements into the integers that these work on,
`facts` compares them, and `wording` puts the result into words.
"""
