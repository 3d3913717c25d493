"""Referring a program to the mentoring: a public form below the mentor directory, without an account."""
