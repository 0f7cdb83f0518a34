"""Question-and-answer pairs: write and index them, tell questions alike, read and write sheets of them."""
