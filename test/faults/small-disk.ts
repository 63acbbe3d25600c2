import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

const mount = (folder: string, options: string): boolean =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'none', folder]).status === 0

/** Whether this machine lets us have a disk of our own (root in a container does). */
export function canMount(): boolean {
  const probe = mkdtempSync(join(tmpdir(), 'wasl-mount-'))
  const mounted = mount(probe, 'size=1m')
  if (mounted) spawnSync('umount', [probe])
  rmSync(probe, { recursive: true })
  return mounted
}

/** A disk of a few megabytes, gone when the test is over. */
export function smallDisk(megabytes: number): string {
  const parent = mkdtempSync(join(tmpdir(), 'wasl-disk-'))
  const folder = join(parent, 'disk')
  mkdirSync(folder)
  if (!mount(folder, `size=${megabytes}m`)) throw new Error('no disk of our own')
  onTestFinished(() => {
    spawnSync('umount', ['-l', folder])
    rmSync(parent, { recursive: true })
  })
  return folder
}

/** Makes a disk readable only. */
export function makeReadOnly(folder: string): void {
  if (spawnSync('mount', ['-o', 'remount,ro', folder]).status !== 0) throw new Error('it stays writable')
}
