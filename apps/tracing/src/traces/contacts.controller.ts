import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  addedContact,
  contactFilter,
  contactReview,
  graphFilter,
  id,
  type Actor,
  type AddedContact,
  type ContactGraph,
  type ContactFilter,
  type ContactReview,
  type GraphFilter,
  type TracedContact,
} from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { type ContactList, ContactsService } from './contacts.service.js';
import { GraphService } from './graph.service.js';

@ApiTags('traces')
@Roles('health_officer')
@Controller('traces/:id')
export class ContactsController {
  constructor(
    private readonly contacts: ContactsService,
    private readonly graphs: GraphService,
  ) {}

  /** Refuses: not_found. */
  @Get('contacts')
  @ApiOperation({
    summary: 'Everybody reached by level and dose, or (backward) met by minutes, with the strongest reasons',
  })
  list(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) traceId: string,
    @Query({ schema: contactFilter }) filter: ContactFilter,
  ): Promise<ContactList> {
    return this.contacts.list(actor, traceId, filter);
  }

  /** Refuses: not_found, not_ready, unknown_worker, already_a_contact. */
  @Post('contacts')
  @ApiOperation({ summary: 'Add somebody whom the data do not show, with the reason' })
  add(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) traceId: string,
    @Body({ schema: addedContact }) body: AddedContact,
  ): Promise<TracedContact> {
    return this.contacts.add(actor, traceId, body);
  }

  /** Refuses: not_found. */
  @Get('contacts/:workerId')
  @ApiOperation({ summary: 'One contact with every source' })
  get(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) traceId: string,
    @Param('workerId', { schema: id }) workerId: string,
  ): Promise<TracedContact> {
    return this.contacts.get(actor, traceId, workerId);
  }

  /** Refuses: not_found. */
  @Post('contacts/:workerId/review')
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirm or dismiss a contact, with the reason' })
  review(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) traceId: string,
    @Param('workerId', { schema: id }) workerId: string,
    @Body({ schema: contactReview }) body: ContactReview,
  ): Promise<TracedContact> {
    return this.contacts.review(actor, traceId, workerId, body);
  }

  /** Refuses: not_found. */
  @Get('graph')
  @ApiOperation({ summary: 'The trace as nodes and edges for drawing' })
  graph(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) traceId: string,
    @Query({ schema: graphFilter }) { maxNodes }: GraphFilter,
  ): Promise<ContactGraph> {
    return this.graphs.draw(actor, traceId, maxNodes);
  }
}
