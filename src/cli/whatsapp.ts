import type { WhatsApp } from '#channels/whatsapp/whatsapp.ts'
import { askControl } from './control.ts'
import type { ControlCommands } from './control.ts'
import { describeHealth } from './open-whatsapp.ts'

const USAGE = 'wasl whatsapp status | pair [--phone NUMBER] | unpair'
const OFF = ['WhatsApp is off: set WHATSAPP=on']

/** What a running service does for `wasl whatsapp`. */
export function whatsappCommands(device: WhatsApp | undefined): ControlCommands {
  return {
    'whatsapp-status': () => Promise.resolve(device ? describeHealth(device.health()) : OFF),
    'whatsapp-pair': async (phone) =>
      device ? describeHealth(await device.pair(phone === '' ? undefined : phone)) : OFF,
    'whatsapp-unpair': async () => {
      if (!device) return OFF
      await device.unpair()
      return describeHealth(device.health())
    },
  }
}

/** `wasl whatsapp …`, asked of the service that runs. The exit code. */
export async function whatsapp(
  args: readonly string[],
  folder: string,
  print: (line: string) => void,
): Promise<number> {
  const request = requestOf(args)
  if (request === undefined) {
    print(USAGE)
    return 2
  }
  print(await askControl(folder, request))
  return 0
}

/** The line for the service; undefined for arguments that make none. */
function requestOf([action, option, number = '', ...more]: readonly string[]): string | undefined {
  if (action === 'pair' && option === '--phone' && more.length === 0) {
    // People write +966 5…, 00966 5… or with spaces; WhatsApp wants the digits with the country's code.
    const digits = number.replace(/[\s()-]/g, '').replace(/^(\+|00)/, '')
    return /^[1-9]\d{7,14}$/.test(digits) ? `whatsapp-pair ${digits}` : undefined
  }
  if (option !== undefined) return undefined
  return action === 'pair' || action === 'unpair' || action === 'status' ? `whatsapp-${action}` : undefined
}
