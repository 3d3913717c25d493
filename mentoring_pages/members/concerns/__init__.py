"""Concerns: a form for anybody, signed in or not, and following one by its code (R104)."""
