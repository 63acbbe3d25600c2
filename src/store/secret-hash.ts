import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'

/** Cost of one guess (OWASP's least for argon2id): 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const
const SALT = 16
const HASH = 32

/** A secret as it is kept, `argon2id$salt$hash`. Takes tens of milliseconds, on another thread. */
export async function hashSecret(secret: Uint8Array): Promise<string> {
  const salt = randomBytes(SALT)
  const hash = await derive(secret, salt)
  return ['argon2id', salt.toString('base64'), hash.toString('base64')].join('$')
}

/** Whether a secret is the one that was kept; takes as long where none was. */
export async function isSecret(kept: string | undefined, secret: Uint8Array): Promise<boolean> {
  const [, salt, hash] = kept?.split('$') ?? []
  const expected = hash === undefined ? Buffer.alloc(HASH) : Buffer.from(hash, 'base64')
  const given = await derive(secret, salt === undefined ? Buffer.alloc(SALT) : Buffer.from(salt, 'base64'))
  return timingSafeEqual(expected, given) && hash !== undefined
}

function derive(message: Uint8Array, nonce: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    argon2('argon2id', { message, nonce, tagLength: HASH, ...COST }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}
