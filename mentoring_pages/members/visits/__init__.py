"""Members area: site visits."""
