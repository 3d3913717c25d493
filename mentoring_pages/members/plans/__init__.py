"""Members area: plans."""
