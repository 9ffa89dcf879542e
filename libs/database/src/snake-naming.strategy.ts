import { DefaultNamingStrategy, Table, type NamingStrategyInterface } from 'typeorm';

const snake = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
const bare = (table: Table | string): string => (table instanceof Table ? table.name : table).replace(/^.*\./, '');

/** snake_case columns and speaking constraint names, so that hand-written SQL and the entities agree. */
export class SnakeNamingStrategy extends DefaultNamingStrategy implements NamingStrategyInterface {
  override tableName(className: string, given?: string): string {
    return given ?? snake(className);
  }
  override columnName(property: string, given: string | undefined, prefixes: string[]): string {
    return snake([...prefixes, given ?? property].join('_'));
  }
  override primaryKeyName(table: Table | string): string {
    return `pk_${bare(table)}`;
  }
  override uniqueConstraintName(table: Table | string, columns: string[]): string {
    return `uq_${bare(table)}_${columns.map(snake).join('_')}`;
  }
  override indexName(table: Table | string, columns: string[]): string {
    return `ix_${bare(table)}_${columns.map(snake).join('_')}`;
  }
  override foreignKeyName(table: Table | string, columns: string[]): string {
    return `fk_${bare(table)}_${columns.map(snake).join('_')}`;
  }
}
