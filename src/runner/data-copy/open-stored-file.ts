import type { Store } from '#store/store.ts'

/** A file of the store as it is given away. */
export interface OpenedFile {
  readonly name: string
  readonly mime: string
  readonly content: Uint8Array
}

/** A file with its bytes, unsealed; undefined where it is kept no more. */
export async function openStoredFile(
  { files, vault }: Pick<Store, 'files' | 'vault'>,
  id: string,
): Promise<OpenedFile | undefined> {
  const meta = await files.get(id)
  if (meta?.status !== 'kept') return undefined
  const { name, mime, keyId } = meta
  return { name, mime, content: await files.read(id, await vault.open(keyId)) }
}
