"""Make summaries and translations of documents: piece by piece, off the request's path, each piece checked and screened."""
