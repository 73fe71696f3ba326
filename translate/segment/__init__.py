"""From a text to spans: paragraphs, sentences, runs of one script, with exact offsets."""
