import { Badge, Button, Group, Paper, Progress, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import type { SiteAnswer } from '@app/contracts';
import { PageHead } from '../../common/page-head';
import { Empty, Loaded } from '../../common/states';
import { showNumber } from '../../format/amounts';
import { showTime } from '../../format/dates';
import { useLanguage } from '../../words/language';
import { usePlaceWords } from '../../words/places';
import { usePortalWords } from '../../words/portal';
import { usePresenceWords } from '../../words/presence';
import { usePlaces, useSites } from '../use-places';
import { loadsOf, type Occupancy, type PlaceLoad } from './occupancy';
import { useOccupancy } from './use-occupancy';

/** How many are inside now, by place, as it changes. */
export function LivePage() {
  const words = usePresenceWords();
  const { pages } = usePortalWords();
  const { site: siteWord } = usePlaceWords();
  const [query, setQuery] = useSearchParams();
  const sites = useSites();
  const site = sites.data?.find(({ id }) => id === query.get('site')) ?? sites.data?.[0];
  return (
    <Stack>
      <PageHead title={pages.live}>
        {site && (
          <Button component={Link} to={`/live/evacuation/${site.id}`}>
            {words.evacuation}
          </Button>
        )}
      </PageHead>
      <Loaded query={sites}>
        {(all) => (
          <>
            {all.length > 1 && site && (
              <Select
                label={siteWord}
                maw={320}
                allowDeselect={false}
                data={all.map(({ id, name }) => ({ value: id, label: name }))}
                value={site.id}
                onChange={(id) => setQuery(id ? { site: id } : {}, { replace: true })}
              />
            )}
            {site ? <Inside key={site.id} site={site} /> : <Empty text={words.noSite} />}
          </>
        )}
      </Loaded>
    </Stack>
  );
}

function Inside({ site }: { site: SiteAnswer }) {
  return <Loaded query={useOccupancy(site.id)}>{(now) => <Counts now={now} site={site} />}</Loaded>;
}

function Counts({ now, site }: { now: Occupancy; site: SiteAnswer }) {
  const words = usePresenceWords();
  const language = useLanguage();
  const { loads, empty } = loadsOf(now, usePlaces(site.id).data ?? []);
  return (
    <>
      <Paper withBorder p="lg">
        <Group justify="space-between" align="end">
          <Group align="baseline" gap="sm" role="status">
            <Text fz={44} fw={700} lh={1}>
              {showNumber(now.inside, language)}
            </Text>
            <Text size="lg">{words.inside}</Text>
          </Group>
          <Group gap="xs">
            <Badge variant="dot" color="lake">
              {words.live}
            </Badge>
            <Text size="sm" c="dimmed">
              {words.asOf(showTime(now.at))}
            </Text>
          </Group>
        </Group>
      </Paper>
      {loads.length === 0 && <Empty text={words.nobody} />}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {loads.map((load) => (
          <Load key={load.placeId} load={load} />
        ))}
      </SimpleGrid>
      {loads.length > 0 && empty > 0 && (
        <Text size="sm" c="dimmed">
          {words.emptyPlaces(empty)}
        </Text>
      )}
    </>
  );
}

function Load({ load: { name, kind, inside, capacity, share, isOver } }: { load: PlaceLoad }) {
  const words = usePresenceWords();
  const { kinds } = usePlaceWords();
  const language = useLanguage();
  const number = showNumber(inside, language);
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" wrap="nowrap">
        <div style={{ minWidth: 0 }}>
          <Text fw={600} truncate>
            {name}
          </Text>
          <Text size="xs" c="dimmed">
            {kinds[kind]}
          </Text>
        </div>
        <Text fw={700} size="xl" c={isOver ? 'var(--mantine-color-error)' : undefined}>
          {capacity === null ? number : words.of(number, showNumber(capacity, language))}
        </Text>
      </Group>
      <Progress value={share * 100} mt="xs" color={isOver ? 'red.8' : 'lake'} aria-label={words.atPlace(name)} />
    </Paper>
  );
}
