import { useScanWords } from '../../words/scan';
import { Icon } from '../common/icon';
import { useCamera } from './use-camera';

/** The picture of the camera with a frame to aim by. */
export function Camera({ onCode }: { onCode: (text: string) => void }) {
  const { camera: words } = useScanWords();
  const { video, state, lamp } = useCamera(onCode);
  return (
    <div className="camera" data-state={state}>
      <video ref={video} muted playsInline aria-label={words.picture} />
      {state === 'running' && <div className="aim" aria-hidden="true" />}
      {state !== 'running' && (
        <p className="camera-note" role="status">
          {words[state]}
        </p>
      )}
      {lamp && (
        <button type="button" className="lamp" aria-pressed={lamp.lit} aria-label={words.lamp} onClick={lamp.toggle}>
          <Icon name="lamp" />
        </button>
      )}
    </div>
  );
}
