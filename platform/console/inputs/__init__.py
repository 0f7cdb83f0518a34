"""What people type into forms, checked and given their types; one module for each noun."""
