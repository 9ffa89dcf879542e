import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  bulkWorkerChange,
  type BulkWorkerChange,
  id,
  type List,
  newWorker,
  type NewWorker,
  type WorkerAnswer,
  type WorkerAtGate,
  workerChange,
  type WorkerChange,
  workerFilter,
  type WorkerFilter,
  workerLookup,
  type WorkerLookup,
  workerSearch,
  type WorkerSearch,
} from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { WorkerChangesService } from './worker-changes.service.js';
import { WorkersService } from './workers.service.js';

/** An officer reads within the units; a gate guard sees names, codes and places only; a worker the own record. */
@ApiTags('workers')
@Controller('workers')
export class WorkersController {
  constructor(
    private readonly workers: WorkersService,
    private readonly changes: WorkerChangesService,
  ) {}

  /** Refusals: not_found, code_taken, unknown_site, unknown_place, unknown_room, unknown_bus. */
  @Post()
  @Roles('province_admin', 'enterprise_admin', 'personnel')
  @ApiOperation({ summary: 'Register a worker; the identity number makes records of one person one' })
  create(@CurrentActor() actor: Actor, @Body({ schema: newWorker }) body: NewWorker): Promise<WorkerAnswer> {
    return this.changes.create(actor, body);
  }

  /** Refusals: not_found (an organisation outside the scope). */
  @Get()
  @Roles('province_admin', 'health_officer', 'enterprise_admin', 'personnel', 'gate_guard')
  @ApiOperation({ summary: 'Workers by organisation and code; placeId: assigned there or below at present' })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: workerFilter }) filter: WorkerFilter,
  ): Promise<List<WorkerAnswer | WorkerAtGate>> {
    return this.workers.list(actor, filter);
  }

  /** Refusals: not_found (an organisation outside the scope). */
  @Post('search')
  @HttpCode(200)
  @Roles('province_admin', 'health_officer', 'enterprise_admin', 'personnel', 'gate_guard')
  @ApiOperation({ summary: 'Find by parts of the name in any order, code, phone or its end, identity number' })
  search(
    @CurrentActor() actor: Actor,
    @Body({ schema: workerSearch }) wish: WorkerSearch,
  ): Promise<List<WorkerAnswer | WorkerAtGate>> {
    return this.workers.search(actor, wish);
  }

  @Post('lookup')
  @HttpCode(200)
  @Roles('province_admin', 'health_officer', 'enterprise_admin', 'personnel', 'gate_guard')
  @ApiOperation({ summary: 'Workers by id, by name; those that are absent or outside the scope are left out' })
  lookup(
    @CurrentActor() actor: Actor,
    @Body({ schema: workerLookup }) wish: WorkerLookup,
  ): Promise<List<WorkerAnswer | WorkerAtGate>> {
    return this.workers.lookup(actor, wish);
  }

  /** Refusals: not_found, unknown_site, unknown_place, unknown_room, unknown_bus, invalid_request (an end before a start). */
  @Post('bulk')
  @HttpCode(200)
  @Roles('province_admin', 'enterprise_admin', 'personnel')
  @ApiOperation({ summary: 'The same change for up to 200 workers, for all of them or for nobody' })
  changeAll(
    @CurrentActor() actor: Actor,
    @Body({ schema: bulkWorkerChange }) body: BulkWorkerChange,
  ): Promise<{ changed: number }> {
    return this.changes.changeAll(actor, body);
  }

  /** Refusals: not_found. */
  @Get(':id')
  @Roles('province_admin', 'health_officer', 'enterprise_admin', 'personnel', 'gate_guard', 'worker')
  @ApiOperation({ summary: 'One worker' })
  read(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) workerId: string,
  ): Promise<WorkerAnswer | WorkerAtGate> {
    return this.workers.read(actor, workerId);
  }

  /** Refusals: not_found, code_taken, unknown_site, unknown_place, unknown_room, unknown_bus. */
  @Patch(':id')
  @Roles('province_admin', 'enterprise_admin', 'personnel')
  @ApiOperation({ summary: 'Change a worker; assignments are dated, the former ones are kept' })
  change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) workerId: string,
    @Body({ schema: workerChange }) body: WorkerChange,
  ): Promise<WorkerAnswer> {
    return this.changes.change(actor, workerId, body);
  }
}
