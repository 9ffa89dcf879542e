import type { DeviceAnswer, InvitedDevice, SiteAnswer } from '@app/contracts';
import { Badge, Button, Code, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState, type FormEvent } from 'react';
import { Dialogue } from '../../common/dialogue';
import { PagedList } from '../../common/paged-list';
import { ProblemNote } from '../../common/problems';
import { useClient } from '../../common/services';
import { Empty, Loading } from '../../common/states';
import { useProblemNotice } from '../../common/use-problem-notice';
import { showMoment } from '../../format/dates';
import { usePlaceWords } from '../../words/places';
import { PlaceSelect } from '../place-select';
import { useMe, useOrganisationId } from '../use-organisation';

const QrCode = lazy(() => import('../../common/second-factor').then((module) => ({ default: module.QrCode })));

/** Phones and terminals at the gates: enrolled with a code that is shown once, and revoked when they are lost. */
export function Devices({ site }: { site: SiteAnswer }) {
  const client = useClient();
  const words = usePlaceWords();
  const organisationId = useOrganisationId();
  const isAdmin = useMe().role === 'enterprise_admin';
  return (
    <Stack>
      {isAdmin && <NewDevice site={site} />}
      <PagedList
        queryKey={['devices', organisationId]}
        load={(cursor, signal) => {
          const query = { limit: 100, cursor };
          return client.call('GET /organisations/:id/devices', { params: { id: organisationId }, query }, signal);
        }}
        empty={<Empty text={words.noDevices} />}
      >
        {(devices) => <DeviceTable devices={devices.filter(({ siteId }) => siteId === site.id)} canRevoke={isAdmin} />}
      </PagedList>
    </Stack>
  );
}

function DeviceTable({ devices, canRevoke }: { devices: readonly DeviceAnswer[]; canRevoke: boolean }) {
  const words = usePlaceWords();
  return (
    <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            {[words.device, words.deviceState, words.lastSeen].map((heading) => (
              <Table.Th key={heading}>{heading}</Table.Th>
            ))}
            <Table.Th aria-label={words.revoke} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {devices.map((device) => (
            <Table.Tr key={device.id}>
              <Table.Td fw={600}>{device.name}</Table.Td>
              <Table.Td>
                <Badge variant={device.revokedAt ? 'default' : 'light'}>
                  {device.revokedAt ? words.revoked : device.enrolledAt ? words.enrolled : words.waiting}
                </Badge>
              </Table.Td>
              <Table.Td>{device.lastSeenAt ? showMoment(device.lastSeenAt) : '–'}</Table.Td>
              <Table.Td>{canRevoke && !device.revokedAt && <RevokeButton device={device} />}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function RevokeButton({ device }: { device: DeviceAnswer }) {
  const client = useClient();
  const queryClient = useQueryClient();
  const words = usePlaceWords();
  const tell = useProblemNotice();
  const [opened, { open, close }] = useDisclosure();
  const revoke = useMutation({
    mutationFn: () => client.call('DELETE /devices/:id', { params: { id: device.id } }),
    onSuccess: async () => {
      close();
      await queryClient.invalidateQueries({ queryKey: ['devices'] });
    },
    onError: tell,
  });
  return (
    <>
      <Button size="xs" variant="default" onClick={open}>
        {words.revoke}
      </Button>
      <Dialogue opened={opened} onClose={close} title={words.revokeWhich(device.name)}>
        <Stack>
          <Text size="sm">{words.revokeWhy}</Text>
          <Button loading={revoke.isPending} onClick={() => revoke.mutate()}>
            {words.revoke}
          </Button>
        </Stack>
      </Dialogue>
    </>
  );
}

function NewDevice({ site }: { site: SiteAnswer }) {
  const client = useClient();
  const queryClient = useQueryClient();
  const words = usePlaceWords();
  const organisationId = useOrganisationId();
  const [name, setName] = useState('');
  const [placeId, setPlaceId] = useState<string | null>(null);
  const [invited, setInvited] = useState<InvitedDevice>();
  const add = useMutation({
    mutationFn: () => {
      const body = { name: name.trim(), siteId: site.id, ...(placeId && { placeId }) };
      return client.call('POST /organisations/:id/devices', { params: { id: organisationId }, body });
    },
    onSuccess: async (device) => {
      setInvited(device);
      setName('');
      await queryClient.invalidateQueries({ queryKey: ['devices'] });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '') add.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Group align="end">
        <TextInput label={words.device} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <PlaceSelect
          label={words.gate}
          kinds={['gate']}
          value={placeId}
          onChange={(place) => setPlaceId(place?.id ?? null)}
        />
        <Button type="submit" loading={add.isPending}>
          {words.enrol}
        </Button>
      </Group>
      {add.isError && <ProblemNote error={add.error} />}
      <Dialogue opened={invited !== undefined} onClose={() => setInvited(undefined)} title={words.enrolCode}>
        {invited && (
          <Stack align="center">
            <Text size="sm">{words.enrolWhy(showMoment(invited.codeExpiresAt))}</Text>
            <Suspense fallback={<Loading lines={2} />}>
              <QrCode text={invited.enrolmentCode} label={words.enrolCode} />
            </Suspense>
            <Code block>{invited.enrolmentCode}</Code>
          </Stack>
        )}
      </Dialogue>
    </form>
  );
}
