"""Planning gatherings ahead: dates, rotation of hosts, and what still lacks somebody (R26)."""
