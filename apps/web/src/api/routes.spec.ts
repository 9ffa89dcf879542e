import { requestOf } from './routes';

it('puts ids into the path, what is given into the query, and leaves out the rest', () => {
  const wish = { params: { id: 'a', workerId: 'b/c' }, query: { level: 2, cursor: undefined, limit: 10 } };
  expect(requestOf('GET /traces/:id/contacts/:workerId', wish)).toEqual({
    method: 'GET',
    path: '/traces/a/contacts/b%2Fc?level=2&limit=10',
    body: undefined,
  });
});
