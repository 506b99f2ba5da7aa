"""Records of others, from saved files: another recorder's rows come in as claims of that recorder, never as truth."""
