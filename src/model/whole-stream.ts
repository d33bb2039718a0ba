/** The bytes of a stream; nothing where they are more than `most`. Rejects with what the stream fails with. */
export async function wholeStream(stream: AsyncIterable<Buffer | string>, most: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    length += bytes.length;
    if (length > most) return undefined;
  }
  return Buffer.concat(chunks);
}
