"""What no person answers: notes, calculations, and values filled by the application."""

from survey.questionnaires.types.register import ItemType

NOTE = ItemType(("note",), asked=False)
CALCULATE = ItemType(("calculate",), asked=False, shown=False)
HIDDEN = ItemType(("hidden",), asked=False, shown=False)
