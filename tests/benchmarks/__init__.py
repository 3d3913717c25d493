"""How fast the list pages, details and feeds are with many pages: `make bench`. Not collected by pytest."""
