"""Teaching the reader by what people decided (docs/teaching.md): records in, a taught model out.

The encoder stays as it is: a correction of its head and the weights of signs are learned, by Newton's method and
without chance, so that some forty records take a minute on a laptop and nothing but numpy.
"""

from sayso.service.teaching.judging import Change, HeldOut
from sayso.service.teaching.making import Outcome, teach
from sayso.service.teaching.records import Records, read_records

__all__ = ["Change", "HeldOut", "Outcome", "Records", "read_records", "teach"]
