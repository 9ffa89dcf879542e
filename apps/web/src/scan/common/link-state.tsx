import { useScanWords } from '../../words/scan';
import type { OutboxState } from '../outbox/outbox';
import { Icon } from './icon';

/** Whether the network is there and what waits: said in words, beside a sign. */
export function LinkState({ link, waiting }: Pick<OutboxState, 'link' | 'waiting'>) {
  const { link: words } = useScanWords();
  const said = [
    link === 'offline' && words.offline,
    link === 'sign-in' && words.signIn,
    waiting > 0 && words.waiting(waiting),
  ].filter((part) => part !== false);
  return (
    <p className="link-state" data-link={link} role="status">
      {said.length > 0 && (
        <>
          <Icon name={link === 'online' ? 'send' : 'off'} />
          {said.join(' · ')}
        </>
      )}
    </p>
  );
}
