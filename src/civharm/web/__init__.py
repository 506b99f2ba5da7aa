"""The pages that assessors see."""
