"""Quiz items held against their provisions by rules that know nothing of how they were proposed."""
