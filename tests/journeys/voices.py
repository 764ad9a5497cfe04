"""A stand-in for the voices of a device, that writes down what it is asked to say.

A real engine was tried first: Chromium on Linux speaks through speech-dispatcher and espeak-ng, packages that a machine
which runs the tests does not have; see docs/decisions/2026-11-26-questions-read-aloud.md. What is tested is ours: what
is said, in which order and language. How a voice sounds is the device's.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page

LOCAL = (("fr-FR", True), ("ar-SA", True), ("tr-TR", True), ("ru_RU", True))
"""Languages of voices, and whether each lives on the device; Android writes an underscore."""

_SCRIPT = """
(() => {
  const voices = %s.map(([lang, localService]) => ({ lang, localService, name: lang, voiceURI: lang, default: false }));
  const said = (window.said = []);
  let speaking = null;
  const synth = new EventTarget();
  Object.assign(synth, {
    getVoices: () => voices,
    speak: (utterance) => {
      said.push({ text: utterance.text, lang: utterance.lang, local: utterance.voice?.localService === true });
      speaking = utterance;
      if (!window.slow) setTimeout(() => { if (speaking === utterance) utterance.onend?.(); }, 1);
    },
    cancel: () => { speaking = null; window.cancelled = (window.cancelled ?? 0) + 1; },
  });
  Object.defineProperty(window, "speechSynthesis", { value: synth });
  window.SpeechSynthesisUtterance = class {
    constructor(text) { Object.assign(this, { text, lang: "", voice: null }); }
  };
})();
"""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was said: its words, in which language, and whether by a voice of the device."""

    text: str
    lang: str
    local: bool


def give_voices(context: BrowserContext, voices: Sequence[tuple[str, bool]] = LOCAL) -> None:
    """Gives every page of a phone these voices, in place of the browser's own."""
    context.add_init_script(_SCRIPT % json.dumps(list(voices)))


def said(page: Page) -> list[Said]:
    """Returns what was said on this page so far, in order."""
    return [Said(**each) for each in page.evaluate("window.said")]
