"""For whom something is applied for, in which way and where."""

from collections.abc import Mapping
from typing import Any

from django import forms

from lingxing.engines.parties.access_types import PartyCard
from lingxing.language.procedures.definitions import Act

_CHOSEN = {"required": "请选择", "invalid_choice": "请从给出的选项中选择"}


class ApplyForm(forms.Form):
    """For whom, in which way, at which organ. What leaves no choice is not asked."""

    def __init__(
        self, *args: Any, parties: Mapping[str, str], acts: Mapping[str, str], organs: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer("party", "为谁办理", parties)
        self._offer("act", "怎样办理", acts)
        self._offer("organ", "由哪里办理", organs)

    def _offer(self, name: str, label: str, choices: Mapping[str, str]) -> None:
        if len(choices) > 1:
            self.fields[name] = forms.ChoiceField(
                label=label, choices=list(choices.items()), widget=forms.RadioSelect, error_messages=_CHOSEN
            )
        self._only = {**getattr(self, "_only", {}), name: next(iter(choices), "")}

    def chosen(self, name: str) -> str:
        """Return what was chosen, or the only choice; empty where there is none. Only of a valid form."""
        return str(self.cleaned_data.get(name) or self._only[name])


def party_choices(cards: list[PartyCard]) -> dict[str, str]:
    """Return the parties as choices: their names, and what they are to the account."""
    return {str(card.id): f"{card.name}（{card.relation_label or card.kind_label}）" for card in cards}


def act_choices(acts: list[Act]) -> dict[str, str]:
    """Return the acts that open a case as choices, with what each means."""
    return {act.name: f"{act.label}：{act.help}" if act.help else act.label for act in acts}
