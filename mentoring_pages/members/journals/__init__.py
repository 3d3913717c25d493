"""Members area: journals."""
