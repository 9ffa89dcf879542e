export const vi = { title: 'Điều tra dịch tễ' };
export type ConsoleWords = typeof vi;
