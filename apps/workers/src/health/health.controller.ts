import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  type DeclarationAnswer,
  type DoseAnswer,
  id,
  type List,
  newDeclaration,
  type NewDeclaration,
  newDose,
  type NewDose,
  newTest,
  type NewTest,
  page,
  type Page,
  type TestAnswer,
} from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { DECLARATIONS, DOSES, TESTS } from './health-lists.js';
import { HealthService } from './health.service.js';

const WRITERS = ['province_admin', 'health_officer', 'enterprise_admin', 'personnel'] as const;

/** What is known of somebody's health, by person. A gate never sees it, only the decision and its reason. */
@ApiTags('health')
@Controller('workers/:id')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  /** Refusals: not_found, in_the_future. */
  @Post('tests')
  @Roles(...WRITERS)
  @ApiOperation({ summary: 'A sample that was taken; sent again with its result when that is known' })
  test(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) workerId: string,
    @Body({ schema: newTest }) body: NewTest,
  ): Promise<TestAnswer> {
    return this.health.record(actor, workerId, TESTS, body);
  }

  /** Refusals: not_found. */
  @Get('tests')
  @Roles(...WRITERS, 'worker')
  @ApiOperation({ summary: "The person's tests, latest first" })
  tests(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) workerId: string,
    @Query({ schema: page }) query: Page,
  ): Promise<List<TestAnswer>> {
    return this.health.list(actor, workerId, TESTS, query);
  }

  /** Refusals: not_found, in_the_future. */
  @Post('doses')
  @Roles(...WRITERS)
  @ApiOperation({ summary: 'A dose of a vaccine' })
  dose(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) workerId: string,
    @Body({ schema: newDose }) body: NewDose,
  ): Promise<DoseAnswer> {
    return this.health.record(actor, workerId, DOSES, body);
  }

  /** Refusals: not_found. */
  @Get('doses')
  @Roles(...WRITERS, 'worker')
  @ApiOperation({ summary: "The person's doses, latest first" })
  doses(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) workerId: string,
    @Query({ schema: page }) query: Page,
  ): Promise<List<DoseAnswer>> {
    return this.health.list(actor, workerId, DOSES, query);
  }

  /** Refusals: not_found, in_the_future. */
  @Post('declarations')
  @Roles(...WRITERS, 'worker')
  @ApiOperation({ summary: 'Symptoms or none; workers declare for themselves' })
  declare(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) workerId: string,
    @Body({ schema: newDeclaration }) body: NewDeclaration,
  ): Promise<DeclarationAnswer> {
    return this.health.record(actor, workerId, DECLARATIONS, body);
  }

  /** Refusals: not_found. */
  @Get('declarations')
  @Roles(...WRITERS, 'worker')
  @ApiOperation({ summary: "The person's declarations, latest first" })
  declarations(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) workerId: string,
    @Query({ schema: page }) query: Page,
  ): Promise<List<DeclarationAnswer>> {
    return this.health.list(actor, workerId, DECLARATIONS, query);
  }
}
