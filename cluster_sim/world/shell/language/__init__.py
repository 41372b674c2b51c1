"""The language of the shell: lines to trees, trees to text, words to what they expand to."""
