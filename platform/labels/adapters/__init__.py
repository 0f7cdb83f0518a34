"""One file per format: each writes sentence and record into a file's bytes and reads the record back."""
