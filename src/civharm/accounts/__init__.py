"""Who may look and decide: people, their roles and rights."""
