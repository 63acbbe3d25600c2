/** What the server said when it made the page, and the few ways in which scripts touch it. */

/** @type {Record<string, string>} */
const words = JSON.parse(document.body.dataset['texts'] ?? '{}')

export const fileBytes = Number(document.body.dataset['fileBytes'])
export const lang = document.documentElement.lang
/** Another site shows us in a frame. */
export const framed = window.parent !== window

/**
 * A text of the page, with its `{{name}}` places filled in.
 * @param {string} key @param {Record<string, string | number>} [values]
 */
export function say(key, values = {}) {
  return (words[key] ?? '').replaceAll(/\{\{(\w+)\}\}/g, (_place, name) => String(values[name] ?? ''))
}

/**
 * The element that a selector names; the page is wrong without it.
 * @template {Element} T
 * @param {string} selector @param {new () => T} type
 * @returns {T}
 */
export function find(selector, type) {
  const found = document.querySelector(selector)
  if (!(found instanceof type)) throw new Error(`no ${selector} on the page`)
  return found
}

/**
 * An element with a class and children. Strings become text, never mark-up.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag @param {string} [name] @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function element(tag, name, ...children) {
  const made = document.createElement(tag)
  if (name) made.className = name
  made.append(...children)
  return made
}

/**
 * A button that submits nothing.
 * @param {string} name @param {...(Node | string)} children
 */
export function button(name, ...children) {
  const made = element('button', name, ...children)
  made.type = 'button'
  return made
}

/**
 * Reads something kept in the browser; private windows may refuse.
 * @param {string} key
 */
export function kept(key) {
  try {
    return localStorage.getItem(key) ?? ''
  } catch {
    return ''
  }
}

/**
 * Keeps something in the browser; an empty value removes it.
 * @param {string} key @param {string} value
 */
export function keep(key, value) {
  try {
    if (value) localStorage.setItem(key, value)
    else localStorage.removeItem(key)
  } catch {
    // The page still holds it.
  }
}

/** The names of what is kept in the browser. */
export function keptKeys() {
  try {
    return Object.keys(localStorage)
  } catch {
    return []
  }
}

/** An id that no other message has; `randomUUID` is missing on plain-http addresses. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
