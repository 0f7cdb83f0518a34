"""Tests of how pairs are told alike, read from sheets, and tuned."""
