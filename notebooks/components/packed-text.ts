/** Text as letters that an address may hold: deflated, base64url. */
export async function packText(text: string): Promise<string> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  let letters = '';
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Longest text that is unpacked: a link may come from anybody. */
const MOST_CHARACTERS = 100_000;

/**
 * The text that was packed.
 * @throws Error when the letters are not of a packed text, or it is longer than any strategy.
 */
export async function unpackText(letters: string): Promise<string> {
  try {
    const bytes = Uint8Array.from(
      atob(letters.replaceAll('-', '+').replaceAll('_', '/')),
      (letter) => letter.codePointAt(0) ?? 0,
    );
    const reader = new Blob([bytes])
      .stream()
      .pipeThrough(new DecompressionStream('deflate-raw'))
      .pipeThrough(new TextDecoderStream())
      .getReader();
    let text = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text;
      text += value;
      if (text.length > MOST_CHARACTERS) throw new Error('too long');
    }
  } catch (cause) {
    throw new Error('the strategy in this link cannot be read: it was cut short or changed', { cause });
  }
}
