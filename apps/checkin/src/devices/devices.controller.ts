import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  type DeviceAnswer,
  deviceEnrolment,
  type EnrolledDevice,
  id,
  type InvitedDevice,
  type List,
  newDevice,
  type NewDevice,
  page,
  type Page,
} from '@app/contracts';
import { CurrentActor, Public, Roles } from '@app/platform';
import { DevicesService } from './devices.service.js';

@ApiTags('devices')
@Controller()
export class DevicesController {
  constructor(private readonly devices: DevicesService) {}

  /** Refusals: not_found, unknown_site, unknown_place. */
  @Post('organisations/:id/devices')
  @Roles('province_admin', 'enterprise_admin')
  @ApiOperation({ summary: 'A gate device of a site; the enrolment code is shown this once' })
  create(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) organisationId: string,
    @Body({ schema: newDevice }) body: NewDevice,
  ): Promise<InvitedDevice> {
    return this.devices.create(actor, organisationId, body);
  }

  /** Refusals: not_found. */
  @Get('organisations/:id/devices')
  @Roles('province_admin', 'enterprise_admin', 'personnel')
  @ApiOperation({ summary: "An organisation's gate devices, newest first, and when each was last seen" })
  list(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) organisationId: string,
    @Query({ schema: page }) query: Page,
  ): Promise<List<DeviceAnswer>> {
    return this.devices.list(actor, organisationId, query);
  }

  /** Refusals: enrolment_invalid. */
  @Post('devices/enrol')
  @HttpCode(200)
  @Public()
  @ApiOperation({ summary: 'Exchange an enrolment code for the token of the device, shown this once' })
  enrol(@Body({ schema: deviceEnrolment }) { code }: { code: string }): Promise<EnrolledDevice> {
    return this.devices.enrol(code);
  }

  /** Refusals: not_found. */
  @Delete('devices/:id')
  @HttpCode(204)
  @Roles('province_admin', 'enterprise_admin')
  @ApiOperation({ summary: 'Revoke a gate device: whatever it sends from now on is refused' })
  revoke(@CurrentActor() actor: Actor, @Param('id', { schema: id }) deviceId: string): Promise<void> {
    return this.devices.revoke(actor, deviceId);
  }
}
