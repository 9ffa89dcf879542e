import { useGateWords } from '../../words/gate';
import { Sheet } from '../common/sheet';

export interface Place {
  code: string;
  name: string;
}

interface PlaceProps {
  places: readonly Place[];
  place: string | undefined;
  choosePlace: (code: string) => void;
  onClose: () => void;
}

export function PlaceSheet({ places, place, choosePlace, onClose }: PlaceProps) {
  const words = useGateWords();
  const choose = (code: string): void => {
    choosePlace(code);
    onClose();
  };
  return (
    <Sheet title={words.choosePlace} onClose={onClose}>
      <p>{places.length > 0 ? words.choosePlaceWhy : words.noPlaces}</p>
      <ul className="places">
        {places.map(({ code, name }) => (
          <li key={code}>
            <button type="button" className="quiet" aria-pressed={code === place} onClick={() => choose(code)}>
              <b>{name}</b> {code !== name && <small>{code}</small>}
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
