import { Controller, Delete, Get, Header, HttpCode, Param, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, type CodeFormat, codeImage, id } from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import type { FastifyReply } from 'fastify';
import type { CodeImage } from './code-image.js';
import { CodesService } from './codes.service.js';

const PRINTERS = ['province_admin', 'enterprise_admin', 'personnel'] as const;

@ApiTags('codes')
@Controller()
export class CodesController {
  constructor(private readonly codes: CodesService) {}

  /** Refusals: not_found, invalid_request (format pdf). */
  @Get('places/:id/qr')
  @Roles(...PRINTERS)
  @Header('cache-control', 'private, no-store')
  @ApiOperation({ summary: 'The QR code of a place, the same until it is revoked' })
  async place(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) placeId: string,
    @Query({ schema: codeImage }) { format }: { format: CodeFormat },
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    return send(reply, await this.codes.placeCode(actor, placeId, format));
  }

  /** Refusals: not_found, invalid_request (format pdf). */
  @Get('workers/:id/badge')
  @Roles(...PRINTERS)
  @Header('cache-control', 'private, no-store')
  @ApiOperation({ summary: "The QR code of a worker's badge, the same until it is revoked" })
  async badge(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) workerId: string,
    @Query({ schema: codeImage }) { format }: { format: CodeFormat },
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    return send(reply, await this.codes.badge(actor, workerId, format));
  }

  /** Refusals: not_found. */
  @Delete('places/:id/qr')
  @HttpCode(204)
  @Roles(...PRINTERS)
  @ApiOperation({ summary: 'Revoke the QR code of a place' })
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
}

function send(reply: FastifyReply, { mediaType, bytes }: CodeImage): Buffer {
  void reply.type(mediaType);
  return bytes;
}
