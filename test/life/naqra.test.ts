import { describe } from 'vitest'
import { theCommonRoad } from './common-road.ts'

describe('naqra', () => {
  theCommonRoad('naqra')
})
