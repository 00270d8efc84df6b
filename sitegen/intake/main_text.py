from __future__ import annotations


def choose_main(tree, blocks):
    return blocks
