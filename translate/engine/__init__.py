"""Engines that turn sentences into sentences: the `Engine` protocol and Argos packages on CTranslate2.

Exports:
    argos: load_engine
    base: Engine, EngineInfo, Hypothesis
    firefox: LICENCE
    install: check_loads, install
    pool: Asking, Question, ask_together
"""
