import type { Actor } from '@app/contracts';
import type { Owner, Row, WalledWorld } from './walled-world.js';

/** What a transaction says that it is about. */
export interface About {
  trace?: string;
  /** Id of a worker. */
  subject?: string;
  /** The board of follow-up. */
  following?: boolean;
}
type Rule = (owner: Owner, row: Row) => boolean;

/**
 * Which rows somebody may read, written from the rules of access (api.md, decisions 0025 and 0028) and not from the policies:
 * units are climbed one by one, traces and cases are looked at in lists.
 */
export class WallsOracle {
  constructor(
    private readonly world: WalledWorld,
    private readonly actor: Actor,
    private readonly about: About,
  ) {}

  mayRead(row: Row): boolean {
    const rule = this.rules()[row.table];
    return rule !== undefined && rule(row.owner, row);
  }

  /** Whether the row lies outside what the actor acts on, whatever a trace or case lets them read. */
  isForeign({ owner, table }: Row): boolean {
    if (owner.organisation !== undefined && owner.organisation !== null)
      return !this.within(owner.organisation) && owner.worker !== this.actor.scope.workerId;
    return table.startsWith('trace') ? !this.readsTrace(owner.trace!) : false;
  }

  tables(): string[] {
    return Object.keys(this.rules());
  }

  private rules(): Record<string, Rule> {
    const officer = this.everywhere || this.actor.role === 'health_officer';
    const ofScope: Rule = ({ organisation }) => this.within(organisation!);
    const ofEmployer: Rule = ({ organisation }) => organisation === null || this.near(organisation!);
    const place: Rule = (owner) =>
      ofEmployer(owner, undefined as never) || this.tracesNow || this.following || this.covered !== undefined;
    const mine: Rule = ({ organisation, worker }) => this.within(organisation!) || this.isOwn(worker!);
    const record: Rule = ({ organisation, worker, person }) => this.seesRecord(organisation!, worker!, person!);
    const presence: Rule = ({ worker, person }) =>
      this.isOwn(worker!) || (this.covered !== undefined && person === this.covered);
    const gate: Rule = (owner, row) =>
      ((this.everywhere || this.actor.scope.organisationId !== undefined) && this.within(owner.organisation!)) ||
      presence(owner, row);
    const health: Rule = ({ person }) =>
      !['gate_guard', 'auditor'].includes(this.actor.role) && this.sharesPerson(person!);
    const ofOfficer: Rule = ({ organisation }) => officer && this.within(organisation!);
    const trace: Rule = ({ trace: id }) => this.readsTrace(id!);
    const ofTrace: Rule = ({ trace: id }) => this.about.trace === id && this.readsTrace(id!);
    const ofList: Rule = (owner, row) => ofTrace(owner, row) || (this.following && trace(owner, row));
    const exported: Rule = (owner) => this.mayAnswerFor(owner) || this.actor.role === 'auditor';
    return {
      ...each(['shift_pattern', 'bus_trip', 'canteen_sitting', 'gate_rule', 'plausibility_rule'], ofEmployer),
      ...each(['organisation', 'site', 'place'], place),
      place_move: ({ organisation, unit }) => (organisation === null ? this.inUnit(unit!) : this.within(organisation!)),
      ...each(['worker', 'assignment'], record),
      person: ({ person }) =>
        this.world.workers.some(
          (one) => one.person === person && this.seesRecord(one.organisation, one.id, one.person),
        ),
      ...each(['check_in', 'check_in_key'], gate),
      stay: presence,
      ...each(['case_record', 'follow_up'], ofOfficer),
      isolation: (owner, row) => ofOfficer(owner, row) || (this.following && record(owner, row)),
      ...each(['health_test', 'vaccine_dose', 'health_declaration'], health),
      ...each(['rights_request', 'route_stop'], mine),
      ...each(
        [
          'device',
          'data_import',
          'import_reject',
          'import_change',
          'stay_derivation',
          'plausibility_check',
          'network',
          'network_day',
          'network_place',
          'invitation',
        ],
        ofScope,
      ),
      user_account: ({ organisation, maker }) => this.within(organisation!) || maker === this.actor.userId,
      ...each(['trace', 'trace_case', 'trace_revision'], trace),
      trace_contact: (owner, row) => ofList(owner, row) || (this.covered === owner.person && trace(owner, row)),
      trace_review: ofList,
      ...each(['trace_source', 'trace_time', 'trace_place', 'trace_change'], ofTrace),
      ...each(['export', 'export_part', 'delivery', 'delivery_attempt'], exported),
      stored_file: (owner, row) => (owner.scope ? exported(owner, row) : this.within(owner.organisation!)),
      audit_event: () => this.actor.role === 'auditor',
    };
  }

  private get following(): boolean {
    return this.about.following === true && (this.everywhere || this.actor.role === 'health_officer');
  }

  private get everywhere(): boolean {
    const { role, scope } = this.actor;
    return (role === 'province_admin' || role === 'service') && !scope.organisationId && !scope.unitCodes;
  }

  private inUnit(unit: string): boolean {
    if (this.everywhere) return true;
    const codes = this.actor.scope.organisationId ? [] : (this.actor.scope.unitCodes ?? []);
    for (let at: string | undefined = unit; at; at = this.world.above.get(at)) if (codes.includes(at)) return true;
    return false;
  }

  /** What holds nothing about people: a worker reads it of the employer. */
  private near(organisation: string): boolean {
    const { organisationId } = this.actor.scope;
    return organisationId ? organisationId === organisation : this.inUnit(this.world.unitOf.get(organisation)!);
  }

  private within(organisation: string): boolean {
    return this.actor.role !== 'worker' && this.near(organisation);
  }

  private isOwn(worker: string): boolean {
    return this.actor.scope.workerId === worker;
  }

  private seesRecord(organisation: string, worker: string, person: number): boolean {
    const followed =
      this.following && this.world.traces.some((one) => one.open && one.contact === person && this.readsTrace(one.id));
    const marked =
      this.following &&
      this.world.marks.some(
        (one) => one.person === person && !this.world.closed.includes(one.of) && this.within(one.organisation),
      );
    const reached =
      this.tracesNow && this.world.traces.find(({ id }) => id === this.about.trace)!.persons.includes(person);
    return this.within(organisation) || this.isOwn(worker) || reached || followed || marked || this.covered === person;
  }

  private sharesPerson(person: number): boolean {
    return this.world.workers.some(
      (one) => one.person === person && (this.within(one.organisation) || this.isOwn(one.id)),
    );
  }

  private readsTrace(id: string): boolean {
    if (!this.everywhere && this.actor.role !== 'health_officer') return false;
    return this.world.traces.find((trace) => trace.id === id)!.cases.every((organisation) => this.within(organisation));
  }

  private get tracesNow(): boolean {
    return this.about.trace !== undefined && this.readsTrace(this.about.trace);
  }

  /** The person that this is about, if an open case in scope covers them. */
  private get covered(): number | undefined {
    const subject = this.world.workers.find(({ id }) => id === this.about.subject);
    if (!subject || (!this.everywhere && this.actor.role !== 'health_officer')) return undefined;
    const closed = this.world.closed;
    const own = this.world.workers.some(
      (one) => one.person === subject.person && !closed.includes(one.id) && this.within(one.organisation),
    );
    const reached = this.world.traces.some(
      ({ id, open, contact }) => open && contact === subject.person && this.readsTrace(id),
    );
    return own || reached ? subject.person : undefined;
  }

  private mayAnswerFor({ maker, scope }: Owner): boolean {
    if (this.everywhere || maker === this.actor.userId) return true;
    if (this.actor.role === 'enterprise_admin') return scope?.organisationId === this.actor.scope.organisationId;
    if (this.actor.role !== 'health_officer' || !scope?.unitCodes) return false;
    return scope.unitCodes.every((code) => this.inUnit(code));
  }
}

const each = (tables: readonly string[], rule: Rule): Record<string, Rule> =>
  Object.fromEntries(tables.map((table) => [table, rule]));
