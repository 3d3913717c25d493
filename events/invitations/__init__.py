"""Invitations and date polls: whom they go to, what they say, and what is asked (R29, R35)."""
