"""What callers get back: bodies, error bodies and stream frames."""

from rest.outputs.problems import problem

__all__ = ["problem"]
