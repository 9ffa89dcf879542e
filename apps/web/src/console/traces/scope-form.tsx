import { Checkbox, CloseButton, Group, Input, MultiSelect, Paper, RangeSlider, Slider, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { showShare } from '../../format/amounts';
import { useLanguage } from '../../words/language';
import { useTraceWords } from '../../words/traces';
import type { Scope } from './scope';

export interface PlaceChoice {
  value: string;
  label: string;
}

interface ScopeFormProps {
  scope: Scope;
  deepest: number;
  places: readonly PlaceChoice[];
  onChange: (scope: Scope) => void;
  /** A slider was let go, or something else is as it shall be. */
  onSettled: (scope: Scope) => void;
  onRemove: () => void;
}

/** What a scope takes in: levels and risk by sliders, places by name. */
export function ScopeForm({ scope, deepest, places, onChange, onSettled, onRemove }: ScopeFormProps) {
  const { compare: words } = useTraceWords();
  const set = (part: Partial<Scope>): void => onChange({ ...scope, ...part });
  const settle = (part: Partial<Scope>): void => {
    set(part);
    onSettled({ ...scope, ...part });
  };
  const whole = scope.everyone && scope.placeIds.length > 0;
  return (
    <Paper withBorder p="sm" component="section" aria-label={scope.name}>
      <Group align="flex-start" gap="lg" wrap="nowrap">
        <Group align="flex-start" gap="lg" flex={1}>
          <TextInput
            label={words.name}
            maxLength={100}
            value={scope.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          {deepest > 1 && <Levels scope={scope} deepest={deepest} disabled={whole} onChange={set} onEnd={settle} />}
          <Risk scope={scope} disabled={whole} onChange={set} onEnd={settle} />
          <Places scope={scope} places={places} onChange={settle} />
        </Group>
        <CloseButton aria-label={words.remove(scope.name)} onClick={onRemove} />
      </Group>
    </Paper>
  );
}

interface PartProps {
  scope: Scope;
  disabled: boolean;
  onChange: (part: Partial<Scope>) => void;
  onEnd: (part: Partial<Scope>) => void;
}

function Levels({ scope: { from, to }, deepest, disabled, onChange, onEnd }: PartProps & { deepest: number }) {
  const { compare: words } = useTraceWords();
  const levelsOf = ([first, last]: [number, number]) => ({ from: first, to: last });
  return (
    <Field label={words.levels} value={from === to ? `F${from}` : `F${from} – F${to}`}>
      <RangeSlider
        label={null}
        min={1}
        max={deepest}
        step={1}
        minRange={0}
        marks={Array.from({ length: deepest }, (_, at) => ({ value: at + 1 }))}
        thumbFromLabel={words.firstLevel}
        thumbToLabel={words.lastLevel}
        disabled={disabled}
        value={[from, to]}
        onChange={(value) => onChange(levelsOf(value))}
        onChangeEnd={(value) => onEnd(levelsOf(value))}
      />
    </Field>
  );
}

function Risk({ scope: { risk }, disabled, onChange, onEnd }: PartProps) {
  const { compare: words } = useTraceWords();
  const language = useLanguage();
  return (
    <Field label={words.topRisk} value={risk === 100 ? words.allOfThem : showShare(risk / 100, language)}>
      <Slider
        label={null}
        min={5}
        max={100}
        step={5}
        thumbLabel={words.topRisk}
        disabled={disabled}
        value={risk}
        onChange={(value) => onChange({ risk: value })}
        onChangeEnd={(value) => onEnd({ risk: value })}
      />
    </Field>
  );
}

/** A slider under its name and what it is set to. */
function Field({ label, value, children }: { label: string; value: string; children: ReactNode }) {
  return (
    <Input.Wrapper label={`${label}: ${value}`} labelElement="div" flex="1 1 200px">
      <div style={{ padding: '10px 8px' }}>{children}</div>
    </Input.Wrapper>
  );
}

interface PlacesProps {
  scope: Scope;
  places: readonly PlaceChoice[];
  onChange: (part: Partial<Scope>) => void;
}

function Places({ scope: { placeIds, everyone }, places, onChange }: PlacesProps) {
  const { compare: words } = useTraceWords();
  return (
    <div style={{ flex: '1 1 240px' }}>
      <MultiSelect
        label={words.places}
        placeholder={placeIds.length === 0 ? words.placesWhy : undefined}
        searchable
        value={placeIds}
        onChange={(chosen) => onChange({ placeIds: chosen })}
        data={places}
      />
      {placeIds.length > 0 && (
        <Checkbox
          mt="xs"
          label={words.everyone}
          checked={everyone}
          onChange={(event) => onChange({ everyone: event.currentTarget.checked })}
        />
      )}
    </div>
  );
}
