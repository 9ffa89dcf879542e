import { Module } from '@nestjs/common';
import { DayCache } from './day-cache.js';
import { PieceReader } from './piece-reader.js';
import { Registry } from './registry.js';
import { WorldReader } from './world-reader.js';

/** Presence to read: one memory for all who import it in a process. */
@Module({ providers: [DayCache, PieceReader, Registry, WorldReader], exports: [DayCache, PieceReader, WorldReader] })
export class PresenceModule {}
