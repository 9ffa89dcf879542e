import { Body, Controller, Header, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, badgeSheet, type BadgeSheet, id, posterSheet, type PosterSheet } from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { answered } from './code-image.js';
import { PRINTERS } from './codes.controller.js';
import { SheetsService } from './sheets.service.js';

@ApiTags('codes')
@Controller()
export class SheetsController {
  constructor(private readonly sheets: SheetsService) {}

  /** Refusals: not_found, unknown_place, too_many_codes. */
  @Post('sites/:id/posters')
  @HttpCode(200)
  @Roles(...PRINTERS)
  @Header('cache-control', 'private, no-store')
  @ApiOperation({ summary: "Posters of a site's places as one PDF, up to 1,000" })
  async posters(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) siteId: string,
    @Body({ schema: posterSheet }) sheet: PosterSheet,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    return answered(reply, await this.sheets.posters(actor, siteId, sheet));
  }

  /** Refusals: not_found, unknown_worker, too_many_codes. */
  @Post('organisations/:id/badges')
  @HttpCode(200)
  @Roles(...PRINTERS)
  @Header('cache-control', 'private, no-store')
  @ApiOperation({ summary: 'Badges as one PDF, ten cards of credit-card size a page with cut marks, up to 1,000' })
  async badges(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) organisationId: string,
    @Body({ schema: badgeSheet }) sheet: BadgeSheet,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    return answered(reply, await this.sheets.badges(actor, organisationId, sheet));
  }
}
