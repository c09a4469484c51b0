from django import forms

LONGEST = 100


class SearchForm(forms.Form):
    q = forms.CharField(
        label="Was suchen Sie?",
        required=False,
        max_length=LONGEST,
        help_text="Ein Wort, ein Name, eine Zahl oder die Nummer einer Drucksache.",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={
            "max_length": "Die Suche ist zu lang. Bitte höchstens %(limit_value)d Zeichen eingeben.",
            "null_characters_not_allowed": "Die Suche enthält ein Zeichen, das es in keinem Text gibt.",
        },
    )
