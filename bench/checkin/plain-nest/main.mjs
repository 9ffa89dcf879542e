// What one would write first: a guard, a schema, a repository, one save a request. Plain JavaScript, so that it needs no
// build; decorators are called by hand.
import 'reflect-metadata';
import { Body, Controller, Inject, Module, Post, Req, UnauthorizedException, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { getRepositoryToken, TypeOrmModule } from '@nestjs/typeorm';
import { jwtVerify } from 'jose';
import { EntitySchema } from 'typeorm';
import { z } from 'zod';

const { DATABASE_URL, PORT, HOST, SECRET } = process.env;
const secret = Buffer.from(SECRET, 'base64');

const checkIn = z.object({
  id: z.uuid(),
  placeCode: z.string().min(1).max(50),
  workerId: z.uuid(),
  direction: z.enum(['in', 'out']),
  at: z.iso.datetime({ offset: true }),
  deviceId: z.string().max(100).optional(),
});

const PlainCheckIn = new EntitySchema({
  name: 'PlainCheckIn',
  tableName: 'plain_nest',
  columns: {
    id: { type: 'uuid', primary: true },
    workerId: { type: 'uuid', name: 'worker_id' },
    placeCode: { type: 'text', name: 'place_code' },
    direction: { type: 'text' },
    at: { type: 'timestamptz' },
    deviceId: { type: 'text', name: 'device_id', nullable: true },
    recordedBy: { type: 'uuid', name: 'recorded_by' },
  },
});

class TokenGuard {
  async canActivate(context) {
    const request = context.switchToHttp().getRequest();
    const token = request.headers.authorization?.slice('Bearer '.length) ?? '';
    const { payload } = await jwtVerify(token, secret).catch(() => {
      throw new UnauthorizedException();
    });
    request.user = payload.sub;
    return true;
  }
}

class CheckInsController {
  constructor(rows) {
    this.rows = rows;
  }

  async record(body, request) {
    const given = checkIn.parse(body);
    await this.rows.save({ ...given, recordedBy: request.user });
    return { id: given.id, result: 'accepted' };
  }
}
const record = [CheckInsController.prototype, 'record'];
Controller('check-ins')(CheckInsController);
UseGuards(TokenGuard)(CheckInsController);
Inject(getRepositoryToken(PlainCheckIn))(CheckInsController, undefined, 0);
Post()(...record, Object.getOwnPropertyDescriptor(...record));
Body()(...record, 0);
Req()(...record, 1);

class PlainModule {}
Module({
  imports: [
    TypeOrmModule.forRoot({ type: 'postgres', url: DATABASE_URL, entities: [PlainCheckIn], poolSize: 16 }),
    TypeOrmModule.forFeature([PlainCheckIn]),
  ],
  controllers: [CheckInsController],
})(PlainModule);

const app = await NestFactory.create(PlainModule, new FastifyAdapter(), { logger: ['error', 'warn'] });
await app.listen(Number(PORT), HOST);
process.stdout.write(`plain Nest is ready: http://${HOST}:${PORT}\n`);
