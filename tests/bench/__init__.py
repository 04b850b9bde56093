"""Speed, printed as ratios against something run in the same minute. Nothing in here asserts a time."""
