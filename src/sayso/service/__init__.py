"""Service: what a face (a command, a page, a program) asks for, without a terminal; answers are dataclasses."""
