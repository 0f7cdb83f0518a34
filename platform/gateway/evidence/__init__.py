"""What passages say to a question: their units, how well each fits, and whether the answer is among them. No model but the encoder."""
