import { Module } from '@nestjs/common';
import { CheckInsController } from './check-ins/check-ins.controller.js';
import { CheckInsService } from './check-ins/check-ins.service.js';

/** The QR check-in service: codes, check-ins, and the stays they amount to. */
@Module({
  controllers: [CheckInsController],
  providers: [CheckInsService],
})
export class CheckinModule {}
