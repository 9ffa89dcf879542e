import { Controller, Get, Header, Headers, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '@app/contracts';
import { CurrentActor, ForDevices, Roles } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { PackService } from './pack.service.js';

@ApiTags('devices')
@Controller('devices/me')
export class PackController {
  constructor(private readonly packs: PackService) {}

  /** Refusals: forbidden (whoever is no device). */
  @Get('pack')
  @Roles('gate_guard')
  @ForDevices()
  @Header('cache-control', 'private, no-cache')
  @ApiOperation({ summary: 'What the calling device needs to decide for twelve hours without a network, signed' })
  async pack(
    @CurrentActor() actor: Actor,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    const { etag, bytes } = await this.packs.packFor(actor, known);
    void reply.header('etag', etag).type('application/vnd.truyvet.pack');
    if (!bytes) void reply.status(304);
    return bytes;
  }
}
