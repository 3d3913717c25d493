"""Content that staff bring in from tables, feeds and other systems: checked, made into drafts, taken back."""
