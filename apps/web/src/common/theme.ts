import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** The blue-green of the product; shade 8 bears white text at 5.9:1. */
const lake: MantineColorsTuple = [
  ...(['#e9f5f6', '#d3e8ea', '#a5d0d5', '#74b7bf', '#4da2ac'] as const),
  ...(['#3595a1', '#268e9b', '#167b87', '#046d79', '#00565f'] as const),
];

export const theme = createTheme({
  primaryColor: 'lake',
  primaryShade: 8,
  colors: { lake },
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  headings: { fontWeight: '650' },
  respectReducedMotion: true,
});

/** Mantine's own greys and red are too faint on their grounds for WCAG 2.2 AA. */
export const readable: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#545b62',
    '--mantine-color-placeholder': '#666d74',
    '--mantine-color-error': '#b42318',
  },
  dark: {
    '--mantine-color-dimmed': '#b3b6bb',
    '--mantine-color-placeholder': '#9a9da1',
    '--mantine-color-error': '#ff9b92',
  },
});

/** Ground of a level's mark; each bears white text at 4.5:1 or more. */
const LEVEL_COLOURS = ['#b42318', '#ad4a00', '#7d5a00', '#1f5fbf', '#6b3fc0', '#4b5563', '#374151'];
export const levelColour = (level: number): string => LEVEL_COLOURS[Math.min(level, LEVEL_COLOURS.length - 1)]!;
