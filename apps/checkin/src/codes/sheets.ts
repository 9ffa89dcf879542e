import { Inject, Injectable } from '@nestjs/common';
import { type Environment, ENVIRONMENT } from '@app/platform';
import { CodeTokens, type PlaceMark } from './code-tokens.js';
import type { CardRow, PosterRow } from './codes.queries.js';
import type { CardContent } from './print/badge-cards.js';
import type { PosterContent } from './print/poster.js';

/** What stands on posters and cards. */
@Injectable()
export class Sheets {
  private readonly publicUrl: string;

  constructor(
    private readonly tokens: CodeTokens,
    @Inject(ENVIRONMENT) { PUBLIC_URL, PORT }: Environment,
  ) {
    this.publicUrl = (PUBLIC_URL ?? `http://localhost:${PORT}`).replace(/\/+$/, '');
  }

  /** What the QR code of a place says: an address, so that any phone's camera leads here. */
  addressOf(token: string): string {
    return `${this.publicUrl}/c/${token}`;
  }

  posterAddress(place: PlaceMark): string {
    return this.addressOf(this.tokens.poster(place));
  }

  poster(place: PosterRow): PosterContent {
    const { name, code, owners } = place;
    const [address, typed] = [this.posterAddress(place), this.tokens.typed(place)];
    return { placeName: name, placeCode: code, owners, address, typed };
  }

  card(worker: CardRow, { showName, showCode }: { showName: boolean; showCode: boolean }): CardContent {
    return {
      organisationName: worker.organisationName,
      ...(showName ? { workerName: worker.fullName } : {}),
      ...(showCode ? { workerCode: worker.code } : {}),
      token: this.tokens.badge(worker),
    };
  }
}
