"""Members area: pairs."""
