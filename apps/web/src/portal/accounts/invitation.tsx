import type { InvitedUser } from '@app/contracts';
import { Button, Code, CopyButton, Stack, Text } from '@mantine/core';
import { Dialogue } from '../../common/dialogue';
import { QrCode } from '../../common/second-factor';
import { showMoment } from '../../format/dates';
import { invitationLink } from '../../join/joining';
import { useAccountWords } from '../../words/accounts';

/** The link of an invitation, shown this once. */
export function Invitation({ invited, onClose }: { invited: InvitedUser | undefined; onClose: () => void }) {
  const words = useAccountWords();
  if (!invited) return null;
  const link = invitationLink(location.origin, invited.invitation);
  return (
    <Dialogue opened onClose={onClose} title={words.linkTitle(invited.fullName)}>
      <Stack align="center">
        <Text size="sm">{words.linkWhy(showMoment(invited.invitationExpiresAt))}</Text>
        <QrCode text={link} label={words.qr} />
        <Code block w="100%" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
          {link}
        </Code>
        <CopyButton value={link}>
          {({ copied, copy }) => <Button onClick={copy}>{copied ? words.copied : words.copy}</Button>}
        </CopyButton>
      </Stack>
    </Dialogue>
  );
}
