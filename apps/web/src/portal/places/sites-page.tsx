import { Button, Group, Select, Stack, Tabs } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useSearchParams } from 'react-router';
import { PageHead } from '../../common/page-head';
import { Empty, Loaded } from '../../common/states';
import { usePlaceWords } from '../../words/places';
import { usePortalWords } from '../../words/portal';
import { useMe } from '../use-organisation';
import { useSites } from '../use-places';
import { Devices } from './devices';
import { PlacesOfSite } from './places-of-site';
import { SiteForm } from './site-form';

/** Sites, their places as a tree, posters, and the devices at their gates. */
export function SitesPage() {
  const words = usePlaceWords();
  const { pages } = usePortalWords();
  const [query, setQuery] = useSearchParams();
  const [adding, { open, close }] = useDisclosure();
  const sites = useSites();
  const site = sites.data?.find(({ id }) => id === query.get('site')) ?? sites.data?.[0];
  const isAdmin = useMe().role === 'enterprise_admin';
  return (
    <Stack>
      <PageHead title={pages.sites}>
        {isAdmin && (
          <Button variant="default" onClick={open}>
            {words.addSite}
          </Button>
        )}
      </PageHead>
      <Loaded query={sites}>
        {(all) =>
          site ? (
            <>
              {all.length > 1 && (
                <Group>
                  <Select
                    label={words.site}
                    allowDeselect={false}
                    data={all.map(({ id, name }) => ({ value: id, label: name }))}
                    value={site.id}
                    onChange={(id) => setQuery(id ? { site: id } : {}, { replace: true })}
                  />
                </Group>
              )}
              <Tabs defaultValue="places" keepMounted={false} key={site.id}>
                <Tabs.List>
                  <Tabs.Tab value="places">{words.places(site.name)}</Tabs.Tab>
                  <Tabs.Tab value="devices">{words.devices}</Tabs.Tab>
                </Tabs.List>
                <Tabs.Panel value="places" pt="md">
                  <PlacesOfSite site={site} />
                </Tabs.Panel>
                <Tabs.Panel value="devices" pt="md">
                  <Devices site={site} />
                </Tabs.Panel>
              </Tabs>
            </>
          ) : (
            <Empty text={words.noSite}>{isAdmin && <Button onClick={open}>{words.addSite}</Button>}</Empty>
          )
        }
      </Loaded>
      <SiteForm opened={adding} onClose={close} onAdded={(id) => setQuery({ site: id }, { replace: true })} />
    </Stack>
  );
}
