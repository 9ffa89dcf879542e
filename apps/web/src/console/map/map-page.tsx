import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { PageHead } from '../../common/page-head';
import { useClient } from '../../common/services';
import { Empty, Loaded, Loading } from '../../common/states';
import { useMapWords } from '../../words/map';
import { OUTLINES, type Outlines } from './outlines';

/** Leaflet is for this page alone. */
const SiteMap = lazy(() => import('./site-map'));

/** Where contacts of open cases work. */
export function MapPage() {
  const client = useClient();
  const words = useMapWords();
  const query = useQuery({
    queryKey: ['map'],
    queryFn: async ({ signal }) => {
      const [settings, { items }, outlines] = await Promise.all([
        client.call('GET /map', {}, signal),
        client.call('GET /command/figures/:figure', { params: { figure: 'sites' }, query: { limit: 500 } }, signal),
        fetch(OUTLINES, { signal }).then((response) => response.json() as Promise<Outlines>),
      ]);
      return { settings, sites: items, outlines };
    },
  });
  return (
    <>
      <PageHead title={words.title} />
      <Text c="dimmed" size="sm" mb="md" maw={720}>
        {words.hint}
      </Text>
      <Loaded query={query} lines={8}>
        {(found) =>
          found.sites.length > 0 ? (
            <Suspense fallback={<Loading lines={8} />}>
              <SiteMap {...found} />
            </Suspense>
          ) : (
            <Empty text={words.none} />
          )
        }
      </Loaded>
    </>
  );
}
