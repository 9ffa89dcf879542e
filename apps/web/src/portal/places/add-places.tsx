import type { PlaceAnswer, PlaceKind } from '@app/contracts';
import { Button, NumberInput, Paper, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { ProblemNote } from '../../common/problems';
import { useClient } from '../../common/services';
import { useCommonWords } from '../../words/common';
import { usePlaceWords } from '../../words/places';
import { codeFrom, numbered } from './tree';

interface AddPlacesProps {
  siteId: string;
  /** The place that they are to hang under; directly under the site without one. */
  under: PlaceAnswer | undefined;
  onAdded?: () => void;
}

/** Adds a place, or a row of numbered ones at once: a factory has twenty lines, not one. */
export function AddPlaces({ siteId, under, onAdded }: AddPlacesProps) {
  const words = usePlaceWords();
  const { required } = useCommonWords();
  const [kind, setKind] = useState<PlaceKind>('gate');
  const [name, setName] = useState('');
  const [count, setCount] = useState<number | string>(1);
  const [tried, setTried] = useState(false);
  const add = useAddPlaces(siteId, () => (setName(''), setTried(false), setCount(1), onAdded?.()));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === '') return;
    const named = numbered(name.trim(), codeFrom(name), Math.max(1, Number(count) || 1));
    add.mutate(named.map((one) => ({ kind, ...one, ...(under && { parentCode: under.code }) })));
  };
  const kinds = (Object.keys(words.kinds) as PlaceKind[]).map((value) => ({ value, label: words.kinds[value] }));
  return (
    <Paper withBorder p="md">
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Title order={2} size="h5">
            {words.addPlace}
          </Title>
          <Text size="sm">{under ? words.under(under.name) : words.underSite}</Text>
          <Select
            label={words.kind}
            searchable
            allowDeselect={false}
            data={kinds}
            value={kind}
            onChange={(value) => setKind(value as PlaceKind)}
          />
          <TextInput
            label={words.name}
            placeholder={words.nameExample}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={tried && name.trim() === '' ? required : undefined}
          />
          <NumberInput
            label={words.count}
            description={words.countWhy}
            min={1}
            max={200}
            allowDecimal={false}
            hideControls
            value={count}
            onChange={setCount}
          />
          {add.isError && <ProblemNote error={add.error} />}
          <Button type="submit" loading={add.isPending}>
            {words.add}
          </Button>
        </Stack>
      </form>
    </Paper>
  );
}

interface NewPlace {
  kind: PlaceKind;
  name: string;
  code: string;
  parentCode?: string;
}

function useAddPlaces(siteId: string, onAdded: () => void) {
  const client = useClient();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: NewPlace[]) => client.call('POST /sites/:id/places/bulk', { params: { id: siteId }, body }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['places'] });
      await queryClient.invalidateQueries({ queryKey: ['completeness'] });
      onAdded();
    },
  });
}
