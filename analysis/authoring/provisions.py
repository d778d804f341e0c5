"""Build patterns that find whole references to provisions of law, for `cue_finder`.

A reference such as "section 302 of the Penal Code" or "§§ 211, 212 StGB" is one cue, because part
of it would name another provision or none.
"""

# ruff: noqa: RUF001 - this module lists signs and words in other scripts

from __future__ import annotations

from analysis.text.characters import UNSPACED

_EDGE = rf"(?<![^\W{UNSPACED}])"
_END = rf"(?![^\W{UNSPACED}])"
_ROMAN = r"(?:[IVXLC]{1,8})(?![\w’'])"
_HAN_RULES = "刑法|民法|憲法|宪法|刑事訴訟法|刑事诉讼法"
_HAN = "\\d零〇一二三四五六七八九十百千"
# "5", "5(2)(b)", "6/a", "302-A", "120B", "VII", "7 bis"
_PARTS = r"(?: ?\([^\W_]{1,4}\))*"
_SUFFIX = (
    r"(?:[- ]?(?:bis|ter|quater|quinquies|sexies)\b(?! \d)|\.?[º°ª]"
    r"|[/-]?[A-Za-zÀ-ÿа-я]{1,2}(?![^\W\d_]))?"
)
_ITEM = (
    rf"(?:(?:[A-Z]\.? ?)?\d+(?:[./:]\d+)*{_SUFFIX}"
    rf"|{_ROMAN}){_PARTS}"
)
_NUMBER_SIGN = r"(?:(?i:no\.?s?|nos\.|nr\.?|núm\.)\s?|n[o°º]\.? ?|№ ?|رقم |شماره )?"
_AND = (
    r"(?:\s?[–-]\s?|,? (?:and|or|to|through|et|ou|à|und|oder|bis|y|o|al?|e|и|ve|تا|و) (?:§ ?)?"
    r"|\s?و\s?|،\s?)"
)
# "Article 5, 10 men" is one provision and a number of men; "articles 5, 10 of the Act" are two.
_NO_NOUN = r"(?!\d| (?!(?:of|in|and|or|et|und|y|du|de|der|des|del)\b)[^\W\dA-Z_])"
_LIST = rf"{_NUMBER_SIGN}{_ITEM}(?:{_AND}{_ITEM}|, ?(?:§ ?)?{_ITEM}{_NO_NOUN})*"
_SIGNED = rf"§§?\s?{_ITEM}(?:{_AND}{_ITEM}|, ?(?:§ ?)?{_ITEM})*"
_YEAR = r"(?:,? (?:of |de |von |vom |لسنة |لعام |سال |مصوب )?\d{4}(?![\d-]))?"
# Words that name a body of rules, in languages with spaces.
_CAPITAL = r"[A-ZÀ-ÞĀ-Ž][\w’'-]*(?:\.(?=\w| [A-Z\d])[\w’'-]*)*"
_KINDS = (
    r"(?:Penal |Criminal |Civil )?Codes?|Acts?|Statutes?|Conventions?|Covenants?|Charters?"
    r"|Protocols?|Treaty|Treaties|Constitution|Ordinance|Decree|Law|Accords?|Regulations?|Rules"
)
_ABOUT = r"(?:of|on|for|against|relating to|concerning|with respect to)(?: (?:the|of|and))*"
_OBJECT = (
    rf"(?: {_ABOUT} {_CAPITAL}(?: {_CAPITAL})*(?: and {_CAPITAL}(?!\w| [A-Z\d]))?"
    rf"(?: of (?:the )?{_CAPITAL}(?: {_CAPITAL})*)?)?"
)
_NAMED = rf"(?:{_CAPITAL} (?:(?:and|of) )?){{0,5}}(?:{_KINDS}){_END}{_OBJECT}"
_GERMAN = (
    r"(?:(?:des|der|dem) )?(?:[\w-]*(?:gesetzbuch(?:e?s)?|gesetz(?:es)?|ordnung|verfassung)"
    rf"{_END}|[A-ZÄÖÜ][A-Za-zÄÖÜäöü-]{{0,8}}(?:GB|StGB|PO|GG|StG|BGB|G){_END}(?: [A-Z][\w-]+)?)"
)
_ROMANCE = (
    r"(?:du |de la |de l[’']|des |del |de los |de |della |del |do |da )(?:(?i:code|código|codice)"
    r"(?: (?i:d[eio]l?|de la|di)(?: [^\W\d_]+)?)?(?: [^\W\d_]+)?"
    r"(?: (?:pénale|penal|civile?|penale))?"
    r"|(?i:constitution|constitución|costituzione|constituição|loi|ley|legge|lei|convention"
    r"|convenio|convención"
    r"|charte|carta|traité|tratado|statut|estatuto)"
    rf"(?: (?:de|del|des|di|da|du) {_CAPITAL}(?: {_CAPITAL})*)?)"
)
_OF_CODE = (
    rf"(?:,? (?:of|in) (?:the )?(?:(?:[A-Z]\w+|\w+)[’']s? )?(?:{_NAMED}"
    rf"|(?:[a-z]+ )?(?i:penal|criminal|civil|military) code"
    rf"|constitution|charter|treaty|convention|statute|code|act|law){_END}{_YEAR}"
    rf"| (?:the )?{_NAMED}|,? {_GERMAN}|,? {_ROMANCE}|,? [A-Z]{{2,6}}{_END}"
    rf"|,? (?:(?:من|از) )?(?:ال)?قانون(?: (?:ال)?[^\W\d_]+){{1,2}}|,? (?:من )?(?:ال)?دستور"
    rf"|,? (?:УК|УПК|ГК|КК|Уголовного кодекса|Конституции)(?: (?:РФ|[А-ЯЁІЇЄ]\w+))?"
    rf"|,? van (?:het Wetboek van [A-Z]\w+|de Grondwet)|,? (?:Kodeksu [^\W\d_]+|Konstytucji)"
    rf"|,? του (?:Ποινικού Κώδικα|Συντάγματος))?"
)
_NAMED_NUMBERS = (
    r"Executive Orders?|Presidential Decrees?|Royal Decrees?|Decrees?|Public Law|Pub\. L\."
    r"|(?:(?:U\.?N\.? |United Nations )?(?:Security Council|General Assembly) )?[Rr]esolutions?"
    r"|UNSCR|(?:Regulation|Directive)(?: \((?:EU|EC)\))?|Act|Law|Statutory Instrument|Protocol"
    r"|(?:Penal|Criminal|Civil) Code|Chapters?|Titles?|Annex(?:es)?|Appendix|H\.R\.|Rules?"
    r"|Schedules?|Order"
)
_WORDS = (  # in any case and any language; a language may have more
    r"articles?|arts?\.|sections?|secs?\.|ss?\.|paragraphs?|paras?\.|clauses?|artikels?|absatz|abs\."
    r"|artículos?|articolo|articoli|artigos?|artykuł\w*|madde|стат(?:ь|т)\w{1,3}|ст\.|ч\.|част[ьию]"
    r"|пункт\w{0,2}|п\.|άρθρ(?:ο|α|ου|ων)"
)
_PARTS_OF = (  # words for the parts of a provision, after its number
    r"nrn?\.?|satz|halbsatz|lit\.?|buchst\.?|comma|commi|co\.|§|ust\.?|pkt\.?|alinéas?|al\."
    r"|apartados?|párrafos?|incisos?|lid|stk\.?|mom\.?|fıkra\w{0,4}|παρ\.?"
)
_NUMBER_FIRST = (  # "3 kap. 1 § brottsbalken", "82. maddesi", "제250조"
    r"(?:\d+ kap\.? )?\d+(?: ?[a-z])? ?§(?! ?\d)(?: [^\W\d_]+(?:balken|lagen|loven|formen))?"
    r"|(?:[A-ZÇĞİÖŞÜ][\w’']* )?\d+(?:/\d+)?\.? ?(?:inci|ıncı|üncü|uncu)? ?madde\w*"
    r"|(?:[\uac00-\ud7a3]+법 )?제 ?\d+조(?:의 ?\d+)?(?: ?제 ?\d+[항호])*"
)


def patterns(words: str, rules: str, joined: str = "") -> list[str]:
    """Return patterns of references to provisions.

    Parameters
    ----------
    words : str
        Words of a language before the number of a provision, as a regular expression.
    rules : str
        Its words for a rule without a number.
    joined : str
        Words that may be attached to the next word.

    Examples
    --------
    >>> import re
    >>> text = "charged under section 302 of the Penal Code and Executive Order 12333"
    >>> [match[0] for pattern in patterns("", "") for match in re.finditer(pattern, text)]
    ['section 302 of the Penal Code', 'Executive Order 12333', 'Penal Code']
    """
    called = "|".join(filter(None, (_WORDS, words)))
    within = (
        rf"(?:,? ?(?:of |der |des |du |de la |de l[’']|del |من )?"
        rf"(?i:{called}|{_PARTS_OF})\s?{_LIST}){{0,3}}"
    )
    found = [
        rf"{_SIGNED}{within}{_OF_CODE}",
        rf"{_EDGE}(?i:{joined}(?:{called}))\s?{_LIST}{within}{_OF_CODE}",
        rf"{_EDGE}\d+ ?(?:U\. ?S\. ?C\.?|USC|C\. ?F\. ?R\.?|CFR|Stat\.)(?:A\.)? ?"
        rf"(?:(?i:§§? ?|sections? |secs?\. ))?{_LIST}",
        rf"{_EDGE}(?:{_NAMED_NUMBERS})\s?{_LIST}(?:{_YEAR}| \(\d{{4}}\)){_OF_CODE}",
        rf"{_EDGE}S/RES/\d+(?: \(\d{{4}}\))?",
        rf"{_EDGE}(?:{_CAPITAL} (?:(?:and|of) )?){{1,4}}(?:{_KINDS}){_END}{_OBJECT}{_YEAR}",
        rf"(?:《[^《》]{{1,30}}》|(?:{_rules_of_han(rules)}))?第[{_HAN}]+[条條]"
        rf"(?:之[{_HAN}]+)?(?:第?[{_HAN}]+[款项項])*",
    ]
    found.append(rf"{_EDGE}(?:{_NUMBER_FIRST})")
    if rules:
        found.append(rf"{_EDGE}(?i:{joined}(?:{rules})){_END}")
    return found


def _rules_of_han(rules: str) -> str:
    """Return a language's words for a rule in Chinese characters, or else the most common ones."""
    return (
        "|".join(word for word in rules.split("|") if "\u4e00" <= word[:1] <= "\u9fff")
        or _HAN_RULES
    )
