"""The public directory of mentors: filters, routes and profile."""
