/** Hands a file over to the browser, by the name that the service gave it. */
export function handOver({ name, content }: { name: string; content: Blob }): void {
  const address = URL.createObjectURL(content);
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  // the browser reads the address after the click has been handled
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
