"""The command line: what the console script `tolmach` starts.

Exports:
    app: main
"""
