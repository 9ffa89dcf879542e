import { useScanWords } from '../../words/scan';
import { Camera } from '../codes/camera';
import { useKept } from './use-kept';

/** The camera of a gate; whoever has a hand scanner turns it off, and the battery lasts. */
export function GateCamera({ onCode }: { onCode: (text: string) => void }) {
  const { camera: words } = useScanWords();
  const [choice, choose] = useKept('camera');
  const isOn = choice !== 'off';
  return (
    <>
      {isOn && <Camera onCode={onCode} />}
      <button type="button" className="quiet" onClick={() => choose(isOn ? 'off' : 'on')}>
        {isOn ? words.close : words.open}
      </button>
    </>
  );
}
