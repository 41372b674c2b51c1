"""Questions of several kinds, and the attempts of each learner."""
