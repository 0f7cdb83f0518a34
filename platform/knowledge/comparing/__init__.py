"""Compare texts: what two versions changed, what is said twice, and where two passages disagree. No database here."""
