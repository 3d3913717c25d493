"""Mentors that a member keeps in mind."""
