import type { FigureRow, MapSettings } from '@app/contracts';
import { Grid, Paper, Stack, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useCallback, useRef } from 'react';
import { showNumber } from '../../format/amounts';
import { useLanguage } from '../../words/language';
import { useMapWords } from '../../words/map';
import './map.css';
import type { Outlines } from './outlines';
import { useMap } from './use-map';

interface SiteMapProps {
  outlines: Outlines;
  settings: MapSettings;
  sites: readonly FigureRow[];
}

/** A map and the same as a list: whoever cannot see or point reads the list. */
export default function SiteMap({ outlines, settings, sites }: SiteMapProps) {
  const words = useMapWords();
  const language = useLanguage();
  const container = useRef<HTMLDivElement>(null);
  const textOf = useCallback(
    ({ title, subtitle, count }: FigureRow) =>
      [title, subtitle, words.people(showNumber(count, language))].filter(Boolean).join(' · '),
    [words, language],
  );
  const show = useMap(container, { outlines, settings, sites, textOf });
  return (
    <Grid>
      <Grid.Col span={{ base: 12, md: 8 }}>
        <Paper withBorder style={{ overflow: 'hidden' }}>
          <div ref={container} role="region" aria-label={words.label} style={{ height: 'min(70vh, 640px)' }} />
        </Paper>
        {!settings.tiles && (
          <Text size="xs" c="dimmed" mt={4}>
            {words.simplified}
          </Text>
        )}
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 4 }}>
        <Stack component="ol" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
          {sites.map((site) => (
            <Paper component="li" withBorder p="sm" key={site.id}>
              <UnstyledButton onClick={() => show(site)} disabled={!site.position} w="100%">
                <Text fw={600}>{site.subtitle ?? site.title}</Text>
                <Text size="sm" c="dimmed">
                  {[site.subtitle && site.title, site.unitName].filter(Boolean).join(' · ')}
                </Text>
                <Text size="sm">
                  {words.people(showNumber(site.count, language))}
                  {!site.position && ` · ${words.noPosition}`}
                </Text>
                {site.position && <VisuallyHidden>{words.show}</VisuallyHidden>}
              </UnstyledButton>
            </Paper>
          ))}
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
