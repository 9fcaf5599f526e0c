"""Training a cheaper encoder than the one that ships: pruned or reading fewer pieces, distilled from the whole one."""
