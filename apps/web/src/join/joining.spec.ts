import { faultOf, invitationIn, invitationLink } from './joining';

it('puts an invitation where no server sees it, and reads it back', () => {
  const link = invitationLink('https://truyvet.example', 'a b/c');
  expect(new URL(link).pathname).toBe('/join/');
  expect(invitationIn(new URL(link).hash)).toBe('a b/c');
});

it('wants a password of twelve characters, typed twice alike', () => {
  expect(faultOf({ password: 'ngắn', repeat: 'ngắn' })).toBe('tooShort');
  expect(faultOf({ password: 'con mèo trèo cau', repeat: 'con mèo treo cau' })).toBe('differs');
  expect(faultOf({ password: 'con mèo trèo cau', repeat: 'con mèo trèo cau' })).toBeUndefined();
});
