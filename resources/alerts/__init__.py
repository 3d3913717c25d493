"""A list of the library by e-mail: asking, confirming, what is new, and ending it."""
