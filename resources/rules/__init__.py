"""Content rules: when something happens to a page, something else is done by itself."""
