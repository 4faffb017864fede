"""The error that a wrong gold file raises."""

from sayso.errors import SaysoError


class GoldError(SaysoError):
    """A gold file (corpus, benchmark) is wrong. ``file``, ``where`` in it (a report, a claim), and the ``problem``."""

    def __init__(self, file: str, where: str, problem: str) -> None:
        self.file, self.where, self.problem = file, where, problem
        super().__init__(f"{file}: {where}: {problem}")
