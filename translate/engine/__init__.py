"""Engines that turn sentences into sentences: the `Engine` protocol and Argos packages on CTranslate2."""
