"""A corpus of any size: what the notebooks do with five texts, part by part and on any number of
cores, with the same functions and the same answers.

`storage` reads and writes files at any address, `parts` makes a part of a corpus a bundle like that
of a project, `rounds` says what is done with a part, `engines` who does it.
"""
