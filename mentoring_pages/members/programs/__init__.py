"""Members area: programs."""
