/** A step of a diagram and where it stands: in which layer from the top, and at which place in it. */
export interface Placed {
  readonly id: string
  readonly layer: number
  readonly place: number
}

/** The successors of each step, in the order of the flow. */
export type Successors = ReadonlyMap<string, readonly string[]>

/** Steps side by side at most; a wider layer goes on in the next. */
const WIDEST = 5
/** Rounds in which each step moves nearer to those that lead to it. */
const ROUNDS = 4

/**
 * Places the steps of a flow in layers: each below the first that leads to it, and in a layer near those above it, so
 * that few lines cross (after Sugiyama, IEEE Trans. SMC 11 (1981) 109–125, with the barycentre of the layer above).
 */
export function placeSteps(order: readonly string[], successors: Successors): readonly Placed[] {
  const layers = layersOf(order, successors)
  const above = predecessors(successors)
  const places = new Map<string, number>()
  for (const layer of layers) layer.forEach((id, place) => places.set(id, place - (layer.length - 1) / 2))
  for (let round = 0; round < ROUNDS; round++) {
    for (const layer of layers) {
      const wish = new Map(
        layer.map((id) => [id, middle(above.get(id) ?? [], places) ?? places.get(id) ?? 0]),
      )
      layer.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0))
      layer.forEach((id, place) => places.set(id, place - (layer.length - 1) / 2))
    }
  }
  return layers.flatMap((layer, index) =>
    layer.map((id) => ({ id, layer: index, place: places.get(id) ?? 0 })),
  )
}

function layersOf(order: readonly string[], successors: Successors): string[][] {
  const depth = new Map<string, number>()
  const open = order.slice(0, 1)
  for (const id of open) depth.set(id, 0)
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    for (const next of successors.get(id) ?? []) {
      if (depth.has(next)) continue
      depth.set(next, (depth.get(id) ?? 0) + 1)
      open.push(next)
    }
  }
  const layers: string[][] = []
  // What no step leads to stands at the end, so that it is seen.
  const last = Math.max(0, ...depth.values()) + 1
  for (const id of order) (layers[depth.get(id) ?? last] ??= []).push(id)
  return layers.filter((layer) => layer !== undefined).flatMap((layer) => split(layer))
}

function split(layer: readonly string[]): string[][] {
  const rows = Math.ceil(layer.length / WIDEST)
  const length = Math.ceil(layer.length / rows)
  return Array.from({ length: rows }, (_, row) => layer.slice(row * length, (row + 1) * length))
}

function predecessors(successors: Successors): Map<string, string[]> {
  const above = new Map<string, string[]>()
  for (const [id, nexts] of successors)
    for (const next of nexts) above.set(next, [...(above.get(next) ?? []), id])
  return above
}

function middle(ids: readonly string[], places: ReadonlyMap<string, number>): number | undefined {
  const known = ids.flatMap((id) => places.get(id) ?? [])
  return known.length === 0 ? undefined : known.reduce((sum, place) => sum + place, 0) / known.length
}
