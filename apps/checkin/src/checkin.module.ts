import { Module } from '@nestjs/common';
import { CheckInsController } from './check-ins/check-ins.controller.js';
import { CheckInsService } from './check-ins/check-ins.service.js';
import { CodesController } from './codes/codes.controller.js';
import { CodesService } from './codes/codes.service.js';

/** The QR check-in service: codes, check-ins, and the stays they amount to. */
@Module({
  controllers: [CodesController, CheckInsController],
  providers: [CodesService, CheckInsService],
})
export class CheckinModule {}
