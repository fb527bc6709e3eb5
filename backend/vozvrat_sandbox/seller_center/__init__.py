"""A simulated seller center: pages that behave like Ozon's cabinet where it matters to an extension.

The wording, the drawing and the markup are our own. What is modelled on the real cabinet: its routes, a
Vue 2 application with portal drawers, tables that are re-rendered whole or recycle their rows, class
names that change at every load, fall-through attributes, a strict content policy, two companies in one
cookie, three languages.

Where to look: `data` says what the pages show, `from_world` where it comes from, `shell` what every page
is served with, `static/app` the pages. `?lang=ru|zh-Hans|en` chooses the language, `?composer=rich` gives
the messenger a contenteditable, and /app/lab has one bench for each difficulty of reading a page:
`shadow`, `frame`, `lookalikes`, `editors`.
"""

from vozvrat_sandbox.seller_center.site import application

__all__ = ["application"]
