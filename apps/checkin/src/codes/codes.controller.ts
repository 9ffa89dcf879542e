import { Controller, Delete, Get, Header, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  badgeImage,
  type CodeFormat,
  id,
  placeImage,
  type PlaceImage,
  type ReissuedBadge,
} from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { answered } from './code-image.js';
import { CodesService } from './codes.service.js';

export const PRINTERS = ['province_admin', 'enterprise_admin', 'personnel'] as const;

@ApiTags('codes')
@Controller()
export class CodesController {
  constructor(private readonly codes: CodesService) {}

  /** Refusals: not_found. */
  @Get('places/:id/qr')
  @Roles(...PRINTERS)
  @Header('cache-control', 'private, no-store')
  @ApiOperation({ summary: 'The QR code of a place, alone or on a poster, the same until it is revoked' })
  async place(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) placeId: string,
    @Query({ schema: placeImage }) image: PlaceImage,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    return answered(reply, await this.codes.placeCode(actor, placeId, image));
  }

  /** Refusals: not_found. */
  @Get('workers/:id/badge')
  @Roles(...PRINTERS, 'worker')
  @Header('cache-control', 'private, no-store')
  @ApiOperation({ summary: "The QR code of a worker's badge, as PDF the card, the same until it is revoked" })
  async badge(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) workerId: string,
    @Query({ schema: badgeImage }) { format }: { format: CodeFormat },
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    return answered(reply, await this.codes.badge(actor, workerId, format));
  }

  /** Refusals: not_found. */
  @Delete('places/:id/qr')
  @HttpCode(204)
  @Roles(...PRINTERS)
  @ApiOperation({ summary: 'Revoke every poster of a place printed so far' })
  revokePlace(@CurrentActor() actor: Actor, @Param('id', { schema: id }) placeId: string): Promise<void> {
    return this.codes.revokePlaceCode(actor, placeId);
  }

  /** Refusals: not_found. */
  @Delete('workers/:id/badge')
  @HttpCode(204)
  @Roles(...PRINTERS)
  @ApiOperation({ summary: "Revoke a worker's badge" })
  revokeBadge(@CurrentActor() actor: Actor, @Param('id', { schema: id }) workerId: string): Promise<void> {
    return this.codes.revokeBadge(actor, workerId);
  }

  /** Refusals: not_found. */
  @Post('workers/:id/badge/reissue')
  @Roles(...PRINTERS)
  @Header('cache-control', 'private, no-store')
  @ApiOperation({ summary: 'A new badge for one that was lost, which is worthless at once' })
  reissueBadge(@CurrentActor() actor: Actor, @Param('id', { schema: id }) workerId: string): Promise<ReissuedBadge> {
    return this.codes.reissueBadge(actor, workerId);
  }
}
