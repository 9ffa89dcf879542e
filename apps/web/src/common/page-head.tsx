import { Group, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { useCommonWords } from '../words/common';

interface PageHeadProps {
  title: string;
  /** What can be done here. */
  children?: ReactNode;
}

/** The heading of a page, which also names the tab. */
export function PageHead({ title, children }: PageHeadProps) {
  const { product } = useCommonWords();
  useEffect(() => {
    document.title = `${title} – ${product}`;
  }, [title, product]);
  return (
    <Group justify="space-between" mb="md" gap="sm">
      <Title order={1} size="h2">
        {title}
      </Title>
      <Group gap="sm" className="no-print">
        {children}
      </Group>
    </Group>
  );
}
