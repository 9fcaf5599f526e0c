"""Files → documents → provisions: read, clean, parse, describe, relate, catalogue."""
