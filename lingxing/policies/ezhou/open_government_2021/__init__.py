"""What the offices of Ezhou had to publish and tidy in 2021: 18 tasks, a few with a day (2021)."""
