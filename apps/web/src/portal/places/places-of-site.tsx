import type { PlaceAnswer, SiteAnswer } from '@app/contracts';
import { Grid, Group, Paper, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useClient } from '../../common/services';
import { Empty, Loaded } from '../../common/states';
import { useProblemNotice } from '../../common/use-problem-notice';
import { usePlaceWords } from '../../words/places';
import { PrintButton } from '../print-button';
import { useMe } from '../use-organisation';
import { usePlaces } from '../use-places';
import { AddPlaces } from './add-places';
import { PlaceDetail } from './place-detail';
import { PlaceTree } from './place-tree';

/** The tree of a site, what is selected in it, and posters of all of it. */
export function PlacesOfSite({ site }: { site: SiteAnswer }) {
  const words = usePlaceWords();
  const places = usePlaces(site.id);
  const [selected, setSelected] = useState<string | null>(null);
  const [perPage, setPerPage] = useState('1');
  const move = useMove(site.id);
  const isAdmin = useMe().role === 'enterprise_admin';
  return (
    <Loaded query={places}>
      {(all) => {
        const place = all.find(({ id }) => id === selected);
        return (
          <Grid>
            <Grid.Col span={{ base: 12, md: 7 }}>
              <Paper withBorder p="sm">
                {all.length === 0 ? (
                  <Empty text={words.noPlaces} />
                ) : (
                  <>
                    <PlaceTree
                      places={all}
                      selected={selected}
                      onSelect={setSelected}
                      onMove={(id, parentId) => isAdmin && move.mutate({ id, parentId })}
                    />
                    <Text size="xs" c="dimmed" mt="xs" className="no-print">
                      {words.dragWhy}
                    </Text>
                  </>
                )}
              </Paper>
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 5 }}>
              <Stack>
                {all.length > 0 && (
                  <Paper withBorder p="md">
                    <Group align="end">
                      <Select
                        label={words.posterSize}
                        w={150}
                        allowDeselect={false}
                        data={['1', '2', '4'].map((value) => ({ value, label: words.posterSizes[value as '1'] }))}
                        value={perPage}
                        onChange={(value) => setPerPage(value ?? '1')}
                      />
                      <PrintButton path={`/sites/${site.id}/posters`} body={{ perPage: Number(perPage) }}>
                        {words.printAll}
                      </PrintButton>
                    </Group>
                    <Text size="xs" c="dimmed" mt="xs">
                      {words.posterWhy}
                    </Text>
                  </Paper>
                )}
                {place && <PlaceDetail key={place.id} place={place} canChange={isAdmin} />}
                {isAdmin && <AddPlaces siteId={site.id} under={place} />}
              </Stack>
            </Grid.Col>
          </Grid>
        );
      }}
    </Loaded>
  );
}

/** Moves at once on the page; what the service refuses goes back. */
function useMove(siteId: string) {
  const client = useClient();
  const queryClient = useQueryClient();
  const tell = useProblemNotice();
  const key = ['places', siteId];
  return useMutation({
    mutationFn: ({ id, parentId }: { id: string; parentId: string | null }) =>
      client.call('PATCH /places/:id', { params: { id }, body: { parentId } }),
    onMutate: async ({ id, parentId }) => {
      await queryClient.cancelQueries({ queryKey: key });
      const before = queryClient.getQueryData<PlaceAnswer[]>(key);
      queryClient.setQueryData<PlaceAnswer[]>(key, (all) =>
        all?.map((place) => (place.id === id ? { ...place, parentId } : place)),
      );
      return before;
    },
    onError: (error, _, before) => {
      queryClient.setQueryData(key, before);
      tell(error);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['places'] }),
  });
}
