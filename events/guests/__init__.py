"""Guests of a gathering: the forms they fill in, their mails, lists and certificates, and how long it is kept (R21)."""
