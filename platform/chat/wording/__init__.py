"""Everything that is said around a turn: what is asked, what a model is told, and the set texts of its ends."""
