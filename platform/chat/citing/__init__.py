"""Check what a sentence rests on: its marks, figures, names and words. Text in, values out; no model, no database."""
