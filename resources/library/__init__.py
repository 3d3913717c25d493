"""Finding resources: filters, routes and the feed of a library."""
