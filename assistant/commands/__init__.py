"""Commands of the command line, by what they are about; `cancu.py` puts them together."""
