"""Question → answer: understand, gather evidence, write, verify."""
