"""The meter: what a cycle asks of a pair, and where the pair stands. Values in, values out: nothing here asks the
database, except `listing.py`, which reads for many pairs at once.
"""
