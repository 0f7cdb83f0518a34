"""What callers send, validated once into typed values."""
