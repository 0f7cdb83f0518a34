"""What people say about answers, and how what the material lacks comes back to it: ratings, misses, cases, wishes."""
