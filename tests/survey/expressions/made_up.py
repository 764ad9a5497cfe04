"""Expressions and answers made up at random."""

from collections.abc import Collection
from datetime import timedelta, timezone

from hypothesis import strategies as st

from survey.expressions.functions import FUNCTIONS, LAZY

LITERALS = st.sampled_from(
    ["1", "0", "'x'", "''", "2.5", "${a}", "${b}", ".", "'2026-01-01'", "today()", "now()"]
)
NEAR = st.sampled_from(
    [
        *("1", "0", "3", "-1", "0.1", "2.5", "1000000", "''", "'x'", "'a b c'", "' b '", "'été'", "'😀x'"),
        *("'2026-01-01'", "'2024-02-29'", "'2024-02-30'", "'12:30'", "'2026-11-23T23:30:00.25-03:30'"),
        *("'%Y-%m-%d %a %b'", "'%e/%n/%y %H:%M:%S.%3 %% %q'", "'-1'", "'true'", "'eA=='", "'w6k='"),
        *("'[a-c]+'", "'(x|é)*'", r"'\p{L}{1,3}'", r"'[^\s_]+'", "'a+b*?'", "'^x$'", "'(a'", "' 7 '"),
        *("${a}", "${a}", "${b}", "${b}", ".", "today()", "now()"),
    ]
)
"""Literals that functions have something to say about."""

ANSWERS = st.one_of(
    st.text(),
    st.sampled_from(
        ["", "0", "-0", "1e999", "9" * 400, "2026-02-30", "9999-12-31", "NaN", "a b c", "\0", "٣"]
    ),
    st.floats(),
    st.booleans(),
    st.dates(),
)
CLOCKS = st.none() | st.integers(-840, 840).map(lambda minutes: timezone(timedelta(minutes=minutes)))
INSTANTS = st.datetimes(timezones=CLOCKS)

OPERATORS = st.sampled_from(["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod"])


def function_calls(inner: st.SearchStrategy[str], *, without: Collection[str] = ()) -> st.SearchStrategy[str]:
    """Calls of every function with a number of arguments it takes."""

    def call(name: str) -> st.SearchStrategy[str]:
        least, most = LAZY[name] if name in LAZY else (FUNCTIONS[name].least, FUNCTIONS[name].most)
        counts = st.integers(least, least + 2 if most is None else most)
        if name == "weighted-checklist":
            counts = st.sampled_from([2, 4])
        return counts.flatmap(
            lambda count: st.lists(inner, min_size=count, max_size=count).map(
                lambda arguments: f"{name}({', '.join(arguments)})"
            )
        )

    return st.sampled_from(sorted({*FUNCTIONS, *LAZY} - {*without})).flatmap(call)


def expressions(literals: st.SearchStrategy[str], *, without: Collection[str] = ()) -> st.SearchStrategy[str]:
    """Expressions of every shape out of some literals, without calls of some functions."""
    return st.recursive(
        literals,
        lambda inner: st.one_of(
            function_calls(inner, without=without),
            st.tuples(inner, OPERATORS, inner).map(" ".join),
            inner.map(lambda source: f"({source})"),
            inner.map(lambda source: f"-{source}"),
        ),
        max_leaves=12,
    )


ATOMS = st.sampled_from(
    ["a", "b", "é", ".", "[ab]", "[^a]", "[a-c]", r"\d", r"\w", r"\s", r"\.", "", "^", "$"]
)


def patterns(atoms: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Regular expressions of every shape out of some atoms."""
    return st.recursive(
        atoms,
        lambda inner: st.one_of(
            st.tuples(inner, inner).map("".join),
            st.tuples(inner, inner).map("|".join),
            inner.map(lambda source: f"({source})"),
            st.tuples(
                inner, st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "{0,2}", "{2,}", "*?", "+?"])
            ).map(lambda pair: f"(?:{pair[0]}){pair[1]}"),
        ),
        max_leaves=6,
    )


PATTERNS = patterns(ATOMS)
TEXTS = st.text(alphabet="abcé1_. \n", max_size=8)
ODD_ATOMS = st.sampled_from(
    [
        *(
            r"\D",
            r"\W",
            r"\S",
            r"\p{L}",
            r"\P{Lu}",
            r"\p{Zs}",
            r"\p{Lx}",
            r"\x41",
            r"\u00e9",
            r"\n",
            r"\0",
            r"\-",
        ),
        *(
            "[]a]",
            "[^]a]",
            "[a-]",
            "[^\\D_]",
            r"[\p{N}\s]",
            r"[\]a]",
            "[é-ü]",
            "(?:)",
            "(|a)",
            "😀",
            "[^😀]",
            "-",
            "]",
            "}",
        ),
        *(
            "a{2",
            "a{3,1}",
            "{2}",
            "a++",
            "(?=a)",
            "[a",
            "[b-a]",
            r"\b",
            r"\x4",
            r"\p{Greek}",
            r"\1",
            "(",
            ")",
            "*",
            "\\",
        ),
    ]
)
"""Rarer things, and what cannot be read."""
ODD_TEXTS = st.text(
    st.sampled_from("aAbé1_-. \n\t\r\x85\u2028\u00a0]}😀Ωع٣\0")
    | st.characters(exclude_categories=["Cs", "Cn"]),
    max_size=6,
)
