import type { PlaceAnswer } from '@app/contracts';
import { Button, Group, NumberInput, Paper, Stack, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { ProblemNote } from '../../common/problems';
import { useClient } from '../../common/services';
import { useCommonWords } from '../../words/common';
import { usePlaceWords } from '../../words/places';
import { PrintButton } from '../print-button';
import { useOrganisationId } from '../use-organisation';

/** One place: its name, how many it holds, its poster. */
export function PlaceDetail({ place, canChange }: { place: PlaceAnswer; canChange: boolean }) {
  const words = usePlaceWords();
  const { save } = useCommonWords();
  const client = useClient();
  const queryClient = useQueryClient();
  const organisationId = useOrganisationId();
  const [name, setName] = useState(place.name);
  const [capacity, setCapacity] = useState<number | string>(place.capacity ?? '');
  const change = useMutation({
    mutationFn: () => {
      const body = { name, capacity: capacity === '' ? null : Number(capacity) };
      return client.call('PATCH /places/:id', { params: { id: place.id }, body });
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['places'] }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Paper withBorder p="md">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Title order={2} size="h5">
            {words.kinds[place.kind]} {place.code}
          </Title>
          <TextInput
            label={words.name}
            value={name}
            readOnly={!canChange}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NumberInput
            label={words.capacity}
            min={1}
            hideControls
            allowDecimal={false}
            value={capacity}
            readOnly={!canChange}
            onChange={setCapacity}
          />
          {change.isError && <ProblemNote error={change.error} />}
          <Group>
            {canChange && (
              <Button type="submit" loading={change.isPending} disabled={name.trim() === ''}>
                {save}
              </Button>
            )}
            <PrintButton variant="default" path={`/places/${place.id}/qr?format=pdf&layout=poster`}>
              {words.printOne}
            </PrintButton>
            <PrintButton
              variant="default"
              path={`/organisations/${organisationId}/badges`}
              body={{ filter: { placeId: place.id } }}
            >
              {words.printBadges}
            </PrintButton>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
