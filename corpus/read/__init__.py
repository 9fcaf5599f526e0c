"""Readers: one function per format, chosen by content."""
