"""What is learnt: the content, and the apps that show it and keep what learners did."""
