import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  type CommandFigures,
  figure,
  type Figure,
  type FigureRows,
  figureRowsQuery,
  type Page,
} from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { CommandService } from './command.service.js';

@ApiTags('command')
@Roles('province_admin', 'health_officer')
@Controller('command/figures')
export class CommandController {
  constructor(private readonly command: CommandService) {}

  @Get()
  @ApiOperation({ summary: 'Figures for a wall screen, counted a few seconds ago at most, in the caller’s scope' })
  figures(@CurrentActor() actor: Actor): Promise<CommandFigures> {
    return this.command.figures(actor);
  }

  @Get(':figure')
  @ApiOperation({ summary: 'The rows behind a figure, without persons' })
  rows(
    @CurrentActor() actor: Actor,
    @Param('figure', { schema: figure }) name: Figure,
    @Query({ schema: figureRowsQuery }) query: Page,
  ): Promise<FigureRows> {
    return this.command.rows(actor, name, query);
  }
}
