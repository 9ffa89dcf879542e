/** Numbers of the persons whom an open case covers, as SQL: its own, and those whom one of its traces reached. */
export const COVERED_PERSONS = `
  select w.person_no from case_record c join worker w on w.id = c.worker_id where c.status = 'open'
  union
  select t.person_no from case_record c join trace_case s on s.case_id = c.id join trace_contact t using (trace_id)
  where c.status = 'open'`;
