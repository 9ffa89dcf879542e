import type { ImportView } from '@app/contracts';
import { Anchor, Badge, Button, Table } from '@mantine/core';
import { Link } from 'react-router';
import { PageHead } from '../../common/page-head';
import { PagedList } from '../../common/paged-list';
import { useClient } from '../../common/services';
import { Empty } from '../../common/states';
import { showNumber } from '../../format/amounts';
import { showMoment } from '../../format/dates';
import { useCommonWords } from '../../words/common';
import { useImportWords } from '../../words/imports';
import { useLanguage } from '../../words/language';
import { useOrganisationId } from '../use-organisation';
import { UndoButton } from './undo-button';

/** Files that were tried out or taken over, newest first, and a way back from each. */
export function ImportListPage() {
  const client = useClient();
  const words = useImportWords();
  const organisationId = useOrganisationId();
  return (
    <>
      <PageHead title={words.title}>
        <NewButton />
      </PageHead>
      <PagedList
        queryKey={['imports', organisationId]}
        load={(cursor, signal) =>
          client.call('GET /workers/imports', { query: { organisationId, limit: 50, cursor } }, signal)
        }
        empty={
          <Empty text={words.none}>
            <NewButton />
          </Empty>
        }
      >
        {(imports) => <ImportTable imports={imports} />}
      </PagedList>
    </>
  );
}

function NewButton() {
  const { newImport } = useImportWords();
  return (
    <Button component={Link} to="/imports/new">
      {newImport}
    </Button>
  );
}

function ImportTable({ imports }: { imports: readonly ImportView[] }) {
  const words = useImportWords();
  const language = useLanguage();
  const headings = [
    words.at,
    words.status,
    words.states.created,
    words.states.updated,
    words.states.left,
    words.rejected,
  ];
  return (
    <Table.ScrollContainer minWidth={720} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table highlightOnHover verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            {headings.map((heading) => (
              <Table.Th key={heading}>{heading}</Table.Th>
            ))}
            <Table.Th aria-label={words.undo} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {imports.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td>
                <Anchor component={Link} to={`/imports/${one.id}`} fw={600}>
                  {showMoment(one.createdAt)}
                </Anchor>
              </Table.Td>
              <Table.Td>
                <ImportBadge found={one} />
              </Table.Td>
              {[one.created, one.updated, one.left, one.rejected].map((count, at) => (
                <Table.Td key={headings[at + 2]}>{showNumber(count, language)}</Table.Td>
              ))}
              <Table.Td>
                <UndoButton found={one} size="xs" />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function ImportBadge({ found }: { found: ImportView }) {
  const words = useImportWords();
  const { status } = useCommonWords();
  if (found.status !== 'done') return <Badge variant="outline">{status[found.status]}</Badge>;
  if (found.takenBackAt) return <Badge variant="default">{words.undone}</Badge>;
  return <Badge variant={found.dryRun ? 'outline' : 'filled'}>{found.dryRun ? words.tried : words.takenOver}</Badge>;
}
