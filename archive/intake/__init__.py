"""Taking in a source: from a pasted text, a file or an address to a draft with its archived text.

    intake = take_link(user, "https://…")       # or take_pasted, take_uploaded; raises IntakeProblem
    duplicates_of(intake)                       # where it stands already
    make_source(intake, document, act)          # or add_version(intake, captured_at, act)
    citations_standing(source, 1, 2); move(…)   # citations of an older version in the newer one

Nothing that is found is trusted: it is proposed, with where it comes from, and an editor decides. Files are read in a
process of their own (`archive.extraction`), pages fetched in the background from public addresses only (`addresses`).
Depends on documents and workflow; the admin depends on it.
"""
