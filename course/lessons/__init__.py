"""Lessons: their texts, the steps that tick themselves, and what a learner has done."""
