"""How names sound: readings of Latin and Cyrillic spellings as strings of sounds, and the distance between them.

The rows of `data/sounds_*.tsv` say which letters are read how; `readings` turns a word into its likely readings.

Exports:
    consonants: SIBILANTS, coarse, cut, may_be_one
    readings: FAR, FURTHEST, consonant_frames, fold, readings, skeleton, sound_distance, sound_keys, sounds_of_initial,
        sure_sounds, weight
"""
