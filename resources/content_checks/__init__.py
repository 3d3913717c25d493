"""Hints for editors on what readers would stumble over (R36, R80). They never keep anybody from saving."""
