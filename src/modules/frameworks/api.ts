import { z } from 'zod'
import { changing, reading, type Operation } from '#platform/web/api.ts'
import { addServiceArea, changeServiceArea, endServiceArea } from './commands.ts'
import { addQualityArea, changeQualityArea, endQualityArea, moveQualityArea } from './commands-areas.ts'
import { AddQualityArea, ChangeQualityAreaBody, EndQualityArea, MoveQualityArea } from './contract-areas.ts'
import { AreaBody, AreaView, ChangeAreaBody, EndAreaBody, FrameworkView } from './contract.ts'
import { examples } from './examples.ts'
import { findArea, listAreas, listFrameworks } from './queries.ts'

const tag = 'Frameworks'
const params = z.object({ areaId: z.uuid() })
const Changed = z.object({ id: z.uuid(), revision: z.number().int() })

export const frameworksApi: readonly Operation[] = [
  reading({
    path: '/frameworks',
    tag,
    verb: 'unit.read',
    summary: 'Lista ramverk / List frameworks',
    description: 'Quality areas by framework; the municipality’s own with the national areas they answer to.',
    answer: z.object({ frameworks: z.array(FrameworkView) }),
    run: async (tx) => ({ frameworks: await listFrameworks(tx) }),
  }),
  reading({
    path: '/service-areas',
    tag,
    verb: 'unit.read',
    summary: 'Lista verksamhetsområden / List service areas',
    description: 'Every service area with its laws and the time it holds. `validTo` is the first day after.',
    answer: z.object({ serviceAreas: z.array(AreaView) }),
    run: async (tx) => ({ serviceAreas: await listAreas(tx) }),
  }),
  reading({
    path: '/service-areas/{areaId}',
    tag,
    verb: 'unit.read',
    summary: 'Visa ett verksamhetsområde / Show a service area',
    description: 'One service area as it reads now.',
    params,
    answer: AreaView,
    run: (tx, { areaId }) => findArea(tx, areaId),
  }),
  changing({
    path: '/service-areas',
    method: 'post',
    tag,
    summary: 'Lägg till ett verksamhetsområde / Add a service area',
    description: 'With `inHouseOnly` the reason and the answerable body are demanded.',
    body: AreaBody,
    example: examples.addServiceArea,
    answer: Changed,
    command: addServiceArea,
    created: true,
  }),
  changing({
    path: '/service-areas/{areaId}',
    method: 'put',
    tag,
    summary: 'Ändra ett verksamhetsområde / Change a service area',
    description: 'From a day. What it said before is closed and kept. Brings the revision it changes.',
    params,
    body: ChangeAreaBody,
    example: examples.changeServiceArea,
    answer: Changed,
    command: changeServiceArea,
  }),
  changing({
    path: '/service-areas/{areaId}/end',
    method: 'post',
    tag,
    summary: 'Avsluta ett verksamhetsområde / End a service area',
    description: 'With its last day. Units that were in it keep it.',
    params,
    body: EndAreaBody,
    example: examples.endServiceArea,
    answer: Changed,
    command: endServiceArea,
  }),
  changing({
    path: '/quality-areas',
    method: 'post',
    tag,
    summary: 'Lägg till ett eget kvalitets- eller fokusområde / Add an own quality or focus area',
    description: 'In `kommun` or `fokus`, with the national areas it answers to.',
    body: z.object(AddQualityArea.shape),
    example: examples.addQualityArea,
    answer: Changed,
    command: addQualityArea,
    created: true,
  }),
  changing({
    path: '/quality-areas/{areaId}',
    method: 'put',
    tag,
    summary: 'Ändra ett eget område / Change an own area',
    description: 'Its name, description and what it answers to. A national area answers 404.',
    params,
    body: ChangeQualityAreaBody,
    example: examples.changeQualityArea,
    answer: Changed,
    command: changeQualityArea,
  }),
  changing({
    path: '/quality-areas/{areaId}/move',
    method: 'post',
    tag,
    summary: 'Flytta ett eget område / Move an own area',
    description: 'Right after another of the same framework; `after` null: first.',
    params,
    body: z.object(MoveQualityArea.shape).omit({ areaId: true }),
    example: examples.moveQualityArea,
    answer: z.object({ id: z.uuid() }),
    command: moveQualityArea,
  }),
  changing({
    path: '/quality-areas/{areaId}/end',
    method: 'post',
    tag,
    summary: 'Avsluta ett eget område / End an own area',
    description: 'With its last day; null lets it go on. Requirements and results under it keep it.',
    params,
    body: z.object(EndQualityArea.shape).omit({ areaId: true }),
    example: examples.endQualityArea,
    answer: Changed,
    command: endQualityArea,
  }),
]
