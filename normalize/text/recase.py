"""Give one word the capitals of another."""


def recase(word: str, pattern: str) -> str:
    """Write a lower-case word as `pattern` is written: letters they share are copied, the rest follows the pattern.

    ё is not introduced into a word that was written with е, but for the one letter that changed with the case
    (Петра, Пётр): there the dictionary's letter stays.

    Args:
        word: lower case, e.g. "рогозин".
        pattern: the form met in the text, e.g. "РОГОЗИНУ".

    Returns:
        "РОГОЗИН" for the example; "МакКейн" for ("маккейн", "МакКейна").
    """
    if "-" in pattern and word.count("-") == pattern.count("-"):
        parts = zip(word.split("-"), pattern.split("-"), strict=True)
        return "-".join(recase(part, part_pattern) for part, part_pattern in parts)
    shared = 0
    for ours, theirs in zip(word, pattern, strict=False):
        if ours != theirs.lower() and not (ours == "ё" and theirs in "еЕ"):
            break
        shared += 1
    letters = list(pattern[:shared])
    rest = word[shared:]
    shouting = len(pattern) > 1 and pattern.isupper()
    if shouting:
        rest = rest.upper()
    elif not shared and pattern[:1].isupper():
        rest = rest[:1].upper() + rest[1:]
    return "".join(letters) + rest
