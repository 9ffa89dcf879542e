import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { JOB_ROLE, makeRole, REQUEST_ROLE } from './roles.js';

/** Who logs in, and to which database. */
export interface Login {
  user: string;
  /** Of one that is not said, the login that is there keeps its own. */
  password?: string;
}
export interface Provision {
  database: string;
  /** Owns the tables: migrations, and the jobs through a role of theirs. */
  owner: Login;
  /** Can become nothing but what requests run as. */
  requests: Login;
}

const DEFAULTS: Provision = {
  database: 'truyvet',
  owner: { user: 'truyvet' },
  requests: { user: 'truyvet_requests' },
};

const loginOf = (url: string | undefined, usual: Login): Login => {
  if (url === undefined) return usual;
  const { username, password } = new URL(url);
  return { user: decodeURIComponent(username), ...(password && { password: decodeURIComponent(password) }) };
};

/** What the settings say already; the rest as usual. */
export const provisionOf = (settings: { DATABASE_URL?: string; DATABASE_REQUEST_URL?: string }): Provision => ({
  database: settings.DATABASE_URL ? new URL(settings.DATABASE_URL).pathname.slice(1) : DEFAULTS.database,
  owner: loginOf(settings.DATABASE_URL, DEFAULTS.owner),
  requests: loginOf(settings.DATABASE_REQUEST_URL, DEFAULTS.requests),
});

/** What was made, and what is to be set; of a login that was there before without its password. */
export interface Provisioned {
  done: string[];
  url: string;
  requestUrl: string;
}

/**
 * Prepares a PostgreSQL that others run: roles, logins, the database, the extension. What is there stays; doing it twice
 * is the same as once.
 * @param adminUrl somebody who may make roles with BYPASSRLS, and databases
 */
export async function provision(adminUrl: string, wish: Provision): Promise<Provisioned> {
  const done: string[] = [];
  const server = await connected(adminUrl);
  try {
    for (const [role, attributes] of [
      [REQUEST_ROLE, 'nologin'],
      [JOB_ROLE, 'nologin bypassrls'],
    ] as const)
      await once(server, 'pg_roles where rolname', role, makeRole(role, attributes), done);
    await server.query(`alter role ${JOB_ROLE} bypassrls`);
    const owner = await login(server, wish.owner, done);
    await server.query(`alter role ${id(wish.owner.user)} bypassrls`);
    await server.query(`grant ${REQUEST_ROLE}, ${JOB_ROLE} to ${id(wish.owner.user)}`);
    const requests = await login(server, wish.requests, done);
    await server.query(`grant ${REQUEST_ROLE} to ${id(wish.requests.user)}`);
    await server.query(`grant ${id(wish.owner.user)} to current_user`);
    const create = `create database ${id(wish.database)} owner ${id(wish.owner.user)}`;
    await once(server, 'pg_database where datname', wish.database, create, done);
    await inDatabase(adminUrl, wish);
    return { done, url: urlOf(adminUrl, wish.database, owner), requestUrl: urlOf(adminUrl, wish.database, requests) };
  } finally {
    await server.end();
  }
}

async function connected(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}

const id = pg.escapeIdentifier;

async function once(client: pg.Client, where: string, name: string, sql: string, done: string[]): Promise<boolean> {
  const { rowCount } = await client.query(`select from ${where} = $1`, [name]);
  if (rowCount) return false;
  await client.query(sql);
  done.push(`made ${where.startsWith('pg_roles') ? 'the role' : 'the database'} ${name}`);
  return true;
}

/** Makes the login; one that is there keeps its password unless one is given. */
async function login(client: pg.Client, { user, password }: Login, done: string[]): Promise<Login> {
  const fresh = password ?? randomBytes(24).toString('base64url');
  const secret = pg.escapeLiteral(fresh);
  const made = await once(
    client,
    'pg_roles where rolname',
    user,
    `create role ${id(user)} login password ${secret}`,
    done,
  );
  if (!made && password !== undefined) await client.query(`alter role ${id(user)} login password ${secret}`);
  return made || password !== undefined ? { user, password: fresh } : { user };
}

async function inDatabase(adminUrl: string, { database, owner, requests }: Provision): Promise<void> {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  const client = await connected(url.href);
  try {
    await client.query(`
      create extension if not exists pg_trgm;
      grant connect, create, temporary on database ${id(database)} to ${id(owner.user)};
      grant connect, temporary on database ${id(database)} to ${id(requests.user)}, ${REQUEST_ROLE};
      revoke create on schema public from public;
      grant usage, create on schema public to ${id(owner.user)};`);
  } finally {
    await client.end();
  }
}

function urlOf(adminUrl: string, database: string, { user, password }: Login): string {
  const { host } = new URL(adminUrl);
  const secret = password === undefined ? 'PASSWORD' : encodeURIComponent(password);
  return `postgres://${encodeURIComponent(user)}:${secret}@${host}/${database}`;
}
