"""Take what a person said at the desk away with the person's other texts."""
