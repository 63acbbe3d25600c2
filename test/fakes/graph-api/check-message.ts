/** A body of a call, of which nothing is known. */
export type Body = Readonly<Record<string, unknown>>

/** A message as the person sees it. */
export interface Seen {
  readonly text: string
  readonly buttons: readonly { readonly id: string; readonly title: string; readonly description?: string }[]
  readonly openList?: string
}

/** A refusal in Meta's own numbers. */
export class GraphRefusal extends Error {
  readonly code: number
  readonly status: number

  constructor(code: number, what: string, status = 400) {
    super(what)
    this.code = code
    this.status = status
  }
}

const PARAMETER = 131_009
const MISSING = 131_008

/** Reads a message's body as Meta does: everything over a limit is refused (limits as its pages give them). */
export function checkMessage(body: Body): Seen {
  if (body['messaging_product'] !== 'whatsapp') throw new GraphRefusal(100, 'messaging_product')
  if (typeof body['to'] !== 'string' && typeof body['recipient'] !== 'string')
    throw new GraphRefusal(MISSING, 'to or recipient')
  const mark = body['biz_opaque_callback_data']
  if (mark !== undefined && (typeof mark !== 'string' || mark.length > 512))
    throw new GraphRefusal(PARAMETER, 'biz_opaque_callback_data')
  const type = String(body['type'])
  const content = objectOf(body[type], type)
  const read = READERS[type]
  if (!read) throw new GraphRefusal(100, `type ${type}`)
  return read(content)
}

const READERS: Readonly<Record<string, (content: Body) => Seen>> = {
  text: (content) => ({ text: lengthOf(content['body'], 4096, 'text.body'), buttons: [] }),
  interactive: readInteractive,
  document: readMedia,
  image: readMedia,
  audio: readMedia,
  template: readTemplate,
}

function readMedia(content: Body): Seen {
  if (typeof content['id'] !== 'string') throw new GraphRefusal(MISSING, 'media id')
  const caption = content['caption']
  return { text: caption === undefined ? '' : lengthOf(caption, 1024, 'caption'), buttons: [] }
}

function readTemplate(content: Body): Seen {
  const language = objectOf(content['language'], 'language')
  const parameters = listOf(content['components'] ?? []).flatMap((component) =>
    listOf(objectOf(component, 'component')['parameters'] ?? []).map((parameter) => {
      const text = lengthOf(objectOf(parameter, 'parameter')['text'], 1024, 'parameter')
      if (/[\n\t]| {5}/.test(text)) throw new GraphRefusal(132_018, 'line break in a parameter')
      return text
    }),
  )
  const name = lengthOf(content['name'], 512, 'template name')
  return { text: `[${[name, String(language['code']), ...parameters].join(' | ')}]`, buttons: [] }
}

function readInteractive(content: Body): Seen {
  const action = objectOf(content['action'], 'action')
  const text = lengthOf(objectOf(content['body'], 'body')['text'], 1024, 'interactive body')
  switch (content['type']) {
    case 'button':
      return { text, buttons: unique(replyButtons(action)) }
    case 'list':
      return {
        text,
        buttons: unique(rowsOf(action)),
        openList: lengthOf(action['button'], 20, 'list button'),
      }
    case 'location_request_message':
      if (action['name'] !== 'send_location') throw new GraphRefusal(PARAMETER, 'action.name')
      return { text, buttons: [] }
    default:
      throw new GraphRefusal(PARAMETER, 'interactive.type')
  }
}

function replyButtons(action: Body): Seen['buttons'] {
  const buttons = listOf(action['buttons'])
  if (buttons.length < 1 || buttons.length > 3) throw new GraphRefusal(PARAMETER, 'number of buttons')
  const read = buttons.map((button) => {
    const reply = objectOf(objectOf(button, 'button')['reply'], 'reply')
    return {
      id: lengthOf(reply['id'], 256, 'button id'),
      title: lengthOf(reply['title'], 20, 'button title'),
    }
  })
  if (new Set(read.map(({ title }) => title)).size < read.length)
    throw new GraphRefusal(PARAMETER, 'two buttons with one title')
  return read
}

function rowsOf(action: Body): Seen['buttons'] {
  const sections = listOf(action['sections']).map((section) => objectOf(section, 'section'))
  if (sections.length > 1 && sections.some((section) => section['title'] === undefined))
    throw new GraphRefusal(PARAMETER, 'section title')
  const rows = sections.flatMap((section) => listOf(section['rows']))
  if (rows.length < 1 || rows.length > 10) throw new GraphRefusal(PARAMETER, 'number of rows')
  return rows.map((each) => {
    const row = objectOf(each, 'row')
    const { description } = row
    return {
      id: lengthOf(row['id'], 200, 'row id'),
      title: lengthOf(row['title'], 24, 'row title'),
      ...(description === undefined ? {} : { description: lengthOf(description, 72, 'row description') }),
    }
  })
}

function unique(buttons: Seen['buttons']): Seen['buttons'] {
  if (new Set(buttons.map(({ id }) => id)).size < buttons.length)
    throw new GraphRefusal(PARAMETER, 'two choices with one id')
  return buttons
}

/** A text with something to be seen in it, not over a limit. */
function lengthOf(value: unknown, max: number, what: string): string {
  if (typeof value !== 'string' || !/[^\s\p{C}\p{Z}\p{M}]/u.test(value)) throw new GraphRefusal(MISSING, what)
  if (value.length > max) throw new GraphRefusal(PARAMETER, `${what}: ${value.length} of ${max}`)
  if (!value.isWellFormed()) throw new GraphRefusal(PARAMETER, `${what}: half a letter`)
  return value
}

function objectOf(value: unknown, what: string): Body {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new GraphRefusal(MISSING, what)
  return { ...value }
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new GraphRefusal(PARAMETER, 'a list is wanted')
  return value
}
