import type { PlaceAnswer } from '@app/contracts';
import { searchable } from '@app/contracts';
import { type ComboboxItem, Select, type SelectProps } from '@mantine/core';
import { usePlaceWords } from '../words/places';
import { useAllPlaces } from './use-places';

interface PlaceSelectProps extends Omit<SelectProps, 'value' | 'onChange' | 'data'> {
  /** Id of the place. */
  value: string | null;
  onChange: (place: PlaceAnswer | null) => void;
  kinds?: readonly PlaceAnswer['kind'][];
}

/** More rows than anybody reads. */
const SHOWN = 60;

/** Chooses a place of the organisation by parts of its name or code, accents or not. */
export function PlaceSelect({ value, onChange, kinds, ...rest }: PlaceSelectProps) {
  const words = usePlaceWords();
  const places = useAllPlaces().filter(({ kind }) => !kinds || kinds.includes(kind));
  return (
    <Select
      searchable
      clearable
      clearButtonProps={{ 'aria-label': words.clear }}
      placeholder={words.anyPlace}
      nothingFoundMessage={words.noPlace}
      limit={SHOWN}
      filter={({ options, search }) => {
        const wanted = searchable(search);
        return (options as ComboboxItem[]).filter(({ label }) => searchable(label).includes(wanted));
      }}
      data={places.map(({ id, name, code }) => ({ value: id, label: `${name} (${code})` }))}
      value={value}
      onChange={(id) => onChange(places.find((place) => place.id === id) ?? null)}
      {...rest}
    />
  );
}
