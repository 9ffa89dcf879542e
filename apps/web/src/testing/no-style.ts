/** What a style sheet is where nothing is drawn: class names that are their own names. */
export default new Proxy<Record<string, string>>({}, { get: (_, name) => String(name) });
