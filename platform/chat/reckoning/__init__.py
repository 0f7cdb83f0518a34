"""Work out sums, dates and proportions from an expression that a model names: a grammar of its own, exact numbers, no `eval`."""
