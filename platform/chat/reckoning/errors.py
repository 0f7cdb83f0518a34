"""Why an expression is not worked out."""


class NoResult(ValueError):
    """The expression is not in the grammar, mixes what can't be mixed, or passes a limit. The message says which."""
