import { useState } from 'react';
import { useScanWords } from '../../words/scan';
import { Choice } from '../common/choice';
import { Badge } from './badge';
import { RotatingCode } from './rotating-code';

/** What a worker shows to a guard: the code that changes, or the badge. */
export function CodePage() {
  const { own: words } = useScanWords();
  const [kind, setKind] = useState<'rotating' | 'badge'>('rotating');
  return (
    <div className="stack">
      <h1>{words.title}</h1>
      <Choice
        label={words.kinds}
        options={{ rotating: words.rotating, badge: words.badge }}
        value={kind}
        onChoose={setKind}
      />
      {kind === 'rotating' ? <RotatingCode /> : <Badge />}
      <p className="hint">{words.works}</p>
    </div>
  );
}
