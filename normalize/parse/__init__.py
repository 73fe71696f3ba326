"""The parts of a name: given name, patronymic, family name, initials of a person; legal form, class words and core of an
organisation.
"""
