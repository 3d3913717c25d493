"""Search over every public page of the site."""
