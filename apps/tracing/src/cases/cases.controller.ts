import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  caseChange,
  caseFilter,
  id,
  newCase,
  type Actor,
  type CaseAnswer,
  type CaseChange,
  type CaseFilter,
  type List,
  type NewCase,
} from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { CasesService } from './cases.service.js';

@ApiTags('cases')
@Roles('health_officer')
@Controller('cases')
export class CasesController {
  constructor(private readonly cases: CasesService) {}

  /** Refuses: unknown_worker (absent or outside the officer's units). */
  @Post()
  @ApiOperation({ summary: 'Enter an index case (F0)' })
  create(@CurrentActor() actor: Actor, @Body({ schema: newCase }) body: NewCase): Promise<CaseAnswer> {
    return this.cases.create(actor, body);
  }

  @Get()
  @ApiOperation({ summary: 'Cases in the officer’s units, newest first' })
  list(@CurrentActor() actor: Actor, @Query({ schema: caseFilter }) filter: CaseFilter): Promise<List<CaseAnswer>> {
    return this.cases.list(actor, filter);
  }

  /** Refuses: not_found. */
  @Get(':id')
  @ApiOperation({ summary: 'One case' })
  get(@CurrentActor() actor: Actor, @Param('id', { schema: id }) caseId: string): Promise<CaseAnswer> {
    return this.cases.get(actor, caseId);
  }

  /** Refuses: not_found, invalid_status (a withdrawn case stays as it is). */
  @Patch(':id')
  @ApiOperation({ summary: 'Change dates, close, reopen or withdraw a case' })
  change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) caseId: string,
    @Body({ schema: caseChange }) body: CaseChange,
  ): Promise<CaseAnswer> {
    return this.cases.change(actor, caseId, body);
  }
}
