"""Work that the desk does in the background."""
