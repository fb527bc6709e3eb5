"""Ticks: asking the other rooms, again and again, to do what is due. Holds no state: an emptied queue loses nothing."""

from vozvrat.jobs.worker import run, start_worker, stop_worker

__all__ = ["run", "start_worker", "stop_worker"]
