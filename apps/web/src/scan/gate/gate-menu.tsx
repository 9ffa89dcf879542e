import type { ReactNode } from 'react';
import { Settings } from '../common/settings';
import { Sheet } from '../common/sheet';

interface MenuProps {
  name: string;
  note: string;
  leave: ReactNode;
  onClose: () => void;
}

export const GateMenu = ({ name, note, leave, onClose }: MenuProps) => (
  <Sheet title={name} onClose={onClose}>
    <p className="note">{note}</p>
    <Settings />
    {leave}
  </Sheet>
);
