/**
 * The unit that looks after somebody, as SQL: where the room is that the person lives in, else where the person works.
 * Addresses are sealed free text, which no statement can read.
 * @param worker the SQL of the number of the record that stands for the person
 */
export const communeOf = (worker: string): string => `(
  select coalesce(home.unit_code, st.unit_code, og.unit_code)
  from worker wk join organisation og on og.id = wk.organisation_id left join site st on st.id = wk.site_id
  left join lateral (
    select coalesce(p.unit_code, ps.unit_code) as unit_code
    from assignment a join place p on p.no = a.place_no left join site ps on ps.id = p.site_id
    where a.worker_no = wk.no and a.kind = 'room' and a.valid_from <= current_date
      and (a.valid_to is null or a.valid_to > current_date)
    order by a.valid_from desc, a.id desc limit 1) home on true
  where wk.no = ${worker})`;
