"""The screen of what leaves the team: releases, evidence of an incident, sheets for others."""
