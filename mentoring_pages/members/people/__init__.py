"""Members area: the people of a program."""
