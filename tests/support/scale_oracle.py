"""Compare the statements of a corpus by one query, which shares no code with the project.

It covers only facts with a single value. DuckDB's `length` and `substr` count code points, as
offsets do; days come from the library edtf. The rules are those in the docstring of
`analysis.compare.rules`, stated differently: a conflict is a range in which no place is left, and a
place can be left only at the start of the range or after a denied one. Of several stances, the
first with a conflict decides, else the first with several sources, else the first; an accusation
and an assertion are one stance only where they conflict. Ranges that do not cross lie within each
other.
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
  select s.*, kind, implies, (entity_id, property) fact,
    dense_rank() over (order by lower(value)) word,
    coalesce(list_position(['alleged', 'requested', 'asked', 'announced', 'predicted',
      'conditional'], modality), 0) stance,
    modality = 'denied' denied, case speaker when 'own-voice' then '1' || source_id
      when 'unnamed-speaker' then '2' || source_id else '3' || speaker end voice
  from statements s join texts using (source_id) join properties using (property)
  where cardinality = 'one' and kind <> 'text'
    and substr(text, start + 1, length(quote)) = quote
    and start >= 0 and "end" - start = length(quote)
), said as (
  select fact, stance, greatest(stance, 1) side, denied, source_id, voice,
    coalesce(case when kind = 'count' then low when kind = 'date' then days.first
      when implies = 'yes' then nodes.first else word end, -{ANY}) least,
    coalesce(case when kind = 'count' then high when kind = 'date' then days.last
      when implies = 'yes' then nodes.last else word end, {ANY}) most
  from quoted left join days using (date) left join nodes on node = value
), cells as (
  select fact, stance, any_value(side) side, count(distinct source_id) n_sources,
    bool_or(denied) has_denials,
    count(distinct (least, most, denied)) = 1 same
  from said group by fact, stance
), crossing as (
  select distinct a.fact, a.stance from said a join said b using (fact, stance)
  where a.least < b.least and a.most < b.most
), sides as (
  select fact, side, count(distinct source_id) n_sources,
    coalesce(max(least) filter (not denied), -{ANY}) low,
    coalesce(min(most) filter (not denied), {ANY}) high
  from said group by fact, side
), places as (
  select fact, side, low place from sides union
  select fact, side, most + 1 from said where denied
), left_over as (
  select distinct fact, side from places p join sides using (fact, side)
  where place between low and high and not exists (
    from said d where d.denied and d.fact = p.fact and d.side = p.side
      and place between d.least and d.most)
), deciding as (
  select c.*, l.fact is null conflict
  from cells c left join left_over l using (fact, side)
  qualify 1 = row_number() over (
    partition by fact order by conflict desc, not conflict and c.n_sources > 1 desc, stance)
), facts as (
  select fact, count(distinct source_id) n_sources from said group by fact
), judged as (
  select d.fact, d.stance, d.side,
    case when conflict then 'conflict' when f.n_sources = 1 then 'single source'
      when d.n_sources = 1 then 'not comparable' when same then 'agree'
      when has_denials or x.fact is not null then 'overlap' else 'more exact' end outcome
  from deciding d join facts f using (fact)
    left join crossing x on x.fact = d.fact and x.stance = d.stance
)
select j.fact[1] entity_id, j.fact[2] property, outcome,
  count(distinct source_id) n_sources, count(distinct voice) n_origins
from judged j join said s on s.fact = j.fact and (
  outcome = 'not comparable' or s.stance = j.stance or outcome = 'conflict' and s.side = j.side)
group by all
"""
# Every node of the concepts and the entities with its number in depth-first order, and the greatest
# number of what lies within it.
NODES = """
with recursive nodes as (
  select concept_id node, broader parent, row_number() over () number from concepts union all
  select entity_id, part_of, 1000000 + row_number() over () from entities
), paths as (
  select node, lpad(number::varchar, 9, '0') path from nodes where parent is null union all
  select n.node, path || '/' || lpad(number::varchar, 9, '0') from nodes n join paths
    on n.parent = paths.node
), ancestors as (
  select node, node ancestor from nodes union all
  select a.node, parent from ancestors a join nodes n on n.node = ancestor
  where parent is not null
), sizes as (select ancestor node, count(*) size from ancestors group by all)
select node, row_number() over (order by path) first, row_number() over (order by path) + size - 1
  last
from paths join sizes using (node)
"""
DATES = """
select distinct date from statements join properties using (property)
where kind = 'date' and cardinality = 'one'
"""


def outcomes(folder: Path) -> pd.DataFrame:
    """One row a fact: `entity_id, property, outcome, n_sources, n_origins`."""
    with duckdb.connect() as engine:
        for name, files in (
            ("statements", "/*"),
            ("texts", "/*"),
            ("properties", ""),
            ("concepts", ""),
            ("entities", ""),
        ):
            engine.read_parquet(f"{folder}/{name}{files}.parquet").create_view(name)
        days = pd.DataFrame(
            [(text, *map(_number, edtf_bounds(text))) for (text,) in engine.sql(DATES).fetchall()],
            columns=["date", "first", "last"],
        ).astype({"first": "Int64", "last": "Int64"})
        engine.register("days", days)
        engine.sql(f"create table nodes as {NODES}")
        return engine.sql(QUERY).df()


def _number(day: str | None) -> int | None:
    return None if day is None else date.fromisoformat(day).toordinal()
