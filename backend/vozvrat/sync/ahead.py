"""Reading one page ahead: while a page is stored, Ozon already works on the next one."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Page = TypeVar("Page")


def ahead(pages: Iterator[Page]) -> Iterator[Page]:
    """The same pages in the same order; an error comes after the pages before it. Never more than one waits."""
    thread = ThreadPoolExecutor(1, thread_name_prefix="vozvrat-ahead")
    try:
        coming = thread.submit(next, pages, None)
        while (page := coming.result()) is not None:
            coming = thread.submit(next, pages, None)
            yield page
    finally:
        thread.shutdown(wait=False, cancel_futures=True)
