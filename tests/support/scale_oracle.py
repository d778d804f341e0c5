"""Compare the statements of a corpus by one query, which shares no code with the project.

Of facts that have one value only. DuckDB's `length` and `substr` count code points, as offsets do;
days come from the library edtf. The rules are those in the docstring of `analysis.compare.rules`,
put in another way: a conflict is a range in which no place is left, and a place can be left only
where the range begins or after one that is denied. Of several stances the first with a conflict
decides, else the first with several sources, else the first.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pandas as pd

from tests.support.date_oracle import edtf_bounds

ANY = 2**62  # beyond any count or day: an open side

QUERY = f"""
with quoted as (
  select s.*, kind, (entity_id, prop) fact, dense_rank() over (order by lower(value)) word,
    list_position(['requested', 'conditional', 'predicted'], modality) stance,
    modality = 'denied' denied, case speaker when 'own-voice' then '1' || source_id
      when 'unnamed-speaker' then '2' || source_id else '3' || speaker end voice
  from statements s join texts using (source_id) join props using (prop)
  where cardinality = 'one' and substr(text, start + 1, length(quote)) = quote
    and start >= 0 and "end" - start = length(quote)
), said as (
  select fact, coalesce(stance, 0) stance, denied, source_id, voice,
    coalesce(case kind when 'count' then low when 'date' then first else word end, -{ANY}) least,
    coalesce(case kind when 'count' then high when 'date' then last else word end, {ANY}) most
  from quoted left join days using (date)
), cells as (
  select fact, stance, count(distinct source_id) sources, count(distinct voice) roots,
    coalesce(max(least) filter (not denied), -{ANY}) low, bool_or(denied) denied,
    coalesce(min(most) filter (not denied), {ANY}) high,
    count(distinct least) = 1 and count(distinct most) = 1 same
  from said group by all
), places as (
  select fact, stance, low place from cells union
  select fact, stance, most + 1 from said where denied
), left_over as (
  select distinct fact, stance from places p join cells using (fact, stance)
  where place between low and high and not exists (
    from said d where d.denied and d.fact = p.fact and d.stance = p.stance
      and place between d.least and d.most)
), deciding as (
  select c.*, l.fact is null conflict from cells c left join left_over l using (fact, stance)
  qualify 1 = row_number() over (
    partition by fact order by conflict desc, not conflict and sources > 1 desc, stance)
), facts as (
  select fact, count(distinct source_id) sources, count(distinct voice) roots
  from said group by all
)
select fact[1] entity_id, fact[2] prop,
  case when conflict then 'conflict' when f.sources = 1 then 'single source'
    when d.sources = 1 then 'not comparable' when same and not denied then 'agree'
    else 'compatible' end verdict,
  if(verdict = 'not comparable', f.sources, d.sources) sources,
  if(verdict = 'not comparable', f.roots, d.roots) roots
from deciding d join facts f using (fact)
"""
DATES = """
select distinct date from statements join props using (prop)
where kind = 'date' and cardinality = 'one'
"""


def verdicts(folder: Path) -> pd.DataFrame:
    """One row a fact: `entity_id, prop, verdict, sources, roots`."""
    with duckdb.connect() as engine:
        for name, files in (("statements", "/*"), ("texts", "/*"), ("props", "")):
            engine.read_parquet(f"{folder}/{name}{files}.parquet").create_view(name)
        days = pd.DataFrame(
            [(text, *map(_number, edtf_bounds(text))) for (text,) in engine.sql(DATES).fetchall()],
            columns=["date", "first", "last"],
        ).astype({"first": "Int64", "last": "Int64"})
        engine.register("days", days)
        return engine.sql(QUERY).df()


def _number(day: str | None) -> int | None:
    return None if day is None else date.fromisoformat(day).toordinal()
