import { Inject, Injectable } from '@nestjs/common';
import { dateOfDayNumber, localDayNumber, secondsOf } from '@app/contracts';
import { ENVIRONMENT, type Environment } from '@app/platform';
import { DataSource } from 'typeorm';
import { requestDays } from './derivation-requests.js';
import { takeChanges, unaskedDays } from './roster-changes.queries.js';

/** Stays that rosters fill in: nobody checks in when a roster changes, or when a day begins. */
@Injectable()
export class RosterChangesService {
  private readonly days: number;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(ENVIRONMENT) environment: Environment,
  ) {
    this.days = environment.PRESENCE_DAYS;
  }

  /** Asks for the stays that changed rosters concern, and for yesterday and today where rosters stand for all. */
  async request(): Promise<void> {
    const today = localDayNumber(secondsOf(new Date()));
    await this.dataSource.transaction(async (manager) => {
      const changed = await takeChanges(manager, dateOfDayNumber(today), this.days);
      const unasked = await unaskedDays(manager, [dateOfDayNumber(today - 1), dateOfDayNumber(today)]);
      await requestDays(manager, [...changed, ...unasked]);
    });
  }
}
