"""Which rule applies to who asks: what he says about himself, and the one question back on which the answer depends."""
