"""The outside world of the gateway: one module per way of speaking to a model."""
