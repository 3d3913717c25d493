"""Members area: evaluations."""
