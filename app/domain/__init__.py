"""The glossary of the product: one module a concept, mapped classes with their verbs.

Read in this order: base, errors, text, people, rubric, bank, versions, search, drafting, intake, kit, opening,
kit_plan, candidate, interview, fields, ops, content, findings, told, scorecard, proof, late, panel, imported, ratings,
access, profile, notices, comparison, arrangement, evidence, how_sure, spread, debrief_log, debrief, agenda, sheet,
beside, pace, exposure, questions, mirror, practice, practice_gaps, decision, outcome, outcome_figures, quoted,
candidate_report, candidate_file, packet, overview, audit. A module imports only modules named before it.
No Flask and no session in here: verbs take what they need and change objects; the edge of the program commits.
"""
