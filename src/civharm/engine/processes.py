"""Work on many things in processes of their own, so that all cores work; a few things are under way at once."""

from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

_Thing = TypeVar("_Thing")
_Result = TypeVar("_Result")

#: Things under way for each process: enough that none waits for the next, few enough that memory stays flat.
_AHEAD = 3


class Processes(Generic[_Thing, _Result]):
    """Implements `civharm.model.ports.Engine`.

    `prepare` runs once in each process and gives what does the work there: what is heavy (a language model)
    is loaded once and never sent. It, the things and the results must be picklable.
    """

    def __init__(self, prepare: Callable[[], Callable[[_Thing], _Result]], *, count: int) -> None:
        self._prepare = prepare
        self._count = count
        self._pool = self._started(count)

    def __enter__(self) -> Self:
        """The processes start with the first thing."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End them; what was begun and not asked for is dropped."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    @property
    def ahead(self) -> int:
        """How many things may be under way before the first of them is waited for."""
        return self._count * _AHEAD

    def begin(self, thing: _Thing) -> Callable[[], _Result]:
        """Begin the work on a thing; call what comes back to wait for its result."""
        try:
            future = self._pool.submit(_work_on, thing)
        except BrokenProcessPool:
            self._pool = self._started(self._count)
            future = self._pool.submit(_work_on, thing)
        return lambda: self._result(thing, future)

    def _result(self, thing: _Thing, future: "Future[_Result]") -> _Result:
        """A process that is killed takes down all that was under way: each is tried again alone.

        Raises BrokenProcessPool for the one that kills its process again.
        """
        try:
            return future.result()
        except BrokenProcessPool:
            with self._started(1) as alone:
                again: Future[_Result] = alone.submit(_work_on, thing)
                return again.result()

    def _started(self, count: int) -> "ProcessPoolExecutor":
        return ProcessPoolExecutor(
            count, mp_context=get_context("spawn"), initializer=_set_up, initargs=(self._prepare,)
        )


_worker: dict[str, Callable[[Any], Any]] = {}


def _set_up(prepare: Callable[[], Callable[[Any], Any]]) -> None:
    _worker["work"] = prepare()


def _work_on(thing: Any) -> Any:
    return _worker["work"](thing)
