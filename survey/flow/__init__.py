"""The path through a questionnaire: plans, screens and entries, computed from the answers each time."""

from survey.flow.entry import enter, enter_item, is_complete, on_path, problems_on_path, with_page
from survey.flow.live import LivePage, Step, live_page
from survey.flow.plan import Plan, plan_of
from survey.flow.screens import first_screen, next_screen, previous_screen, screen_at
from survey.flow.serial import plan_as_json
from survey.flow.turns import first_item, item_at, next_item, previous_item
from survey.flow.values import End, Entered, Introduction, Screen, ScreenChoice, ScreenItem
from survey.moment import Moment

__all__ = [
    "End",
    "Entered",
    "Introduction",
    "LivePage",
    "Moment",
    "Plan",
    "Screen",
    "ScreenChoice",
    "ScreenItem",
    "Step",
    "enter",
    "enter_item",
    "first_item",
    "first_screen",
    "is_complete",
    "item_at",
    "live_page",
    "next_item",
    "next_screen",
    "on_path",
    "plan_as_json",
    "plan_of",
    "previous_item",
    "previous_screen",
    "problems_on_path",
    "screen_at",
    "with_page",
]
