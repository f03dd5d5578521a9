"""The one action plan: recommendations, actions, leads, deadlines, progress, impact."""
