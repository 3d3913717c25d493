"""A gathering's own page and its row in lists: what is said of it, and the form in which editors write it."""
