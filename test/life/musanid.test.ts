import { describe } from 'vitest'
import { theCommonRoad } from './common-road.ts'
import { theCommitteeAndItsFloor } from './floor.ts'
import { anObjection } from './objection.ts'

describe('musanid', () => {
  theCommonRoad('musanid')
  anObjection('musanid')
  theCommitteeAndItsFloor('musanid')
})
