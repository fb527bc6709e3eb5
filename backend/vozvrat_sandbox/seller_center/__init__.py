"""A simulated seller center: pages that behave like Ozon's cabinet where it matters to an extension.

The wording, the drawing and the markup are our own. What is modelled on the real cabinet: its routes, a
Vue 2 application with portal drawers, tables that are re-rendered whole or recycle their rows, class
names that change at every load, fall-through attributes, a strict content policy, two companies in one
cookie, three languages.
"""

from vozvrat_sandbox.seller_center.site import application

__all__ = ["application"]
