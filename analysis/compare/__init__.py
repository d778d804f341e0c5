"""Compare the statements of each fact.

`rules` states the rules for one fact, `vectorised` applies them to many, and `pairs` names what
cannot both be true. `encoding` turns statements into the integers that these take, `facts` compares
them, and `wording` puts the result into words.
"""
