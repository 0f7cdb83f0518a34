"""One reader per file format; each runs only in the limited child."""
