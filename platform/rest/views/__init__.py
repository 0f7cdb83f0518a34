"""The views of this door: input, one service or one turn, output."""
