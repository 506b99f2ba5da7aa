"""The screen of one incident: every judgement with its evidence, and the forms to settle it."""
