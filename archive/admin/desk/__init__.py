"""The coding desk of a source: its archived text on one side, the records that rest on it beside their words.

`pages` serves the page and its addresses, `answers` what the page asks for and sends. A form of the desk holds part of
a record's document (`forms`), so what is saved goes through the workflow like everything else; what the form does not
show stays as it is. All offsets are Unicode code points of the version that is shown.

A mention of an actor is no record of its own: whoever is mentioned takes part in an event, or a statement is about
them. The desk adds the actor to one of the records that cite these words (`mentions`).
"""
