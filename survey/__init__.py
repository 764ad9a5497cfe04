"""Questionnaires, their flow and their figures: values in, values out, without web, database or clock."""
