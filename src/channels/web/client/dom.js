/** The few ways in which this page touches its document. Strings become text, never mark-up. */

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
 * An element with a class and children.
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
