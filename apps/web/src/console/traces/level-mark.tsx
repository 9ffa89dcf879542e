import { Badge } from '@mantine/core';
import { levelColour } from '../../common/theme';

/** F0, F1 …: a word on a colour, never the colour alone. */
export const LevelMark = ({ level }: { level: number }) => (
  <Badge radius="sm" color={levelColour(level)} style={{ flexShrink: 0 }}>
    F{level}
  </Badge>
);
