"""Words that look alike: what one slip of the fingers makes of a word, and how many slips two words are apart."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def one_slip_away(word):
    """All words that one letter more, less or other, or two letters changed about, makes of `word`."""
    halves = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    less = {a + b[1:] for a, b in halves if b}
    about = {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}
    other = {a + letter + b[1:] for a, b in halves if b for letter in LETTERS}
    more = {a + letter + b for a, b in halves for letter in LETTERS}
    return (less | about | other | more) - {word}


def slips_between(one, other):
    """Letters more, less, other or changed about with their neighbour, each counted as one."""
    two_above, above = [], list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            least = min(above[j] + 1, row[-1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                least = min(least, two_above[j - 2] + 1)
            row.append(least)
        two_above, above = above, row
    return above[-1]
